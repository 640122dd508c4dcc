"""From moto's ``mock_aws`` to ``mock_ssoadmin``, wherever the name stands and however it was imported."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import libcst
from libcst import matchers as m
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor, RemoveImportsVisitor
from libcst.helpers import get_full_name_for_node
from libcst.metadata import (
    ParentNodeProvider,
    PositionProvider,
    QualifiedName,
    QualifiedNameProvider,
    QualifiedNameSource,
)

from ssoadmin_mock.migration.notes import Note, imported_as, keyword

_OURS = "mock_ssoadmin"
_THEIRS = "mock_aws"
_MODULES = ("moto", "moto.core.decorator")
_QUALIFIED = tuple(f"{module}.{_THEIRS}" for module in _MODULES)


class MotoMocks(libcst.CSTTransformer):
    """Changes one module.

    :param context: where imports that are needed, or no more needed, are noted.
    :param notes: what is left to do by hand is added.
    :param moto_defaults: whether the mocks begin as moto's do.
    """

    METADATA_DEPENDENCIES = (ParentNodeProvider, PositionProvider, QualifiedNameProvider)

    def __init__(self, context: CodemodContext, notes: list[Note], moto_defaults: bool) -> None:
        super().__init__()
        self._context = context
        self._notes = notes
        self._moto_defaults = moto_defaults
        self._is_left_alone = False

    def visit_Module(self, node: libcst.Module) -> bool:
        """Leave a module alone in which the name may be two things, or ours is something else."""
        names = self._names_in(node)
        both = [name for name, found in names if imported_as(found, _QUALIFIED) and len(found) > 1]
        taken = [name for name, found in names if _is_another(name, found)]
        for name in [*both, *(taken if any(imported_as(found, _QUALIFIED) for _, found in names) else [])][:1]:
            self._is_left_alone = True
            self._note(name, f"{name.value} is more than one thing in this module, which was left as it is.")
        return not self._is_left_alone

    def _names_in(self, node: libcst.Module) -> list[tuple[libcst.Name, Collection[QualifiedName]]]:
        names = [name for name in m.findall(node, m.Name(_OURS) | m.Name(_THEIRS)) if isinstance(name, libcst.Name)]
        return [(name, self._qualified(name)) for name in names]

    # --- imports ----------------------------------------------------------------------------------------------------

    def visit_ImportFrom(self, node: libcst.ImportFrom) -> bool:
        """Leave names in it to the whole statement."""
        return False

    def visit_Import(self, node: libcst.Import) -> bool:
        """Leave names in it to the whole statement."""
        return False

    def leave_SimpleStatementLine(
        self, original_node: libcst.SimpleStatementLine, updated_node: libcst.SimpleStatementLine
    ) -> libcst.SimpleStatementLine | libcst.FlattenSentinel[libcst.SimpleStatementLine]:
        """Import ours in the place of moto's; what else was imported from moto stays on a line of its own."""
        body: list[libcst.BaseSmallStatement] = []
        for statement in updated_node.body:
            aliases = _moto_s(statement) if isinstance(statement, libcst.ImportFrom) else []
            if not aliases:
                body.append(statement)
                continue
            assert isinstance(statement, libcst.ImportFrom), "it has aliases"
            others = _without(statement, aliases)
            body += [_import(aliases)] if others is None else [others, _import(aliases)]
        if len(body) == 2 and len(updated_node.body) == 1:
            first, second = body
            return libcst.FlattenSentinel(
                [updated_node.with_changes(body=[first]), libcst.SimpleStatementLine([second])]
            )
        return updated_node.with_changes(body=body)

    # --- uses -------------------------------------------------------------------------------------------------------

    def leave_Name(self, original_node: libcst.Name, updated_node: libcst.Name) -> libcst.BaseExpression:
        """Rename it, unless it has a name that the module chose."""
        if not self._is_moto_s(original_node) or self._is_a_mere_word(original_node):
            return updated_node
        self._look_at(original_node)
        return updated_node.with_changes(value=_OURS) if original_node.value == _THEIRS else updated_node

    def leave_Attribute(self, original_node: libcst.Attribute, updated_node: libcst.Attribute) -> libcst.BaseExpression:
        """Replace ``moto.mock_aws``."""
        if not self._is_moto_s(original_node):
            return updated_node
        self._look_at(original_node)
        AddImportsVisitor.add_needed_import(self._context, "ssoadmin_mock")
        RemoveImportsVisitor.remove_unused_import(self._context, "moto")
        return libcst.Attribute(libcst.Name("ssoadmin_mock"), libcst.Name(_OURS))

    def leave_Decorator(self, original_node: libcst.Decorator, updated_node: libcst.Decorator) -> libcst.Decorator:
        """Give a bare decorator its argument."""
        if not self._moto_defaults or not self._is_moto_s(original_node.decorator):
            return updated_node
        return updated_node.with_changes(decorator=libcst.Call(updated_node.decorator, [_defaults()]))

    def leave_Call(self, original_node: libcst.Call, updated_node: libcst.Call) -> libcst.Call:
        """Give a call its argument; what it decorates comes in a call of its own."""
        if not self._is_moto_s(original_node.func):
            return updated_node
        decorated = [arg for arg in updated_node.args if arg.keyword is None and not arg.star]
        others = [arg for arg in updated_node.args if arg not in decorated]
        if any(_has_ours(arg) for arg in others) or not self._moto_defaults:
            return updated_node
        if not decorated:
            return updated_node.with_changes(args=_appended(updated_node, _defaults()))
        mock = libcst.Call(updated_node.func, _appended(updated_node.with_changes(args=others), _defaults()))
        alone = decorated[0].with_changes(comma=libcst.MaybeSentinel.DEFAULT)
        return updated_node.with_changes(func=mock, args=[alone])

    def _look_at(self, node: libcst.BaseExpression) -> None:
        parent = self.get_metadata(ParentNodeProvider, node)
        is_called = isinstance(parent, libcst.Call) and parent.func is node
        if self._moto_defaults and not is_called and not isinstance(parent, libcst.Decorator):
            self._note(node, f"{_THEIRS} is handed on here; give it moto_defaults=True where it is called.")

    def _is_moto_s(self, node: libcst.CSTNode) -> bool:
        return isinstance(node, libcst.Name | libcst.Attribute) and imported_as(self._qualified(node), _QUALIFIED)

    def _is_a_mere_word(self, node: libcst.Name) -> bool:
        parent = self.get_metadata(ParentNodeProvider, node)
        return (isinstance(parent, libcst.Attribute) and parent.attr is node) or (
            isinstance(parent, libcst.Arg) and parent.keyword is node
        )

    def _qualified(self, node: libcst.CSTNode) -> Collection[QualifiedName]:
        names: Collection[QualifiedName] = self.get_metadata(QualifiedNameProvider, node, ())
        return names

    def _note(self, node: libcst.CSTNode, text: str) -> None:
        self._notes.append(Note(self.get_metadata(PositionProvider, node).start.line, text))


def _is_another(name: libcst.Name, found: Collection[QualifiedName]) -> bool:
    """Whether a name is ours, and something of another place than our package."""
    known = [each for each in found if each.source is not QualifiedNameSource.BUILTIN]
    return name.value == _OURS and any(not each.name.startswith("ssoadmin_mock.") for each in known)


def _moto_s(statement: libcst.ImportFrom) -> list[libcst.ImportAlias]:
    module = get_full_name_for_node(statement.module) if statement.module is not None else None
    if statement.relative or module not in _MODULES or isinstance(statement.names, libcst.ImportStar):
        return []
    return [alias for alias in statement.names if alias.evaluated_name == _THEIRS]


def _import(aliases: Sequence[libcst.ImportAlias]) -> libcst.ImportFrom:
    names = [libcst.ImportAlias(libcst.Name(_OURS), alias.asname) for alias in aliases]
    return libcst.ImportFrom(libcst.Name("ssoadmin_mock"), names)


def _without(statement: libcst.ImportFrom, aliases: Sequence[libcst.ImportAlias]) -> libcst.ImportFrom | None:
    assert not isinstance(statement.names, libcst.ImportStar), "a star has no names to take away"
    names = [alias for alias in statement.names if alias not in aliases]
    if not names:
        return None
    # The comma of the last one belongs to the parentheses, if there are any.
    names[-1] = names[-1].with_changes(comma=statement.names[-1].comma)
    return statement.with_changes(names=names)


def _defaults() -> libcst.Arg:
    return keyword("moto_defaults", libcst.Name("True"))


def _has_ours(arg: libcst.Arg) -> bool:
    """Whether an argument says something about our settings already."""
    is_literal = isinstance(arg.value, libcst.Dict)
    return is_literal and bool(m.findall(arg.value, m.SimpleString('"ssoadmin"') | m.SimpleString("'ssoadmin'")))


def _appended(call: libcst.Call, argument: libcst.Arg) -> list[libcst.Arg]:
    if not call.args:
        return [argument]
    last = call.args[-1]
    if isinstance(last.comma, libcst.Comma):
        # One argument on each line: this one begins where the first does.
        between = libcst.Comma(whitespace_after=call.whitespace_before_args)
        return [*call.args[:-1], last.with_changes(comma=between), argument.with_changes(comma=last.comma)]
    comma = libcst.Comma(whitespace_after=libcst.SimpleWhitespace(" "))
    return [*call.args[:-1], last.with_changes(comma=comma), argument]
