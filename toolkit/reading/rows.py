"""Which rows of a table are records, sections, totals, repeated headers, blanks or notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter

from toolkit.reading.content import is_empty, shape
from toolkit.reading.folding import fold
from toolkit.reading.locate import Region
from toolkit.table import Grid, Value

__all__ = ["Rows", "column_values", "says_total", "tell_rows_apart"]

TOTAL = re.compile(
    r"(?:grand |sub ?|overall |running |project |job |client |weekly |"
    r"monthly )*(?:total(?:s|e|en|es)?|subtotal|sum|sum of|summe|zwischensumme|"
    r"gesamt(?:summe)?|"
    r"somme|sous total|suma|sumas|totaal|subtotaal|i alt|ialt|balance|average|avg|"
    r"mean|count|max|min)\b.*|.*\b(?:total|totals|subtotal|gesamt|totaal|i alt)"
)
SUMMING = re.compile("tot|sum|gesam|som|alt|balan|aver|avg|mean|count|max|min", re.IGNORECASE)
"""A quick look: a text without any of these says no total."""
FOOT = re.compile(
    r"(?:hourly |pay )?rate(?: per hour)?|tax(?:es)?|sales tax|vat|gst|mwst|ust|tva|iva|btw|moms|"
    r"discount|shipping(?: handling)?|deposit|amount due|balance due|net pay|gross pay|"
    r"paid|rabatt|versand|remise|descuento|korting|rabat"
)
"""What labels a line under a total, in a form: no record, whatever it holds."""
DEEPEST = 3
"""Section rows that may follow each other: client, phase, week."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a region told apart, 1-based and ascending."""

    records: list[int]
    sections: dict[int, int]
    """Section row → the column of its text."""
    totals: list[int]
    repeated: list[int]
    notes: list[int]
    first: int
    columns: Mapping[int, list[Value]]
    """Column number → its cells from row ``first`` on."""


def column_values(
    rows: Sequence[Sequence[Value]], first: int, last: int, column: int
) -> list[Value]:
    """Return one column of the 1-based rows first to last; None beyond a short row."""
    part = rows[first - 1 : last]
    try:
        return list(map(itemgetter(column - 1), part))
    except IndexError:
        return [row[column - 1] if column <= len(row) else None for row in part]


def tell_rows_apart(grid: Grid, region: Region) -> Rows:
    """Return which rows are records and what the others are."""
    first, last = region.header_rows[-1] + 1, region.until
    columns = {c: column_values(grid.rows, first, last, c) for c in region.columns}
    counts = _counts(columns, last - first + 1)
    typical = _typical(counts)
    suspects = _suspects(columns, counts, typical)
    repeated = _repeated(grid, region, columns)
    judge = _Judge(grid, region, first, counts, typical, columns)
    plain = [bool(n) for n in counts]
    found = Rows([], {}, [], [], [], first, columns)
    for index in sorted({*suspects, *repeated}):
        row = first + index
        plain[index] = False
        if index in repeated:
            found.repeated.append(row)
        elif judge.is_total(row):
            found.totals.append(row)
        elif (column := judge.section_column(row)) and judge.leads_to_record(index, suspects):
            found.sections[row] = column
        elif judge.is_record(row):
            plain[index] = True
        else:
            found.notes.append(row)
    for index in _feet(grid, region, found, plain):
        plain[index] = False
        found.notes.append(first + index)
    found.records.extend(compress(range(first, last + 1), plain))
    return found


def _feet(grid: Grid, region: Region, found: Rows, plain: list[bool]) -> list[int]:
    """Return the indexes of rows right below a total that belong to it: rates, taxes, discounts."""
    feet = []
    below = {*found.totals, *found.notes, *found.sections}
    for total in found.totals:
        index = total - found.first + 1
        while index < len(plain) and (plain[index] or found.first + index in below):
            row = found.first + index
            texts = [v for c in region.columns if isinstance(v := grid.value(row, c), str) and v]
            if plain[index] and (not texts or not FOOT.fullmatch(fold(texts[0]))):
                break
            if plain[index]:
                feet.append(index)
            index += 1
    return feet


def _counts(columns: dict[int, list[Value]], length: int) -> list[int]:
    """Return how many cells of each row hold something."""
    gappy = [values for values in columns.values() if _has_blanks(values)]
    masks = [[v is not None and v != "" for v in values] for values in gappy]
    full = len(columns) - len(gappy)
    if not masks:
        return [full] * length
    return [full + n for n in map(sum, zip(*masks, strict=True))]


def _has_blanks(values: list[Value]) -> bool:
    kinds = set(map(type, values))
    return type(None) in kinds or (str in kinds and "" in values)


def _typical(counts: list[int]) -> int:
    """Return how many cells a row mostly has, rows of one cell aside where there are others."""
    tally = Counter(counts)
    some = {n: times for n, times in tally.items() if n > 1} or {1: tally.get(1, 0)}
    half = sum(some.values()) / 2
    for n in sorted(some):
        half -= some[n]
        if half <= 0:
            return n if some[n] else 0
    return 0


def _suspects(columns: dict[int, list[Value]], counts: list[int], typical: int) -> set[int]:
    """Return the indexes of rows that may be no record: thin ones, and ones that say total.

    A total lacks what every record has, so only rows with fewer cells than most are looked at.
    """
    few = max(2, typical * 0.4)
    found = {i for i, n in enumerate(counts) if 0 < n <= few}
    thin = [i for i, n in enumerate(counts) if few < n < typical or typical <= 3]
    for values in list(columns.values())[:6]:
        for index in thin:
            value = values[index]
            if type(value) is str and SUMMING.search(value) and says_total(value):
                found.add(index)
    return found


def _is_title(text: str) -> bool:
    """Whether a text may head a section: short, and no sentence."""
    text = text.strip()
    return len(text) <= 60 and len(text.split()) <= 7 and not text[0].islower() and text[-1] != "."


def says_total(text: str) -> bool:
    """Whether a text labels a total, in any of six languages; a job may be called so, too."""
    return len(text) < 60 and TOTAL.fullmatch(fold(text)) is not None


def _repeated(grid: Grid, region: Region, columns: dict[int, list[Value]]) -> set[int]:
    """Return the indexes of rows that say the header again."""
    row = region.header_rows[-1]
    named = [(c, v) for c in region.columns if isinstance(v := grid.value(row, c), str)][:8]
    found: dict[int, int] = {}
    for column, header in named:
        values, start = columns[column], -1
        for _ in range(values.count(header)):
            start = values.index(header, start + 1)
            found[start] = found.get(start, 0) + 1
    return {i for i, n in found.items() if n >= max(2, 0.6 * len(named))}


class _Judge:
    """Judges the few rows that are not plainly records."""

    def __init__(
        self,
        grid: Grid,
        region: Region,
        first: int,
        counts: list[int],
        typical: int,
        columns: dict[int, list[Value]],
    ) -> None:
        self.grid, self.region, self.first = grid, region, first
        self.counts, self.typical, self.columns = counts, typical, columns
        self.kinds = {c: _main_kind(values) for c, values in columns.items()}

    def cells(self, row: int) -> list[tuple[int, Value]]:
        return [
            (c, v)
            for c, values in self.columns.items()
            if not is_empty(v := values[row - self.first])
        ]

    def is_total(self, row: int) -> bool:
        """Whether a row says total in words, or only sums up numbers."""
        cells = self.cells(row)
        texts = [v for c, v in cells if isinstance(v, str) and shape(v) == "t"]
        said = [t for t in texts if says_total(t)]
        if said and len(texts) - len(said) <= 1 and len(texts) <= 2:
            return len(cells) <= max(2, 0.75 * self.typical) or len(cells) - len(texts) >= 1
        if texts or not cells or not self.typical > 2:
            return False
        return all(
            shape(v) == "n" and self.kinds[c] == "n" and c != self.region.columns[0]
            for c, v in cells
        )

    def section_column(self, row: int) -> int:
        """Return the column of the title in a row that may head a section; 0 where it is none.

        Sums may stand to the right of it; a number to the left of it makes it a record.
        """
        cells = self.cells(row)
        texts = [(c, v) for c, v in cells if isinstance(v, str) and shape(v) == "t"]
        if len(texts) != 1 or self.typical < 3 or not _is_title(str(texts[0][1])):
            return 0
        column = texts[0][0]
        if any(c < column or shape(v) not in ("n", "") for c, v in cells if c != column):
            return 0
        early = self.region.columns.index(column) < max(2, len(self.region.columns) // 2)
        return column if early and len(cells) <= max(1, 0.5 * self.typical) else 0

    def leads_to_record(self, index: int, suspects: set[int]) -> bool:
        """Whether records follow, at most a few other sections and a blank between."""
        passed = 0
        for following in range(index + 1, len(self.counts)):
            if not self.counts[following]:
                continue
            if following not in suspects:
                return True
            row = self.first + following
            if self.is_total(row):
                return False
            if not self.section_column(row):
                return self.counts[following] >= 2
            passed += 1
            if passed > DEEPEST:
                return False
        return False

    def is_record(self, row: int) -> bool:
        """Whether a thin row is a record: its cells are what their columns hold."""
        cells = self.cells(row)
        if not cells:
            return False
        fitting = [c for c, v in cells if self.kinds[c] in ("", "t", shape(v)) or not shape(v)]
        if len(fitting) <= 0.5 * len(cells):
            return False
        if len(cells) > 1:
            return not self._after_end(row) or len(cells) >= 0.4 * self.typical
        if len(self.region.columns) <= 2 or self.typical <= 1:
            return True
        return self._is_lone_record(row, *cells[0])

    def _is_lone_record(self, row: int, column: int, value: Value) -> bool:
        """Whether a row of one cell is a record: like its column, and with records below it."""
        if self.region.columns.index(column) > 1 or self.kinds[column] != shape(value):
            return False
        usual = [len(v) for v in self.columns[column][:200] if isinstance(v, str) and v]
        too_long = usual and len(str(value)) > 10 + 2 * sorted(usual)[len(usual) // 2]
        return not too_long and not self._after_end(row)

    def _after_end(self, row: int) -> bool:
        """Whether only thin rows follow, and a blank row came before: the foot of the sheet."""
        index = row - self.first
        rest = self.counts[index:]
        if any(n > max(2, 0.4 * self.typical) for n in rest):
            return False
        back = index
        while back > 0 and self.counts[back] and self.counts[back] <= max(2, 0.4 * self.typical):
            back -= 1
        return not self.counts[back] or self.typical >= 3


def _main_kind(values: Sequence[Value]) -> str:
    """Return the shape most cells of a column have; empty where none prevails."""
    step = max(1, len(values) // 200)
    tally: dict[str, int] = {}
    for value in values[::step]:
        if kind := shape(value):
            tally[kind] = tally.get(kind, 0) + 1
    if not tally:
        return ""
    best = max(tally, key=lambda k: tally[k])
    return best if tally[best] >= 0.6 * sum(tally.values()) else ""
