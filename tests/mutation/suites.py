"""Which tests are to notice a change of a module: those of the same name, and what else exercises it."""

from __future__ import annotations

from pathlib import PurePath

from tests.mutation.mutants import ROOT

LAYERS = ("controls", "plugin", "server", "services", "wire", "world")

# Rules are for readers: tests of the documentation hold them.
ONLY_TOLD = ("rules",)

# The quickest first, as the first that fails ends a trial.
FURTHER = {
    "services/sso_admin/operations/access_control": ["services/sso_admin/operations/test_permission_set_access"],
    "services/sso_admin/operations/account_assignments": [
        "services/sso_admin/operations/test_assignment_access",
        "services/sso_admin/test_moto_defaults",
    ],
    "services/sso_admin/operations/application_access_scopes": [
        "services/sso_admin/operations/test_application_access"
    ],
    "services/sso_admin/operations/application_assignments": [
        "services/sso_admin/operations/test_application_access",
        "services/sso_admin/operations/test_applications",
    ],
    "services/sso_admin/operations/application_authentication_methods": [
        "services/sso_admin/operations/test_application_access"
    ],
    "services/sso_admin/operations/application_grants": ["services/sso_admin/operations/test_application_access"],
    "services/sso_admin/operations/application_providers": ["services/sso_admin/operations/test_applications"],
    "services/sso_admin/operations/applications": [
        *("services/sso_admin/operations/test_tags", "services/sso_admin/operations/test_application_access"),
        "services/sso_admin/operations/test_application_authentication_methods",
    ],
    "services/sso_admin/operations/inline_policies": ["services/sso_admin/operations/test_permission_set_access"],
    "services/sso_admin/operations/instances": [
        *(
            "services/sso_admin/operations/test_tags",
            "services/sso_admin/operations/test_delegated_administrator",
            "services/sso_admin/operations/test_instance_progress",
        ),
        *(
            "services/sso_admin/operations/test_instance_updates",
            "services/sso_admin/operations/test_instance_access",
            "effects/test_iam",
        ),
        *("services/sso_admin/operations/test_provisioning", "plugin/test_kms"),
    ],
    "services/sso_admin/operations/issuers": ["services/sso_admin/operations/test_tags"],
    "services/sso_admin/keys": [
        "services/sso_admin/operations/test_regions",
        "services/sso_admin/operations/test_instance_updates",
    ],
    "services/sso_admin/operations/permission_set_policies": [
        "services/sso_admin/operations/test_permission_set_access"
    ],
    "services/sso_admin/operations/permission_sets": [
        *(
            "services/sso_admin/operations/test_tags",
            "services/sso_admin/operations/test_permission_set_access",
            "services/sso_admin/test_moto_defaults",
        ),
        *(
            "services/sso_admin/operations/test_delegated_administrator",
            "services/sso_admin/operations/test_account_assignments",
        ),
    ],
    "services/sso_admin/operations/permissions_boundaries": [
        "services/sso_admin/operations/test_permission_set_access"
    ],
    "services/sso_admin/operations/provisioning": [
        "services/sso_admin/operations/test_assignment_access",
        "services/sso_admin/test_moto_defaults",
    ],
    "services/sso_admin/operations/requests": [
        *(
            "services/sso_admin/operations/test_provisioning",
            "services/sso_admin/operations/test_account_assignments",
            "services/sso_admin/test_moto_defaults",
            "controls/test_faults",
        ),
    ],
    "services/sso_admin/resources": [
        *(
            "services/sso_admin/operations/test_tags",
            "wire/test_access_control",
            "services/sso_admin/operations/test_permission_sets",
        ),
        "services/sso_admin/operations/test_instance_access",
    ],
    "services/sso_admin/operations/tags": [
        *(
            "services/sso_admin/operations/test_permission_sets",
            "services/sso_admin/operations/test_instance_access",
            "services/sso_admin/operations/test_applications",
        ),
        "services/sso_admin/operations/test_issuers",
    ],
    "wire/errors": ["wire/test_registry", "wire/test_requests", "wire/test_access_control", "controls/test_faults"],
    "wire/idempotency": ["wire/test_client_tokens"],
    "wire/json_body": ["wire/test_requests"],
    "services/operation_names": ["controls/test_faults", "controls/test_calls"],
    "wire/partitions": ["wire/test_requests", "plugin/test_network"],
    "wire/registry": [
        "wire/test_requests",
        "docs/test_generated",
        "services/sso_admin/operations/test_instance_access",
    ],
    "wire/rules": ["wire/test_registry", "docs/test_generated"],
    "wire/service_model": [
        *("wire/test_registry", "wire/test_requests", "wire/test_client_tokens", "wire/test_pagination"),
        *("contract/test_model", "services/sso_admin/operations/test_regions"),
        "services/sso_admin/operations/test_applications",
    ],
    "wire/validation": [
        "wire/test_requests",
        "services/sso_admin/operations/test_permission_set_policies",
        "contract/test_inputs",
    ],
    "controls/faults": ["wire/test_requests"],
    "controls/remote": ["controls/test_running_server"],
    "plugin/dashboard": ["server/test_server"],
    "plugin/kept_clients": ["plugin/test_install"],
    "plugin/memberships": ["plugin/other_services/test_memberships"],
    "plugin/nesting": ["plugin/test_orders", "plugin/test_isolation"],
    "plugin/organizations_reads": ["plugin/other_services/test_organizations_reads"],
    "plugin/protected_roles": ["plugin/other_services/test_protected_roles"],
    "plugin/stop": ["plugin/test_orders"],
    "server/http_server": ["server/test_limited_server"],
    "server/middleware": ["server/test_limited_server", "server/test_foreign_pages"],
    "world/bounds": ["world/test_hurtful"],
    "world/search_path": ["world/test_source"],
    "world/spellings": ["world/test_redaction"],
}


def modules() -> list[str]:
    """Return the modules that are changed, relative to the root of the repository."""
    found = (path for layer in LAYERS for path in (ROOT / "ssoadmin_mock" / layer).rglob("*.py"))
    tried = (path for path in found if path.name != "__init__.py" and path.parent.name not in ONLY_TOLD)
    return sorted(path.relative_to(ROOT).as_posix() for path in tried)


def suite_of(module: str) -> list[str]:
    """Return the files of tests that exercise a module, the quickest first.

    Where none is of its name or listed, all of its folder are.
    """
    name = PurePath(module).relative_to("ssoadmin_mock").with_suffix("")
    own = f"tests/{name.parent}/test_{name.name}.py"
    files = [own] if (ROOT / own).exists() else []
    files += [f"tests/{further}.py" for further in FURTHER.get(name.as_posix(), [])]
    return files or sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / name.parent).rglob("test_*.py")
    )
