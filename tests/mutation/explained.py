"""The changes that no test notices, each with the reason why none can or need."""

from __future__ import annotations

import re

from tests.mutation.mutants import Mutant

_PAGINATION = "ssoadmin_mock/wire/pagination.py"

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
            "ssoadmin_mock/operations/permission_sets.py",
            "return PermissionSet(id=id, arn=arn, name=id, created_date=0)",
            f"return PermissionSet(id=id, arn=arn, name=id, created_date= {date})",
        ): "The set stands in for one that moto would not ask for; nobody is shown its date."
        for date in (1, -1)
    },
}
"""By the module, the line as it is, and as it becomes."""

_EVERYWHERE = {
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
