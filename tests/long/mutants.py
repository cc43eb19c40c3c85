"""Making mutants: one small, wrong change to a rule at a time.

Each is a change that a careless hand could make: a comparison off by one day, *and* for *or*, a
guard left out, a choice turned round. Texts for people are not touched.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
LOOKUPS = {"__lte": "__lt", "__lt": "__lte", "__gte": "__gt", "__gt": "__gte"}
IN_SQL = (
    ("<=", "<"),
    (">=", ">"),
    (" AND ", " OR "),
    (" OR ", " AND "),
    ("NOT EXISTS", "EXISTS"),
    ("<>", "="),
)


@dataclass(frozen=True)
class Mutant:
    """One wrong change.

    :ivar where: the name of the function it lies in, with its class; "" at the top of the module.
    :ivar tree: the module with the change made.
    """

    line: int
    where: str
    what: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return f"{self.where or 'module'}:{self.what}"


def mutants_of(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines."""
    module = ast.parse(source)
    places = list(_places(module))
    for number, (node, where) in enumerate(places):
        for what, change in _changes(node):
            tree = copy.deepcopy(module)
            change(list(_places(tree))[number][0])
            yield Mutant(getattr(node, "lineno", 0), where, what, ast.fix_missing_locations(tree))


def _places(module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the nodes that may be changed, with the function or class each lies in."""
    yield from _within(module, "")


NOT_RUN = ("annotation", "returns", "decorator_list")


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node that run: no annotation and no decorator."""
    for name, value in ast.iter_fields(node):
        if name not in NOT_RUN:
            yield from (
                part
                for part in (value if isinstance(value, list) else [value])
                if isinstance(part, ast.AST)
            )


def _within(node: ast.AST, where: str) -> Iterator[tuple[ast.AST, str]]:
    for child in _children(node):
        if isinstance(child, ast.ImportFrom | ast.Import) or _is_typing(child) or _is_words(child):
            continue
        if isinstance(child, ast.arguments):
            continue
        inner = where
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inner = f"{where}.{child.name}".lstrip(".")
        yield child, where
        yield from _within(child, inner)


def _is_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_words(node: ast.AST) -> bool:
    """Say whether a node is a docstring or a text for people."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "gettext")


Change = tuple[str, Callable[[ast.AST], None]]


def _changes(node: ast.AST) -> Iterator[Change]:
    """Yield what can be done to one node: a word for it, and the act on the node of a copy."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield _put(node, "ops", place, COMPARISONS[type(operator)]())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _set(node, "op", other)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield _set(node, "op", OPERATORS[type(node.op)]())
    elif isinstance(node, ast.Set):
        for place, element in enumerate(node.elts):
            yield _drop(node, place, ast.unparse(element))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.keyword) and node.arg:
        for end, other_end in LOOKUPS.items():
            if node.arg.endswith(end):
                yield _set(node, "arg", node.arg.removesuffix(end) + other_end)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield _become(node, f"{ast.unparse(node)} without its turn", lambda n: n.operand)
    if isinstance(node, ast.If | ast.IfExp):
        yield (
            f"not ({ast.unparse(node.test)})",
            lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test)),  # type: ignore[attr-defined]
        )
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield (
            f"without {ast.unparse(node).splitlines()[0]}",
            lambda n: setattr(n, "value", ast.Constant(None)),
        )


def _constants(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield _set(node, "value", not value)
    elif isinstance(value, int):
        yield _set(node, "value", value + 1)
    elif isinstance(value, str) and "SELECT" in value:
        for old, new in IN_SQL:
            at = value.find(old)
            while at >= 0:
                changed = value[:at] + new + value[at + len(old) :]
                line = value[:at].count("\n") + 1
                yield (
                    f"{old.strip()} becomes {new.strip()} in line {line} of the query",
                    lambda n, text=changed: setattr(n, "value", text),
                )
                at = value.find(old, at + len(old))


def _set(node: ast.AST, field: str, value: object) -> Change:
    copied = copy.deepcopy(node)
    setattr(copied, field, value)
    return _told(node, copied), lambda n: setattr(n, field, value)


def _put(node: ast.AST, field: str, place: int, value: object) -> Change:
    copied = copy.deepcopy(node)
    getattr(copied, field)[place] = value

    def change(n: ast.AST) -> None:
        getattr(n, field)[place] = value

    return _told(node, copied), change


def _drop(node: ast.Set, place: int, element: str) -> Change:
    def change(n: ast.AST) -> None:
        del n.elts[place]  # type: ignore[attr-defined]
        if not n.elts:  # type: ignore[attr-defined]
            n.elts.append(ast.Starred(ast.Tuple([], ast.Load()), ast.Load()))  # type: ignore[attr-defined]

    return f"{_short(node)} without {element}", change


def _become(node: ast.AST, what: str, other: Callable[[ast.AST], ast.AST]) -> Change:
    def change(n: ast.AST) -> None:
        new = other(n)
        n.__class__ = new.__class__
        n.__dict__.clear()
        n.__dict__.update(new.__dict__)

    return what, change


def _told(before: ast.AST, after: ast.AST) -> str:
    return f"{_short(before)} -> {_short(after)}"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:87]}..."
