"""From ``MagicMock`` clients to real ones, where a test only makes calls fail and looks at what was called.

What a MagicMock returns has to be there in the mock: that is for people to say, in a world. So a test is changed when
each call of its mock that it counts on fails, or must not be made at all; of the others, it is said what is in the way.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeAlias

import libcst
from botocore import xform_name
from libcst import matchers as m
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import RemoveImportsVisitor
from libcst.helpers import get_full_name_for_node
from libcst.metadata import ParentNodeProvider, PositionProvider, QualifiedName, QualifiedNameProvider

from ssoadmin_mock.migration.notes import Note, imported_as, keyword
from ssoadmin_mock.services.discovery import services

_MOCKS = ("unittest.mock.MagicMock", "unittest.mock.Mock", "mock.MagicMock", "mock.Mock")
_ERRORS = ("botocore.exceptions.ClientError", "botocore.errorfactory.ClientError")
_FIXTURES = {"sso-admin": "sso_admin"}
"""The fixtures that are clients, by API."""
_HANDLE = "identity_center"
_REPEATED = ("InternalServerException", "ThrottlingException")
"""What botocore repeats, so that a call is counted more than once."""
_ASSERTIONS = {
    "assert_not_called": ("assert_not_called", None),
    "assert_called": ("assert_called", None),
    "assert_called_once": ("assert_called", 1),
    "assert_any_call": ("assert_called", None),
    "assert_called_once_with": ("assert_called", 1),
}
"""The methods of mocks that `IdentityCenter.calls` has a twin of, with how often it is then."""

Function: TypeAlias = libcst.FunctionDef


@dataclass
class _Mock:
    """A variable of a test that stands for a client.

    :ivar replacements: what comes in the place of a node.
    :ivar failing: the operations that fail, with the error's code.
    :ivar asserted: the operations that must have been called, with the line that says so.
    :ivar counted: the operations of which it matters how often they were called.
    :ivar in_the_way: why the test is left as it is.
    """

    name: str
    made: libcst.Call
    service: str
    replacements: dict[libcst.CSTNode, libcst.CSTNode] = field(default_factory=dict)
    failing: dict[str, str] = field(default_factory=dict)
    asserted: dict[str, int] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    in_the_way: Note | None = None


class MagicMocks(libcst.CSTTransformer):
    """Changes one module.

    :param context: where imports that are no more needed are noted.
    :param notes: what is left to do by hand is added.
    """

    METADATA_DEPENDENCIES = (ParentNodeProvider, PositionProvider, QualifiedNameProvider)

    def __init__(self, context: CodemodContext, notes: list[Note]) -> None:
        super().__init__()
        self._context = context
        self._notes = notes
        self._replacements: dict[libcst.CSTNode, libcst.CSTNode] = {}
        self._fixtures: dict[Function, list[str]] = {}
        self._unittest: list[bool] = []

    def visit_ClassDef(self, node: libcst.ClassDef) -> None:
        """Note whether the class is one of unittest, whose tests take no fixtures."""
        bases = [libcst.Module([]).code_for_node(base.value) for base in node.bases]
        self._unittest.append(any(base.rpartition(".")[2].endswith("TestCase") for base in bases))

    def leave_ClassDef(self, original_node: libcst.ClassDef, updated_node: libcst.ClassDef) -> libcst.ClassDef:
        """Leave the class."""
        self._unittest.pop()
        return updated_node

    def visit_Call(self, node: libcst.Call) -> None:
        """Say where boto3 itself is replaced, which keeps calls from the mock."""
        name = get_full_name_for_node(node.func) or ""
        target = node.args[0].value if node.args else None
        if name.rpartition(".")[2] == "patch" and m.matches(target or node, m.SimpleString()):
            assert isinstance(target, libcst.SimpleString)
            if str(target.evaluated_value).endswith(("boto3.client", "boto3.Session", "boto3.session.Session")):
                line = self.get_metadata(PositionProvider, node).start.line
                self._notes.append(Note(line, f"{target.value} is replaced here: within the mock, leave it as it is."))

    def visit_FunctionDef(self, node: Function) -> None:
        """Look what a function does with its mocks of clients."""
        for mock in self._mocks(node):
            self._read(mock, node)
            self._judge(mock, node)
            if mock.in_the_way is not None:
                self._notes.append(mock.in_the_way)
                continue
            self._replacements |= {**mock.replacements, mock.made: libcst.Name(_FIXTURES[mock.service])}
            self._fixtures.setdefault(node, []).extend([_HANDLE, _FIXTURES[mock.service]])
            for name in ("unittest.mock.MagicMock", "unittest.mock.Mock", "botocore.exceptions.ClientError"):
                module, _, member = name.rpartition(".")
                RemoveImportsVisitor.remove_unused_import(self._context, module, member)

    def leave_FunctionDef(self, original_node: Function, updated_node: Function) -> Function:
        """Let a test take the fixtures that it needs now."""
        parameters = updated_node.params
        known = {parameter.name.value for parameter in parameters.params}
        new = [name for name in dict.fromkeys(self._fixtures.get(original_node, [])) if name not in known]
        added = [libcst.Param(libcst.Name(name)) for name in new]
        return updated_node.with_changes(params=parameters.with_changes(params=[*parameters.params, *added]))

    def on_leave(  # type: ignore[override]  # each node may become an expression
        self, original_node: libcst.CSTNode, updated_node: libcst.CSTNode
    ) -> object:
        """Put in what was decided for an expression or statement."""
        replacement = self._replacements.get(original_node)
        return super().on_leave(original_node, updated_node) if replacement is None else replacement

    # --- what a test does with a mock ---------------------------------------------------------------------------------

    def _mocks(self, function: Function) -> list[_Mock]:
        found = []
        for assignment in m.findall(function.body, m.Assign(targets=[m.AssignTarget(m.Name())], value=m.Call())):
            assert isinstance(assignment, libcst.Assign)
            target, made = assignment.targets[0].target, assignment.value
            assert isinstance(target, libcst.Name)
            assert isinstance(made, libcst.Call)
            if imported_as(self._qualified(made.func), _MOCKS):
                service = _service({name.value for _, name in self._methods(target.value, function)})
                if service is not None:
                    found.append(_Mock(target.value, made, service))
        return found

    def _methods(self, name: str, function: Function) -> list[tuple[libcst.Attribute, libcst.Name]]:
        """Return each ``client.method``, with the method's name."""
        attributes = m.findall(function, m.Attribute(m.Name(name)))
        return [(each, each.attr) for each in attributes if isinstance(each, libcst.Attribute)]

    def _read(self, mock: _Mock, function: Function) -> None:
        operations = _operations(mock.service)
        for attribute, method in self._methods(mock.name, function):
            reason = self._use(mock, operations[method.value], attribute)
            if reason and mock.in_the_way is None:
                line = self.get_metadata(PositionProvider, attribute).start.line
                mock.in_the_way = Note(line, f"{mock.name}.{method.value}: {reason}")

    def _use(self, mock: _Mock, operation: str, method: libcst.Attribute) -> str:
        """Note what becomes of one use of a method; returns what is in the way."""
        member = self.get_metadata(ParentNodeProvider, method)
        if not (isinstance(member, libcst.Attribute) and member.value is method):
            return "it is used in a way that has no twin here."
        around = self.get_metadata(ParentNodeProvider, member)
        if member.attr.value == "call_count" and not isinstance(around, libcst.AssignTarget):
            mock.counted.add(operation)
            mock.replacements[member] = libcst.parse_expression(f'len({_HANDLE}.calls.of("{operation}"))')
            return ""
        if member.attr.value == "side_effect" and isinstance(around, libcst.AssignTarget):
            return self._fault(mock, operation, self.get_metadata(ParentNodeProvider, around))
        if member.attr.value in _ASSERTIONS and isinstance(around, libcst.Call):
            return self._assertion(mock, operation, member.attr.value, around)
        if member.attr.value in ("return_value", "side_effect"):
            return "what it returns has to be there: say so in a world, or make it with the API."
        return f"{member.attr.value} has no twin here; see idc.calls."

    def _fault(self, mock: _Mock, operation: str, assignment: libcst.CSTNode) -> str:
        error = assignment.value if isinstance(assignment, libcst.Assign) else None
        code, text = self._code_and_text(error)
        if code is None:
            return "only a ClientError that is written out becomes idc.faults.fail(...)."
        mock.failing[operation] = code
        arguments = ", ".join(_literal(each) for each in (operation, code, text) if each is not None)
        fault = libcst.parse_expression(f"{_HANDLE}.faults.fail({arguments}, times=None)")
        mock.replacements[assignment] = libcst.Expr(fault)
        return ""

    def _code_and_text(self, error: libcst.BaseExpression | None) -> tuple[str | None, str | None]:
        if not isinstance(error, libcst.Call) or not imported_as(self._qualified(error.func), _ERRORS):
            return None, None
        given = error.args[0].value if error.args else None
        try:
            details = _value(given)["Error"]  # type: ignore[index]  # what is no such literal raises
            code, text = details["Code"], details.get("Message")
        except (KeyError, TypeError, ValueError, AttributeError):
            return None, None
        return (code, text or None) if isinstance(code, str) and isinstance(text, str | None) else (None, None)

    def _assertion(self, mock: _Mock, operation: str, method: str, call: libcst.Call) -> str:
        if any(arg.keyword is None for arg in call.args):
            return "boto3's methods take keyword arguments only."
        name, times = _ASSERTIONS[method]
        if name == "assert_called":
            mock.asserted[operation] = self.get_metadata(PositionProvider, call).start.line
        if times is not None:
            mock.counted.add(operation)
        twin = libcst.parse_expression(f"{_HANDLE}.calls.{name}")
        fixed = [libcst.Arg(libcst.SimpleString(f'"{operation}"'))]
        fixed += [keyword("times", libcst.Integer(str(times)))] if times is not None else []
        spaced = libcst.Comma(whitespace_after=libcst.SimpleWhitespace(" "))
        fixed = [arg.with_changes(comma=spaced) for arg in fixed[:-1]] + [
            fixed[-1].with_changes(comma=spaced if call.args else libcst.MaybeSentinel.DEFAULT)
        ]
        mock.replacements[call] = call.with_changes(func=twin, args=[*fixed, *call.args])
        return ""

    def _judge(self, mock: _Mock, function: Function) -> None:
        line = self.get_metadata(PositionProvider, function).start.line
        reasons = {operation: line for operation, line in mock.asserted.items() if operation not in mock.failing}
        if mock.in_the_way is None and reasons:
            operation, line = next(iter(reasons.items()))
            mock.in_the_way = Note(line, f"{operation} has to work: say in a world what it needs to be there.")
        for operation, code in mock.failing.items():
            if mock.in_the_way is None and code in _REPEATED and operation in mock.counted:
                mock.in_the_way = Note(line, f"botocore repeats a call that ends with {code}: count it anew by hand.")
        if mock.in_the_way is None and mock.service not in _FIXTURES:
            mock.in_the_way = Note(line, f"{mock.name}: make a client of {mock.service} with idc.session(...).")
        if mock.in_the_way is None and (self._unittest[-1:] == [True] or not function.name.value.startswith("test")):
            mock.in_the_way = Note(line, f"{function.name.value} takes no fixtures: use `with mock_ssoadmin() as idc`.")

    def _qualified(self, node: libcst.CSTNode) -> Collection[QualifiedName]:
        names: Collection[QualifiedName] = self.get_metadata(QualifiedNameProvider, node, ())
        return names


def _operations(service: str) -> dict[str, str]:
    return {xform_name(name): name for name in services()[service].model.operation_names}


def _service(methods: set[str]) -> str | None:
    """Return the API that has all the methods; None when there is none, or no method to tell it by."""
    among = [name for name, each in services().items() if each.is_in_boto3 and methods <= _operations(name).keys()]
    return among[0] if methods and among else None


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _value(node: libcst.BaseExpression | None) -> object:
    if node is None:
        raise ValueError("There is no expression.")
    return literal_eval(libcst.Module([]).code_for_node(node))
