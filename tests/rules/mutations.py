"""The mutator: a rule as it would be with one condition wrong, made in memory; no file is touched.

A mutant changes one thing in what `check` or `check_book` does, or any function of a helper: a comparison is flipped or shifted by one,
`and` and `or` are swapped or lose a clause, `not` is dropped, a condition is always true or always false, what is gone through holds
nothing, a threshold is one more or one less, a `return` or `continue` does nothing. Words inside a message are no condition, and what
mends a fault is tried elsewhere.
"""

from __future__ import annotations

import ast
import copy
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import NamedTuple

Change = Callable[[ast.AST], ast.AST]
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


class Mutant(NamedTuple):
    """A rule's source with one change: `before` and `after` are the words changed, `text` the whole module after it."""

    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.before} => {self.after}"

    @contextmanager
    def within(self, module: ModuleType) -> Iterator[None]:
        """For a while the module it was made of behaves as the mutant does."""
        made = ModuleType(module.__name__)
        made.__package__ = module.__package__
        exec(compile(self.text, f"<{module.__name__}: {self}>", "exec"), made.__dict__)
        old, new = _functions(module, module.__name__), _functions(made, module.__name__)
        kept = {name: function.__code__ for name, function in old.items()}
        options = dict(getattr(module, "OPTIONS", {}))
        try:
            for name, function in old.items():
                function.__code__ = new[name].__code__
            getattr(module, "OPTIONS", {}).update(getattr(made, "OPTIONS", {}))
            yield
        finally:
            for name, function in old.items():
                function.__code__ = kept[name]
            getattr(module, "OPTIONS", {}).update(options)


def _functions(holder: ModuleType | type, module: str) -> dict[str, FunctionType]:
    """The functions and methods a module defines, by name; of one that is remembered or found once, what is behind it."""
    found = {}
    for name, value in vars(holder).items():
        if isinstance(value, type) and value.__module__ == module:
            found |= {f"{name}.{inner}": one for inner, one in _functions(value, module).items()}
        value = getattr(value, "__wrapped__", None) or getattr(value, "fget", None) or getattr(value, "func", None) or value
        inner = [cell.cell_contents for cell in getattr(value, "__closure__", None) or ()]
        value = next((one for one in inner if isinstance(one, FunctionType)), value)
        if isinstance(value, FunctionType) and value.__module__ == module:
            found[name] = value
    return found


def mutants(module: ModuleType, *, backwards: bool = False) -> Iterator[Mutant]:
    """Every mutant of a module's conditions, each once, in the order of its lines; `backwards`: the last lines first."""
    tree = ast.parse(inspect.getsource(module))
    found = {ast.unparse(tree)}
    sites = list(_sites(tree))
    for place in range(len(sites))[:: -1 if backwards else 1]:
        node, change = sites[place]
        other = copy.deepcopy(tree)
        twin = list(_sites(other))[place][0]
        made = change(copy.deepcopy(node))
        text = ast.unparse(ast.fix_missing_locations(_Swap(twin, made).visit(other)))
        if text not in found:
            found.add(text)
            yield Mutant(_words(node), _words(made), text)


class _Swap(ast.NodeTransformer):
    """Puts one node where another stands."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    if isinstance(node, ast.For):
        return f"for {ast.unparse(node.target)} in {ast.unparse(node.iter)}"
    return " ".join(ast.unparse(node).split())


def _sites(tree: ast.Module) -> Iterator[tuple[ast.AST, Change]]:
    """Every node that can be changed, with each way to change it."""
    asked = _asked(tree)
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "OPTIONS":
            for node in ast.walk(statement.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, int):
                    yield from ((node, _constant(node.value + step)) for step in (1, -1))
        elif getattr(statement, "name", None) in asked:
            for node in _conditions(statement):
                yield from ((node, change) for change in _changes(node))


def _asked(tree: ast.Module) -> set[str]:
    """The functions and classes of a module that its check calls, and those they call."""
    said = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    reached: set[str] = set()
    waiting = {"check", "check_book"} & set(said) or set(said)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        called = {node.id for node in ast.walk(said[name]) if isinstance(node, ast.Name)}
        waiting |= (called & set(said)) - reached
    return reached


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one that decide something: nothing inside a message does, nor a `return` that is all an `if` holds."""
    alone = node.body if isinstance(node, ast.If) and len(node.body) == 1 and isinstance(node.body[0], ast.Return | ast.Continue) else []
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.JoinedStr) and child not in alone:
            yield child
            yield from _conditions(child)


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for place, compared in enumerate(node.ops):
            yield from (_compared(place, other()) for other in _COMPARED[type(compared)])
    elif isinstance(node, ast.BoolOp):
        yield _swapped
        yield from (_without(place) for place in range(len(node.values)))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda one: one.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.If | ast.IfExp):
        yield from (_tested(truth) for truth in (True, False))
    elif isinstance(node, ast.comprehension):
        yield from (_filtered(place, truth) for place in range(len(node.ifs)) for truth in (True, False))
    elif isinstance(node, ast.For):
        yield _passed_over
    elif isinstance(node, ast.YieldFrom):
        yield _nothing
    elif isinstance(node, ast.Continue) or (isinstance(node, ast.Return) and node.value is None):
        yield lambda _one: ast.Pass()


def _constant(value: int) -> Change:
    return lambda _one: ast.Constant(value)


def _compared(place: int, other: ast.cmpop) -> Change:
    def change(one: ast.AST) -> ast.AST:
        one.ops[place] = other  # type: ignore[attr-defined]
        return one

    return change


def _swapped(one: ast.AST) -> ast.AST:
    one.op = ast.Or() if isinstance(one.op, ast.And) else ast.And()  # type: ignore[attr-defined]
    return one


def _without(place: int) -> Change:
    def change(one: ast.AST) -> ast.AST:
        left = [value for index, value in enumerate(one.values) if index != place]  # type: ignore[attr-defined]
        return left[0] if len(left) == 1 else ast.BoolOp(one.op, left)  # type: ignore[attr-defined]

    return change


def _tested(truth: bool) -> Change:
    def change(one: ast.AST) -> ast.AST:
        one.test = ast.Constant(truth)  # type: ignore[attr-defined]
        return one

    return change


def _filtered(place: int, truth: bool) -> Change:
    def change(one: ast.AST) -> ast.AST:
        one.ifs[place] = ast.Constant(truth)  # type: ignore[attr-defined]
        return one

    return change


def _passed_over(one: ast.AST) -> ast.AST:
    one.iter = ast.Tuple([], ast.Load())  # type: ignore[attr-defined]
    return one


def _nothing(one: ast.AST) -> ast.AST:
    one.value = ast.Tuple([], ast.Load())  # type: ignore[attr-defined]
    return one
