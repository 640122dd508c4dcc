"""JSON, read with the line of everything in it, for errors: Python's parser does not tell them, and YAML's does."""

from __future__ import annotations

import json
import re
from typing import Any

from ssoadmin_mock.world.bounds import TOO_DEEP, whole_number
from ssoadmin_mock.world.errors import Path, Problem, WorldError
from ssoadmin_mock.world.yaml_text import Composed

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def parse(text: str, file: str) -> Any:
    """Parse a JSON document.

    :param file: its name, for errors.
    :raises WorldError: when it is not JSON, is nested too deep, or gives a key twice.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_int=whole_number)
    except json.JSONDecodeError as error:
        raise WorldError([Problem(f"This is not JSON: {error.msg}.", file=file, line=error.lineno)]) from None
    except RecursionError:
        raise WorldError([Problem(TOO_DEEP, file=file)]) from None
    except _GivenTwiceError:
        # This raises as well, and knows where.
        return _composed(text, file).value()


def lines(text: str, file: str) -> dict[Path, int]:
    """Return the line of each thing by path.

    :param text: valid JSON.
    :param file: its name, for errors.
    """
    return _composed(text, file).lines()


def _composed(text: str, file: str) -> Composed:
    """Return a document as the YAML that it is.

    JSON allows some things that YAML does not, tabs, and in strings surrogates, control characters and keys of any
    length. Tabs are no more than spaces there, and strings have no line breaks: their numbers can stand for them.
    """
    strings: list[str] = []

    def numbered(match: re.Match[str]) -> str:
        strings.append(match[0])
        return f'"{len(strings) - 1}"'

    as_yaml = _STRING.sub(numbered, text).replace("\t", " ")
    return Composed(as_yaml, file, lambda number: str(json.loads(strings[int(number)])))


class _GivenTwiceError(Exception):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _GivenTwiceError
    return members
