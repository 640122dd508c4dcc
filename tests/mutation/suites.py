"""Which tests are to notice a change of a module: those of the same name, and what else exercises it."""

from __future__ import annotations

from pathlib import PurePath

from tests.mutation.mutants import ROOT

# What one group names by its file is of no other one.
GROUPS = {
    "operations": ["wire/**/*.py", "services/**/*.py"],
    "plugin": ["plugin/**/*.py", "controls/**/*.py", "decorator.py", "handle.py", "pytest_plugin.py"],
    "server": ["server/**/*.py", "controls/http.py"],
    "world": ["world/**/*.py"],
    "verify": ["verify/**/*.py"],
    "redaction": ["world/redaction.py", "world/spellings.py"],
}
"""By a name for the command line, the modules that are changed."""

# Rules are for readers: tests of the documentation hold them.
# So are probes, which the tests run.
ONLY_TOLD = ("rules", "probes")

# The quickest first, as the first that fails ends a trial.
FURTHER = {
    "services/identity_store/access": [
        *("services/identity_store/test_identity_stores", "services/identity_store/test_keys"),
        "wire/test_access_control",
    ],
    "services/identity_store/attributes": ["services/identity_store/test_users", "services/identity_store/test_groups"],
    "services/keys": ["services/identity_store/test_keys", "services/sso_admin/operations/test_instance_updates"],
    "services/sso_admin/operations/access_control": ["services/sso_admin/operations/test_permission_set_access"],
    "services/sso_admin/operations/account_assignments": [
        "services/sso_admin/operations/test_assignment_access",
        "services/sso_admin/test_moto_defaults",
    ],
    "services/sso_admin/operations/application_access_scopes": [
        "services/sso_admin/operations/test_application_access",
        "verify/test_probes",
    ],
    "services/sso_admin/operations/application_assignments": [
        "services/sso_admin/operations/test_application_access",
        "services/sso_admin/operations/test_applications",
        "verify/test_probes",
    ],
    "services/sso_admin/operations/application_authentication_methods": [
        "services/sso_admin/operations/test_application_access"
    ],
    "services/sso_admin/operations/application_grants": [
        "services/sso_admin/operations/test_application_access",
        "verify/test_probes",
    ],
    "services/sso_admin/operations/application_providers": [
        "services/sso_admin/operations/test_applications",
        "verify/test_probes",
    ],
    "services/sso_admin/operations/applications": [
        *("services/sso_admin/operations/test_tags", "services/sso_admin/operations/test_application_access"),
        "services/sso_admin/operations/test_application_authentication_methods",
        "verify/test_probes",
    ],
    "services/sso_admin/operations/inline_policies": [
        "services/sso_admin/operations/test_permission_set_access",
        "verify/test_probes",
    ],
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
    "services/sso_admin/operations/issuers": ["services/sso_admin/operations/test_tags", "verify/test_probes"],
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
        "verify/test_probes",
    ],
    "services/sso_admin/operations/permissions_boundaries": [
        "services/sso_admin/operations/test_permission_set_access"
    ],
    "services/sso_admin/operations/provisioning": [
        "services/sso_admin/operations/test_assignment_access",
        "services/sso_admin/test_moto_defaults",
        "verify/test_probes",
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
    "wire/probes": ["verify/test_probes"],
    "verify/harmless": ["verify/test_probes"],
    "verify/requests": ["contract/test_inputs"],
    "verify/writing": ["verify/test_clean_up", "commands/test_verify"],
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
    "controls/accounts": ["controls/test_inputs"],
    "controls/active": ["plugin/test_handle", "plugin/test_orders"],
    "controls/faults": ["wire/test_requests"],
    "controls/in_process": ["plugin/test_handle", "controls/test_http", "controls/test_calls", "controls/test_inputs"],
    "controls/install": ["plugin/test_install"],
    "controls/organization_instance": ["plugin/test_handle", "controls/test_running_server"],
    "controls/protocol": ["controls/test_inputs", "controls/test_http"],
    "controls/regions": ["controls/test_inputs", "plugin/test_handle"],
    "controls/remote": ["controls/test_running_server"],
    "decorator": ["plugin/test_decorator", "controls/test_inputs", "plugin/test_handle", "plugin/test_orders"],
    "handle": ["plugin/test_handle", "controls/test_inputs", "controls/test_calls", "world/test_load"],
    "plugin/backend": ["plugin/test_handle", "plugin/test_nesting", "plugin/test_moto_api", "plugin/test_tagging"],
    "plugin/callbacks": ["plugin/test_nesting", "plugin/test_network"],
    "plugin/class_decorator": ["plugin/test_decorator"],
    "plugin/cloudformation/adoptions": ["plugin/cloudformation/test_importing"],
    "plugin/cloudformation/deletion": [
        "plugin/cloudformation/test_deletion_order",
        "plugin/cloudformation/test_stacks",
    ],
    "plugin/cloudformation/events": ["plugin/cloudformation/test_stacks", "plugin/cloudformation/test_importing"],
    "plugin/cloudformation/replacements": [
        *("plugin/cloudformation/test_stacks", "plugin/cloudformation/test_permission_set"),
        *("plugin/cloudformation/test_assignment", "plugin/cloudformation/test_applications"),
    ],
    "plugin/cloudformation/requests": ["plugin/cloudformation/test_stacks", "plugin/cloudformation/test_failure_text"],
    "plugin/cloudformation/sso_resource": ["plugin/cloudformation/test_instance", "plugin/cloudformation/test_stacks"],
    "plugin/cloudformation/resource_types": ["plugin/cloudformation/test_types"],
    "plugin/dashboard": ["plugin/test_moto_api", "server/test_server"],
    "plugin/environment": ["plugin/test_sessions"],
    "plugin/guard": ["plugin/test_network", "plugin/test_stress"],
    "plugin/identity_store/backend": ["plugin/test_identity_stores"],
    "plugin/identity_store/stores": ["plugin/test_identity_stores"],
    "plugin/install": [
        *("plugin/test_network", "plugin/test_nesting", "plugin/test_late", "plugin/test_in_place_of_moto_s"),
        *("plugin/test_kept_clients", "plugin/test_sessions"),
    ],
    "plugin/kept_clients": ["plugin/test_install"],
    "plugin/late": ["plugin/test_install", "plugin/test_nesting"],
    "plugin/memberships": ["plugin/other_services/test_memberships"],
    "plugin/module_fixtures": ["plugin/test_class_decorator"],
    "plugin/moto_mock": ["plugin/test_nesting", "plugin/test_in_place_of_moto_s", "plugin/test_orders"],
    "plugin/nesting": [
        *("plugin/test_orders", "plugin/test_isolation", "plugin/test_process_end", "plugin/test_interruptions"),
        *("plugin/test_in_place_of_moto_s", "plugin/test_environment"),
    ],
    "plugin/organizations_reads": ["plugin/other_services/test_organizations_reads"],
    "plugin/other_services": [
        *("plugin/test_tagging", "plugin/other_services/test_memberships", "plugin/other_services/test_partitions"),
        *("plugin/other_services/test_protected_roles", "plugin/other_services/test_organizations_reads"),
        *("plugin/test_nesting", "plugin/cloudformation/test_instance"),
    ],
    "plugin/patching": ["plugin/test_late", "plugin/test_nesting"],
    "plugin/protected_roles": ["plugin/other_services/test_protected_roles"],
    "plugin/responses": [
        "plugin/test_network",
        "plugin/test_moto_api",
        "wire/test_requests",
        "wire/test_access_control",
    ],
    "plugin/serving": [
        "plugin/test_nesting",
        "plugin/test_network",
        "plugin/test_install",
        "services/test_toy_service",
    ],
    "plugin/span": ["plugin/test_class_decorator", "test_pytest_plugin"],
    "plugin/sso_admin/backend": [
        *("test_architecture", "plugin/test_install", "plugin/test_nesting", "plugin/test_handle"),
        *("plugin/test_moto_api", "plugin/test_tagging"),
    ],
    "plugin/stop": ["plugin/test_orders"],
    "plugin/tagging_mixin": ["plugin/test_tagging"],
    "plugin/unmocked": ["plugin/test_network", "plugin/test_environment"],
    "plugin/urls": ["plugin/test_network", "wire/test_hosts"],
    "plugin/usage": ["plugin/test_install", "plugin/test_nesting", "plugin/test_orders"],
    "pytest_plugin": ["plugin/test_class_decorator"],
    "server/http_server": ["server/test_limited_server"],
    "server/limits": ["server/test_limited_server", "commands/test_serve"],
    "server/middleware": ["server/test_limited_server", "server/test_foreign_pages", "services/test_toy_service"],
    "server/serving": ["server/test_server", "server/test_limited_server", "commands/test_serve"],
    "world/bounds": ["world/test_hurtful"],
    "world/capture_applications": ["world/test_capture"],
    "world/capture_organization": ["world/test_capture"],
    "world/capture_permission_sets": ["world/test_capture"],
    "world/capture": ["commands/test_capture"],
    "world/capturing": ["world/test_capture", "commands/test_capture"],
    "world/dump": ["world/test_load", "world/test_capture"],
    "world/entries": ["world/test_load", "world/test_source", "world/test_all_or_nothing"],
    "world/errors": ["world/test_source", "world/test_load", "test_errors"],
    "world/identity_store_form": ["world/test_hurtful", "world/test_load", "world/test_capture"],
    "world/journal": ["commands/test_capture", "world/test_capture"],
    "world/json_text": ["world/test_hurtful", "world/test_source"],
    "world/load": ["world/test_all_or_nothing", "world/test_same_as_by_api"],
    "world/load_applications": ["world/test_load", "world/test_dump", "world/test_same_as_by_api"],
    "world/load_assignments": ["world/test_load", "world/test_dump", "world/test_same_as_by_api"],
    "world/load_directory": ["world/test_load", "world/test_dump", "world/test_same_as_by_api"],
    "world/load_instance": ["world/test_load", "world/test_dump", "world/test_same_as_by_api"],
    "world/load_organization": [
        *("world/test_load", "world/test_dump", "world/test_all_or_nothing", "world/test_same_as_by_api")
    ],
    "world/load_permission_sets": ["world/test_load", "world/test_dump", "world/test_same_as_by_api"],
    "world/loading": ["world/test_load", "world/test_all_or_nothing", "world/test_progress", "world/test_hurtful"],
    "world/names": ["world/test_capture", "world/test_dump", "world/test_load"],
    "world/parts": ["world/test_load", "world/test_dump", "world/test_capture"],
    "world/policies": ["world/test_dump", "world/test_hurtful", "world/test_load"],
    "world/reading": ["world/test_capture", "commands/test_capture"],
    "world/schema": ["world/test_load", "world/test_redaction"],
    "world/search_path": ["world/test_source"],
    "world/source": ["world/test_hurtful", "world/test_load"],
    "world/spellings": ["world/test_redaction"],
    "world/yaml_text": ["world/test_source", "world/test_hurtful", "world/test_dump", "world/test_load"],
}


def modules(group: str) -> list[str]:
    """Return the modules of a group, relative to the root of the repository."""
    named = {file for name, patterns in GROUPS.items() if name != group for file in patterns if "*" not in file}
    found = (path for pattern in GROUPS[group] for path in (ROOT / "ssoadmin_mock").glob(pattern))
    tried = (path for path in found if path.name != "__init__.py" and path.parent.name not in ONLY_TOLD)
    names = (path.relative_to(ROOT).as_posix() for path in tried)
    return sorted(name for name in names if name.removeprefix("ssoadmin_mock/") not in named)


def suite_of(module: str) -> list[str]:
    """Return the files of tests that exercise a module, the quickest first.

    Where none is of its name or listed, all of its folder are. The tests of an API's operations may be in their folder,
    or in that of the API.
    """
    name = PurePath(module).relative_to("ssoadmin_mock").with_suffix("")
    folder = PurePath("tests") / name.parent
    if not (ROOT / folder).is_dir():
        folder = folder.parent
    own = (folder / f"test_{name.name}.py").as_posix()
    files = [own] if (ROOT / own).exists() else []
    files += [f"tests/{further}.py" for further in FURTHER.get(name.as_posix(), [])]
    return files or sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("test_*.py"))
