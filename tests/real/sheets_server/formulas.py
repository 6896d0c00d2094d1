"""Formulas, as far as tests need them: arithmetic, comparison, text and a few functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.real.sheets_server.failure import Json
from tests.real.sheets_server.typing_in import SheetError, entered, shown, whole
from toolkit.table import column_number

__all__ = ["evaluate"]

Look = Callable[[str, int, int, int, int], Sequence[Sequence[Json]]]
"""(sheet or "", first row, first column, last row, last column), 0-based → the values there."""

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)
    |"(?P<text>(?:[^"]|"")*)"
    |(?:(?P<sheet>'[^']+'|\w+)!)?(?P<from>\$?[A-Za-z]{1,3}\$?\d+)(?::(?P<to>\$?[A-Za-z]{1,3}\$?\d+))?(?![\w(])
    |(?P<truth>TRUE|FALSE)\b
    |(?P<function>[A-Za-z_][\w.]*)\s*(?=\()
    |(?P<error>\#[A-Z/0]+[!?]?)
    |(?P<sign><>|<=|>=|[-+*/^&=<>(),%]))""",
    re.IGNORECASE | re.VERBOSE,
)
BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3}
BINDING |= {"*": 4, "/": 4, "^": 6}


class _Fails(Exception):  # noqa: N818 - the formula's own error travelling up
    pass


def evaluate(formula: str, look: Look) -> Json:
    """Return what a formula, with its "=", comes to; an error is a SheetError."""
    try:
        parser = _Parser(formula, look)
        value = _single(parser.expression(0))
        return whole(value) if not parser.tokens else SheetError("#ERROR!")
    except _Fails as failure:
        return failure.args[0]
    except ZeroDivisionError:
        return SheetError("#DIV/0!")
    except (ValueError, TypeError, OverflowError):
        return SheetError("#VALUE!")
    except IndexError:
        return SheetError("#ERROR!")
    except RecursionError:
        return SheetError("#REF!")


class _Parser:
    def __init__(self, formula: str, look: Look) -> None:
        self.look = look
        self.tokens: list[dict[str, str | None]] = []
        at, end = 1, len(formula.rstrip())
        while at < end:
            found = TOKEN.match(formula, at)
            if not found:
                raise _Fails(SheetError("#ERROR!"))
            self.tokens.append(found.groupdict())
            at = found.end()

    def sign(self) -> str | None:
        return self.tokens[0]["sign"] if self.tokens else None

    def expression(self, least: int) -> Json:
        left = self.atom()
        while (sign := self.sign()) is not None:
            if sign == "%":
                self.tokens.pop(0)
                left = _number(left) / 100
                continue
            if BINDING.get(sign, -1) < max(least, 1):
                break
            self.tokens.pop(0)
            left = _combined(sign, left, self.expression(BINDING[sign] + 1))
        return left

    def atom(self) -> Json:
        token = self.tokens.pop(0)
        if token["number"]:
            return whole(float(token["number"]))
        if token["text"] is not None:
            return token["text"].replace('""', '"')
        if token["truth"]:
            return token["truth"].upper() == "TRUE"
        if token["error"]:
            raise _Fails(SheetError(token["error"].upper()))
        if token["from"]:
            return self.area(token["sheet"], token["from"], token["to"] or token["from"])
        if token["function"]:
            return _called(token["function"].upper(), self.arguments())
        if token["sign"] == "(":
            value = self.expression(0)
            self.tokens.pop(0)
            return value
        if token["sign"] in ("+", "-"):
            value = _number(self.expression(5))
            return -value if token["sign"] == "-" else value
        raise IndexError

    def area(self, sheet: str | None, first: str, last: str) -> Json:
        (row, column), (end_row, end_column) = _place(first), _place(last)
        return self.look(
            sheet.strip("'") if sheet else "",
            min(row, end_row),
            min(column, end_column),
            max(row, end_row),
            max(column, end_column),
        )

    def arguments(self) -> list[Json]:
        self.tokens.pop(0)
        given = []
        while self.sign() != ")":
            given.append(self.expression(0))
            if self.sign() == ",":
                self.tokens.pop(0)
        self.tokens.pop(0)
        return given


def _place(address: str) -> tuple[int, int]:
    letters = re.sub(r"[^A-Za-z]", "", address)
    return int(re.sub(r"\D", "", address)) - 1, column_number(letters) - 1


def _single(value: Json) -> Json:
    return value[0][0] if isinstance(value, list) else value


def _number(value: Json) -> Json:
    value = _single(value)
    if isinstance(value, SheetError):
        raise _Fails(value)
    if value is None or value == "":
        return 0
    if isinstance(value, str):
        value = entered(value).value
        if isinstance(value, str) or value is None:
            raise ValueError
    return value


def _combined(sign: str, left: Json, right: Json) -> Json:
    if sign == "&":
        return shown(_single(left), None) + shown(_single(right), None)
    if sign in ("=", "<>"):
        return (_single(left) == _single(right)) is (sign == "=")
    one, two = _number(left), _number(right)
    match sign:
        case "<":
            return one < two
        case ">":
            return one > two
        case "<=":
            return one <= two
        case ">=":
            return one >= two
        case "+":
            return one + two
        case "-":
            return one - two
        case "*":
            return one * two
        case "/":
            return one / two
    return one**two


def _called(name: str, given: Sequence[Json]) -> Json:
    flat = [
        value
        for one in given
        for row in (one if isinstance(one, list) else [[one]])
        for value in row
    ]
    for value in flat:
        if isinstance(value, SheetError):
            raise _Fails(value)
    numbers = [v for v in flat if isinstance(v, int | float) and not isinstance(v, bool)]
    functions: dict[str, Callable[[], Json]] = {
        "SUM": lambda: sum(numbers),
        "MIN": lambda: min(numbers, default=0),
        "MAX": lambda: max(numbers, default=0),
        "COUNT": lambda: len(numbers),
        "COUNTA": lambda: sum(v not in (None, "") for v in flat),
        "AVERAGE": lambda: sum(numbers) / len(numbers),
        "ROUND": lambda: round(_number(given[0]), int(_number(given[1])) if given[1:] else 0),
        "IF": lambda: _single(given[1] if _single(given[0]) else (*given, False)[2]),
        "CONCATENATE": lambda: "".join(shown(v, None) for v in flat),
        "LEN": lambda: len(shown(flat[0], None)),
        "UPPER": lambda: shown(flat[0], None).upper(),
        "ABS": lambda: abs(_number(given[0])),
    }
    if name not in functions:
        raise _Fails(SheetError("#NAME?"))
    return functions[name]()
