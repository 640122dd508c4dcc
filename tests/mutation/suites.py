"""Which tests are to notice a change of a module: those of the same name, and what else exercises it."""

from __future__ import annotations

from pathlib import PurePath

from tests.mutation.mutants import ROOT

LAYERS = ("wire", "operations")

# The quickest first, as the first that fails ends a trial.
FURTHER = {
    "operations/access_control": ["operations/test_permission_set_access"],
    "operations/account_assignments": ["operations/test_assignment_access", "test_moto_defaults"],
    "operations/application_access_scopes": ["operations/test_application_access"],
    "operations/application_assignments": ["operations/test_application_access", "operations/test_applications"],
    "operations/application_authentication_methods": ["operations/test_application_access"],
    "operations/application_grants": ["operations/test_application_access"],
    "operations/application_providers": ["operations/test_applications"],
    "operations/applications": [
        *("operations/test_tags", "operations/test_application_access"),
        "operations/test_application_authentication_methods",
    ],
    "operations/inline_policies": ["operations/test_permission_set_access"],
    "operations/instances": [
        *("operations/test_tags", "operations/test_delegated_administrator", "operations/test_instance_progress"),
        *("operations/test_instance_updates", "operations/test_instance_access", "effects/test_iam"),
        *("operations/test_provisioning", "plugin/test_kms"),
    ],
    "operations/issuers": ["operations/test_tags"],
    "operations/keys": ["operations/test_regions", "operations/test_instance_updates"],
    "operations/permission_set_policies": ["operations/test_permission_set_access"],
    "operations/permission_sets": [
        *("operations/test_tags", "operations/test_permission_set_access", "test_moto_defaults"),
        *("operations/test_delegated_administrator", "operations/test_account_assignments"),
    ],
    "operations/permissions_boundaries": ["operations/test_permission_set_access"],
    "operations/provisioning": ["operations/test_assignment_access", "test_moto_defaults"],
    "operations/requests": [
        *("operations/test_provisioning", "operations/test_account_assignments", "test_moto_defaults", "test_faults"),
    ],
    "operations/resources": [
        *("operations/test_tags", "wire/test_access_control", "operations/test_permission_sets"),
        "operations/test_instance_access",
    ],
    "operations/tags": [
        *("operations/test_permission_sets", "operations/test_instance_access", "operations/test_applications"),
        "operations/test_issuers",
    ],
    "wire/errors": ["wire/test_registry", "wire/test_requests", "wire/test_access_control", "test_faults"],
    "wire/idempotency": ["wire/test_client_tokens"],
    "wire/json_body": ["wire/test_requests"],
    "wire/operation_names": ["test_faults", "test_calls"],
    "wire/partitions": ["wire/test_requests", "plugin/test_network"],
    "wire/registry": ["wire/test_requests", "docs/test_generated", "operations/test_instance_access"],
    "wire/rules": ["wire/test_registry", "docs/test_generated"],
    "wire/service_model": [
        *("wire/test_registry", "wire/test_requests", "wire/test_client_tokens", "wire/test_pagination"),
        *("contract/test_model", "operations/test_regions"),
        "operations/test_applications",
    ],
    "wire/validation": ["wire/test_requests", "operations/test_permission_set_policies", "contract/test_inputs"],
}


def modules() -> list[str]:
    """Return the modules that are changed, relative to the root of the repository."""
    found = (path for layer in LAYERS for path in (ROOT / "ssoadmin_mock" / layer).glob("*.py"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found if path.name != "__init__.py")


def suite_of(module: str) -> list[str]:
    """Return the files of tests that exercise a module, the quickest first."""
    layer, name = PurePath(module).with_suffix("").parts[-2:]
    names = [f"{layer}/test_{name}", *FURTHER.get(f"{layer}/{name}", [])]
    # Not every module has tests of its name.
    return [f"tests/{name}.py" for name in names if (ROOT / f"tests/{name}.py").exists()]
