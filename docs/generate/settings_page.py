"""The page of settings and quotas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from inspect import getdoc
from typing import Any

from docs.generate.markdown import notice, table
from ssoadmin_mock.model.quotas import DEFAULT_QUOTAS
from ssoadmin_mock.services.arguments import described, hints_of
from ssoadmin_mock.services.settings import Settings


def page() -> str:
    """Return the page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield notice("ssoadmin_mock/services/settings.py and ssoadmin_mock/model/quotas.py")
    yield "# Settings and quotas\n"
    yield (
        "Each is an argument of `mock_ssoadmin` and of the marker `ssoadmin`, and a key under `ssoadmin` in moto's "
        "configuration. [How to use them](../how-to/settings.md), with the arguments of `mock_ssoadmin` that are no "
        "settings, has examples.\n"
    )
    hints = hints_of(Settings)
    explained = {name: text[0].upper() + text[1:] for name, text in _parameters(Settings).items()}
    rows = (
        (f"`{each.name}`", described(hints[each.name]), f"`{_default(each)}`", explained[each.name])
        for each in fields(Settings)
    )
    yield table(["Setting", "Takes", "Default", ""], rows)
    yield "## Quotas\n"
    yield (
        'The documented values. `quotas={"tags_per_resource": 1}` changes one; all others stay. What reaches a quota '
        "is refused as the rules in [Fidelity](../fidelity.md) say.\n"
    )
    yield table(["Quota", "Default"], ((f"`{name}`", str(value)) for name, value in DEFAULT_QUOTAS.items()))


def _parameters(documented: type) -> dict[str, str]:
    """Return what a docstring says about each parameter, as Markdown in one line."""
    found = re.findall(r":param (\w+): (.*?)(?=\n:|\Z)", getdoc(documented) or "", re.DOTALL)
    return {name: _markdown(" ".join(text.split())) for name, text in found}


def _markdown(text: str) -> str:
    """Return a text of docstrings, which is reStructuredText, as Markdown: without roles, and with its code."""
    return re.sub(r":\w+:`~?", "`", text).replace("``", "`")


def _default(each: Field[Any]) -> str:
    factory = each.default_factory
    return repr(each.default if factory is MISSING else factory())
