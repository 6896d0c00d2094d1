"""Numbers as people type them: money, percentages and counts."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from toolkit.model import Why
from toolkit.reading.dates import Refusal
from toolkit.table import Value

__all__ = [
    "currency_of",
    "decimal_mark",
    "looks_numeric",
    "plain_number",
    "read_count",
    "read_money",
    "read_percent",
    "unit_of",
]

SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
    "¥": "JPY",
    "₹": "INR",
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
    "CA$": "CAD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "R$": "BRL",
    "HK$": "HKD",
    "S$": "SGD",
    "kr": "",
    "kr.": "",
    "Fr.": "CHF",
    "zł": "PLN",
}
CODES = (
    "USD|EUR|GBP|CHF|DKK|SEK|NOK|CAD|AUD|NZD|JPY|INR|PLN|CZK|HUF|BRL|MXN|ZAR|SGD|HKD|CNY|AED|KWD"
)
CURRENCY = re.compile(
    rf"\b(?:{CODES})\b|(?:US|CA|AU|NZ|HK|C|A|R|S)?\$|[€£¥₹]|\bkr\.?|\bFr\.|zł", re.IGNORECASE
)
TAX = re.compile(
    (
        r"\s*(?:[+,(]|plus|zzgl\.?|ex\.?|excl\.?|hors|net of|más)?\s*\b(?:vat|gst|tax|"
        r"mwst\.?|ust\.?|tva|ht|iva|btw|moms|net|netto|excl\.? btw)\b\.?\)?\s*$"
    ),
    re.IGNORECASE,
)
SCALE = {
    "k": Decimal(1000),
    "m": Decimal(10) ** 6,
    "mm": Decimal(10) ** 6,
    "mio": Decimal(10) ** 6,
    "tsd": Decimal(1000),
    "mil": Decimal(1000),
}
THOUSANDS = re.compile(
    r"(?<![\d.,])['’]?\b000s?\b|(?<![\w])k[ ]?(?:[$€£]|EUR\b|USD\b|GBP\b|CHF\b)|[$€£][ ]?k\b"
    r"|\bT(?:EUR|USD|CHF)\b|\bT€|\bthousands?\b|\bTsd\b|\bmilliers?\b",
    re.IGNORECASE,
)
MILLIONS = re.compile(
    r"(?<![\w])m[ ]?(?:[$€£]|EUR\b|USD\b|GBP\b|CHF\b)|[$€£][ ]?m\b|\bMio\b|\bmillions?\b",
    re.IGNORECASE,
)
PER_THOUSAND = re.compile(
    r"(?:\bper\b|\bpro\b|\bpar\b|/)\s*['’]?(?:000s?\b|thousand\b|Tsd\b|mille\b|million\b)",
    re.IGNORECASE,
)
"""A thousand of other things: "CPM per '000 impressions"."""
NUMBER = re.compile(
    (
        r"(?P<sign>[-−–+]?)(?P<digits>\d[\d.,'’  ]*|[.,]\d+)(?P<scale>k|mm|mio\.?|m|"
        r"tsd\.?)?(?P<tail>[-−])?"
    ),
    re.IGNORECASE,
)
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


def unit_of(header: str) -> Decimal:
    """Return what one of a column of money stands for, by its header: 1,000 for ``Budget (k€)``.

    >>> unit_of("Budget $000"), unit_of("Mio. EUR"), unit_of("Budget 2000")
    (Decimal('1000'), Decimal('1000000'), Decimal('1'))
    """
    header = PER_THOUSAND.sub("", header)
    if THOUSANDS.search(header):
        return Decimal(1000)
    return Decimal(10) ** 6 if MILLIONS.search(header) else Decimal(1)


def read_money(value: Value, mark: str | None, unit: Decimal = Decimal(1)) -> Decimal:
    """Return the amount of a cell, tax aside. ``mark`` is the column's decimal mark, if settled.

    ``unit`` is what its header says one stands for; a cell that says it itself (12k) goes first.

    >>> read_money("$12.5k + VAT", None), read_money("(1,200)", None), read_money("1.200,50", None)
    (Decimal('12500.0'), Decimal('-1200'), Decimal('1200.50'))
    """
    if not isinstance(value, str):
        return plain_number(value) * unit
    text = TAX.sub("", CURRENCY.sub("", value)).replace("\xa0", " ").strip()
    text = text[:-2] if text.endswith((",-", ".-", ",–")) else text
    return _number(text, value, mark, unit)


def read_percent(value: Value, mark: str | None, whole: bool) -> Decimal:
    """Return a percentage as a fraction; ``whole`` says that this column counts to 100.

    A cell with a % sign says so itself. Raises Refusal beyond 10 times the whole.
    """
    signed = isinstance(value, str) and "%" in value
    number = (
        _number(value.replace("%", "").strip(), value, mark)
        if isinstance(value, str)
        else plain_number(value)
    )
    fraction = number / 100 if signed or whole else number
    if not -10 <= fraction <= 10:
        raise Refusal(Why.IMPOSSIBLE, f"{value} is no percentage")
    return fraction


def read_count(value: Value) -> int:
    """Return a whole number. Raises Refusal."""
    number = read_money(value, None)
    if number != number.to_integral_value():
        raise Refusal(Why.UNREADABLE, f"{value} is no whole number")
    return int(number)


def currency_of(text: str) -> str | None:
    """Return the ISO code of the one currency an amount names; None for none or for several."""
    found = {
        c.upper() if c.isascii() and c.isalpha() and len(c) == 3 else SYMBOLS.get(c, "")
        for c in CURRENCY.findall(text)
    }
    return found.pop() or None if len(found) == 1 else None


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Return the decimal mark, "." or ",", of a column's texts; None where nothing tells."""
    marks = set()
    for text in texts:
        digits = re.sub(r"[^\d.,]", "", text).strip(".,")
        if not digits or (GROUPED.fullmatch(digits) and len(digits) < 8):
            continue
        separators = [c for c in digits if c in ".,"]
        if len(set(separators)) == 2 or len(separators) == 1:
            marks.add(separators[-1])
        elif len(separators) > 1:
            marks.add("," if separators[0] == "." else ".")
    return marks.pop() if len(marks) == 1 else None


@functools.lru_cache(maxsize=20_000)
def looks_numeric(text: str) -> bool:
    """Whether a text is an amount, a percentage or another number."""
    if len(text) > 30 or not any(map(str.isdigit, text)):
        return False
    bare = (
        TAX.sub("", CURRENCY.sub("", text))
        .replace("%", "")
        .replace("\xa0", " ")
        .strip()
        .strip("()")
        .strip()
    )
    return bool(NUMBER.fullmatch(bare))


def plain_number(value: Value) -> Decimal:
    """Return a number cell as it is shown, 0.1 as 0.1. Raises Refusal."""
    if isinstance(value, float):
        if value.is_integer():
            return Decimal(int(value))
        shown = repr(value)
        if len(shown) > 16 or not math.isfinite(value):
            return _rounded(value)
        return Decimal(shown)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Refusal(Why.UNREADABLE, f"{value} is no number")
    return Decimal(value)


def _rounded(value: float) -> Decimal:
    """Drop what binary arithmetic left behind the 10th decimal: 11.355599999999999 is 11.3556."""
    if not math.isfinite(value):
        raise Refusal(Why.IMPOSSIBLE, f"{value} is no number")
    return round(Decimal(repr(value)), 10).normalize() + 0


def _number(text: str, typed: Value, mark: str | None, unit: Decimal = Decimal(1)) -> Decimal:
    """Read the digits of a text; brackets and a trailing minus are negative."""
    negative = text.startswith("(") and text.endswith(")")
    found = NUMBER.fullmatch(text.strip("() ")) if negative else NUMBER.fullmatch(text)
    if not found:
        raise Refusal(Why.UNREADABLE, f"{typed} is no number")
    negative |= (found["sign"] in ("-", "−", "–") and bool(found["sign"])) or found["tail"] in (
        "-",
        "−",
    )
    digits = re.sub(r"['’\s]", "", found["digits"]).rstrip(".,")
    try:
        number = Decimal(_with_point(digits, typed, mark))
    except InvalidOperation as error:
        raise Refusal(Why.UNREADABLE, f"{typed} is no number") from error
    number *= SCALE.get((found["scale"] or "").casefold().rstrip("."), unit)
    return -number if negative else number


def _with_point(digits: str, typed: Value, mark: str | None) -> str:
    """Return digits with a decimal point, ungrouped. Raises Refusal where two readings are left."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return digits
    if len(set(marks)) == 2:
        mark = marks[-1]
        if digits.count(mark) > 1:
            raise Refusal(Why.UNREADABLE, f"{typed} is no number")
    elif len(marks) > 1:
        mark = "," if marks[0] == "." else "."
    elif GROUPED.fullmatch(digits) and not digits.startswith("0"):
        if mark is None and marks[0] == ".":
            raise Refusal(
                Why.AMBIGUOUS, f"{typed} may be thousands or decimals; nothing in the column tells"
            )
        mark = mark or "."
    else:
        mark = marks[0]
    return digits.replace("," if mark == "." else ".", "").replace(mark, ".")
