"""Changes one module, given as its source."""

from __future__ import annotations

from dataclasses import dataclass

from libcst import Module, ParserSyntaxError, parse_module
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor, RemoveImportsVisitor
from libcst.metadata import MetadataWrapper

from ssoadmin_mock.migration.magic_mocks import MagicMocks
from ssoadmin_mock.migration.moto_mocks import MotoMocks
from ssoadmin_mock.migration.notes import Note


class SourceError(ValueError):
    """What should be a module is none; the message says where."""


@dataclass(frozen=True)
class Migrated:
    """What came of a module.

    :param source: the changed source; what needed no change is as it was, to the letter.
    :param notes: what is left to do by hand.
    """

    source: bytes
    notes: tuple[Note, ...]


def migrate(source: bytes, moto_defaults: bool = True) -> Migrated:
    """Change a module from ``mock_aws`` to ``mock_ssoadmin``, and from ``MagicMock`` clients where that is mechanical.

    :param source: the module, in the encoding that it declares.
    :param moto_defaults: whether the mocks begin as moto's do, so that what was written for it keeps running.
    :raises SourceError: when it is no Python.
    """
    try:
        module = parse_module(source)
    except (ParserSyntaxError, SyntaxError, UnicodeDecodeError) as error:
        raise SourceError(_where(error)) from None
    context = CodemodContext()
    notes: list[Note] = []
    for step in (MagicMocks(context, notes), MotoMocks(context, notes, moto_defaults)):
        module = MetadataWrapper(module).visit(step)
    module = _with_imports(module, context)
    return Migrated(module.bytes, tuple(sorted(notes)))


def _with_imports(module: Module, context: CodemodContext) -> Module:
    added = AddImportsVisitor(context).transform_module(module)
    return RemoveImportsVisitor(context).transform_module(added)


def _where(error: Exception) -> str:
    if isinstance(error, ParserSyntaxError):
        return f"{error.raw_line}: {error.message}"
    return str(error)
