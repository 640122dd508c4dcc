"""The changes that no test notices, each with the reason why none can or need."""

from __future__ import annotations

import re

from tests.mutation.mutants import Mutant

_PAGINATION = "ssoadmin_mock/wire/pagination.py"
_NAME_OF_WORKFLOW = "The name tells this workflow of an instance from its others, as any name would."

EXPLAINED: dict[tuple[str, str, str], str] = {
    (_PAGINATION, "_SEAL = 12", "_SEAL = 13"): "A seal of any such length holds a token as well.",
    (_PAGINATION, "_SEAL = 12", "_SEAL = 11"): "A seal of any such length holds a token as well.",
    (
        _PAGINATION,
        "return blake2b(text.encode(), digest_size=_SEAL).digest()",
        "return blake2b(text.encode(), **{}).digest()",
    ): "The binding is the key of the seal, and may be longer than it.",
    (
        _PAGINATION,
        "rows = list(islice(listing.after(cursor), limit + 1))",
        "rows = list(islice(listing.after(cursor), limit + 2))",
    ): "One row beyond the page tells that there is a next one, and so do two.",
    **{
        (
            "ssoadmin_mock/services/sso_admin/operations/permission_sets.py",
            "return PermissionSet(id=id, arn=arn, name=id, created_date=0)",
            f"return PermissionSet(id=id, arn=arn, name=id, created_date= {date})",
        ): "The set stands in for one that moto would not ask for; nobody is shown its date."
        for date in (1, -1)
    },
    (
        "ssoadmin_mock/services/sso_admin/operations/account_assignments.py",
        "key=itemgetter(0),",
        "**{},",
    ): "Positions differ, so that no row is compared with another.",
    (
        "ssoadmin_mock/services/sso_admin/operations/instances.py",
        'def list_instances(call: Call, *, region_scope: str = "CURRENT_REGION") -> Listing:',
        'def list_instances(call: Call, *, region_scope: str = "XXCURRENT_REGION") -> Listing:',
    ): "The current Region is what all but ALL_REGIONS stand for.",
    (
        "ssoadmin_mock/services/sso_admin/operations/instances.py",
        'return (instance.arn, "encryption")',
        'return (instance.arn, "XXencryption")',
    ): _NAME_OF_WORKFLOW,
    (
        "ssoadmin_mock/services/sso_admin/operations/regions.py",
        'return (instance.arn, "region", region_name)',
        'return (instance.arn, "XXregion", region_name)',
    ): _NAME_OF_WORKFLOW,
    (
        "ssoadmin_mock/services/sso_admin/resources.py",
        'TAGGABLE["instance"] = Resource("instance", lambda call, _arn: call.instance, Access.ADMINISTRATOR)',
        'TAGGABLE["instance"] = Resource("XXinstance", lambda call, _arn: call.instance, Access.ADMINISTRATOR)',
    ): "The operations on tags take no argument for what is tagged.",
    (
        "ssoadmin_mock/wire/service_model.py",
        "bounds.append(inputs.members[limit_key])",
        "pass",
    ): "In no list of the model today MaxResults is bounded by less than what the answer holds.",
}
"""By the module, the line as it is, and as it becomes."""

_EVERYWHERE = {
    r"\w+ = TypeVar\(": "A type variable is for the type checker.",
    r"assert .+, f?\"(?=.* -> .*XX)": "What a broken assumption says is for who debugs; none is broken by a caller.",
    "NOT_SIMULATED = ": "What it says is for readers: tests of the documentation hold it.",
    r"@dataclass\(frozen=True\) -> @dataclass\(": "Frozen or not is for the type checker: nothing sets members.",
    r"permission_set\.version \+= 1 -> permission_set\.version \+= +2": "Only that the version is another one counts.",
    r"(\w+: [^=]+ = )field\(repr=False\) -> \1field\(": "What a repr leaves out is for who debugs.",
    r"@(lru_)?cache\b": "A cache changes how long things take, and nothing else.",
}
"""By a pattern of the line as it is and becomes."""


def reason(mutant: Mutant) -> str | None:
    """Return why no test notices a change; None where that is not known."""
    before, after = mutant.change
    general = (why for pattern, why in _EVERYWHERE.items() if re.match(pattern, f"{before} -> {after}"))
    return EXPLAINED.get((mutant.path, before, after)) or next(general, None)
