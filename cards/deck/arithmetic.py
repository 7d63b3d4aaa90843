"""What the expression of a computed number comes to: numbers, six operators and eight functions, in bounded time.

Everything is computed in floating point, so that no power or product can grow without end.
"""

import ast
import math
import operator
import re
from collections.abc import Callable

MOST_CHARS = 120
MOST_CHOSEN = 1000
"""How many things ``comb`` may choose from."""

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "exp": math.exp,
    "ceil": math.ceil,
    "floor": math.floor,
}
KNOWN = "numbers, + - * / // % **, and sqrt, log, log2, log10, exp, ceil, floor and comb"
# Looked at before Python's parser: it warns of "2or 3", and writes numbers in ways that nobody expects in a deck.
_PIECE = re.compile(r"\s+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])|[a-z]+[0-9]*(?!\w)|[-+*/%(),]")


def value(expression: str) -> float:
    """Return what ``expression`` comes to; raises ValueError with a sentence where it cannot be computed."""
    if len(expression) > MOST_CHARS:
        raise ValueError(f"The expression has more than {MOST_CHARS} characters.")
    _look_at_pieces(expression)
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError("This is no expression.") from error
    try:
        found = _value(tree.body)
    except ZeroDivisionError as error:
        raise ValueError("It divides by zero.") from error
    except OverflowError as error:
        raise ValueError("It grows too large.") from error
    if not math.isfinite(found):
        raise ValueError("It grows too large.")
    return found


def _look_at_pieces(expression: str) -> None:
    at = 0
    while at < len(expression):
        piece = _PIECE.match(expression, at)
        if piece is None:
            raise ValueError(f"It may hold {KNOWN}, and nothing else.")
        at = piece.end()


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _real(_OPERATORS[type(op)](_value(left), _value(right)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.Call(func=ast.Name(id="comb"), args=[things, chosen], keywords=[]):
            return _combinations(_value(things), _value(chosen))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return _applied(name, _value(argument))
    raise ValueError(f"It may hold {KNOWN}, and nothing else.")


def _real(found: float | complex) -> float:
    if isinstance(found, complex):
        raise ValueError("It takes a root of a number below zero.")
    return found


def _applied(name: str, argument: float) -> float:
    try:
        return float(_FUNCTIONS[name](argument))
    except ValueError as error:
        raise ValueError(f"There is no {name} of {argument:g}.") from error


def _combinations(things: float, chosen: float) -> float:
    if not (things.is_integer() and chosen.is_integer() and 0 <= chosen <= things <= MOST_CHOSEN):
        raise ValueError(f"comb takes two whole numbers, the first at most {MOST_CHOSEN} and not below the second.")
    return float(math.comb(int(things), int(chosen)))
