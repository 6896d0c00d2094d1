"""One cell of an OpenDocument spreadsheet: value, text, formula, note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element

from toolkit.books.package import local
from toolkit.table import CellError, Value

__all__ = ["attribute", "excel_formula", "note_of", "value_of"]

DURATION = re.compile(r"-?PT?(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d{1,9}))?S)?")
# [.E4], [.E4:.F9], [$Rates.B2], ['Old jobs'.A1]
REFERENCE = re.compile(
    r"""\[\$?('(?:[^']|'')*'|[^\[\]'.:]*)\.([^\[\]:.]+)(?::[^\[\].]*\.([^\[\].]+))?\]"""
)
TEXTS = re.compile(r'"[^"]*"')


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute by its name without namespace."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return value
    return default


def value_of(cell: Element, as_duration: bool) -> Value:
    """Return what a table-cell element holds; blanks are "".

    A time below 24 hours is a time of day unless its style counts hours without end. Raises
    ValueError where a number is none.
    """
    told = {key.rpartition("}")[2]: value for key, value in cell.items() if "value" in key}
    # calcext repeats the type and knows errors, which the standard writes as text.
    types = [value for key, value in cell.items() if key.endswith("}value-type")]
    if "error" in types:
        return CellError(_text(cell) or "#ERROR!")
    kind = types[0] if types else ""
    if kind in ("float", "percentage", "currency"):
        return float(told.get("value", ""))
    if kind == "boolean":
        return told.get("boolean-value") == "true"
    if kind == "date":
        return _date(told.get("date-value", ""))
    if kind == "time":
        return _time(told.get("time-value", ""), as_duration)
    return told.get("string-value") or _text(cell)


def _date(text: str) -> Value:
    try:
        moment = datetime.fromisoformat(text[:26])
    except ValueError:
        return text
    if "T" not in text or moment.time() == time.min:
        return date(moment.year, moment.month, moment.day)
    return moment.replace(tzinfo=None)


def _time(text: str, as_duration: bool) -> Value:
    found = DURATION.fullmatch(text)
    if not found:
        return text
    hours, minutes, seconds = (int(part or 0) for part in found.group(1, 2, 3))
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    length += timedelta(microseconds=int((found[4] or "").ljust(6, "0")[:6]))
    if text.startswith("-"):
        return -length
    if as_duration or length >= timedelta(days=1):
        return length
    return (datetime(1900, 1, 1) + length).time()  # noqa: DTZ001 - a time of day has no zone


def note_of(cell: Element) -> str | None:
    """Return the text of a cell's note; None when it has none."""
    for child in cell:
        if local(child) == "annotation":
            return _text(child)
    return None


def _text(element: Element) -> str:
    """Return the paragraphs of a cell or note, a line each."""
    return "\n".join("".join(_pieces(child)) for child in element if local(child) == "p")


def _pieces(paragraph: Element) -> Iterator[str]:
    yield paragraph.text or ""
    for child in paragraph:
        kind = local(child)
        if kind == "s":
            told = attribute(child, "c", "1")
            yield " " * min(int(told) if told.isdecimal() else 1, 32_767)
        elif kind in ("tab", "line-break"):
            yield "\t" if kind == "tab" else "\n"
        elif kind not in ("annotation", "ruby-text"):
            yield from _pieces(child)
        yield child.tail or ""


def excel_formula(text: str) -> str:
    """Return an OpenFormula text as Excel shows it, without its "=".

    >>> excel_formula("of:=SUM([.E4:.E6];[$Rates.B2])")
    'SUM(E4:E6,Rates!B2)'
    """
    body = re.sub(r"^(?:\w+:)?=", "", text)
    kept = TEXTS.findall(body)
    parts = [REFERENCE.sub(_reference, part).replace(";", ",") for part in TEXTS.split(body)]
    return "".join(part + text for part, text in zip(parts, [*kept, ""], strict=True))


def _reference(found: re.Match[str]) -> str:
    sheet = f"{found[1]}!" if found[1] else ""
    return f"{sheet}{found[2]}" + (f":{found[3]}" if found[3] else "")
