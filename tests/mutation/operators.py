"""The ways in which a line is changed: those of Cosmic Ray that say something here, and three of our own."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator
from parso.python.tree import Keyword
from parso.tree import NodeOrLeaf

Position = tuple[tuple[int, int], tuple[int, int]]

# One neighbour of each operator. The eleven others of Cosmic Ray end in a TypeError almost always.
_TAKEN = (
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
    *("ExceptionReplacer", "NumberReplacer", "RemoveDecorator"),
    *(f"ReplaceBinaryOperator_{name}" for name in ("Add_Sub", "Sub_Add", "BitOr_BitAnd")),
    *(f"ReplaceComparisonOperator_{name}" for name in ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")),
    *(f"ReplaceComparisonOperator_{name}" for name in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
)


class OneNode(Operator):  # type: ignore[misc]  # Cosmic Ray has no types
    """An operator that changes a node in one way at most."""

    @abstractmethod
    def fits(self, node: NodeOrLeaf) -> bool:
        """Whether the operator changes this node."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Position]:
        """Give the place of a node that is changed."""
        if self.fits(node):
            yield node.start_pos, node.end_pos


class LeaveOutStatement(OneNode):
    """Puts ``pass`` in place of a call whose result nobody uses, of ``raise`` and ``del``, and of setting a member."""

    def fits(self, node: NodeOrLeaf) -> bool:
        if node.parent is None or node.parent.type != "simple_stmt":
            return False
        if node.type == "expr_stmt":
            return node.children[0].type in ("power", "atom_expr")
        is_call = node.type in ("power", "atom_expr") and node.children[-1].type == "trailer"
        return is_call or node.type in ("raise_stmt", "del_stmt")

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        return Keyword("pass", node.start_pos, node.get_first_leaf().prefix)

    @classmethod
    def examples(cls) -> Sequence[Example]:
        return (
            Example("check(a)\nb = c(d)", "pass\nb = c(d)"),
            Example("if a:\n    raise B(c)\n", "if a:\n    pass\n"),
            Example("a.b = c\n", "pass\n"),
        )


class LeaveOutArgument(OneNode):
    """Leaves out an argument that is given by name, so that its default holds."""

    def fits(self, node: NodeOrLeaf) -> bool:
        return node.type == "argument" and node.children[0].type == "name" and node.children[1] == "="

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        # An empty `**` leaves the commas around it as they are.
        nothing: Any = Keyword("**{}", node.start_pos, node.get_first_leaf().prefix)
        return nothing

    @classmethod
    def examples(cls) -> Sequence[Example]:
        return (Example("a(b, c=1)", "a(b, **{})"), Example("a(c=1, d=2)", "a(c=1, **{})", occurrence=1))


class ChangeString(OneNode):
    """Puts letters into a string that is no docstring."""

    def fits(self, node: NodeOrLeaf) -> bool:
        return node.type in ("string", "fstring_start") and not _is_docstring(node)

    def mutate(self, node: Any, index: int) -> NodeOrLeaf:
        quote = min(at for at in (node.value.find("'"), node.value.find('"')) if at >= 0)
        node.value = f"{node.value[: quote + 1]}XX{node.value[quote + 1 :]}"
        changed: NodeOrLeaf = node
        return changed

    @classmethod
    def examples(cls) -> Sequence[Example]:
        return (Example("a = 'b'", "a = 'XXb'"), Example('"""Doc."""\na = f"b{c}"', '"""Doc."""\na = f"XXb{c}"'))


def _is_docstring(node: NodeOrLeaf) -> bool:
    return node.parent is None or node.parent.type == "simple_stmt"


def operators() -> dict[str, Operator]:
    """Return every operator by its name."""
    ours: list[Operator] = [LeaveOutStatement(), LeaveOutArgument(), ChangeString()]
    return {name: get_operator(f"core/{name}")() for name in _TAKEN} | {type(one).__name__: one for one in ours}
