"""What a record takes from other rows: merged cells, section rows, a client written once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.reading.content import is_empty
from toolkit.reading.folding import fold, squeeze
from toolkit.reading.rows import Rows
from toolkit.reading.vocabulary import specs
from toolkit.reading.words import MONTHS, status_words
from toolkit.table import Grid, Value

__all__ = ["Carried", "carry_down"]

GROUPED: Mapping[str, tuple[str, ...]] = {
    "hours": ("client", "person", "date", "job_name", "job"),
    "jobs": ("client", "owner"),
    "milestones": ("job",),
    "invoices": ("client",),
    "contacts": ("client",),
    "actuals": ("client",),
    "pipeline": ("client",),
    "retainers": ("client",),
}
"""Kind → fields that people write once for a group of rows."""
PHASE = re.compile(
    r"(?:\d+[.)]? )?(?:phase|stage|step|sprint|week|kw|month|quarter|q[1-4]|fy|round|part|etappe|"
    r"abschnitt|etape|fase|etapa|semaine|semana|uge|planning|design|development|testing|launch|"
    r"research|production|build|discovery|closing|closure|initiation|execution|concept|analysis|"
    r"deployment|implementation|preparation|pre production|post production|requirements)\b.*"
)
"""Folded titles of phases of work, which are no clients."""
HEADING = frozenset(
    """
    job jobs project projects task tasks work list open new completed complete active pending other
    misc general internal notes summary auftrage projekte aufgaben projets taches proyectos tareas
    projecten taken opgaver upcoming current archive archived priority high medium low
    """.split()
)
"""Words that make a section title a heading of ours or theirs, and no client."""
LABEL = re.compile(
    r"^\s*(?:client|customer|kunde|cliente|klant|account|phase|projekt|project)\s*[:\-–]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """The cells that records take from other rows."""

    cells: Mapping[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """(record's row, field) → (row, column) of the cell."""
    values: Mapping[tuple[int, str], Value] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def carry_down(grid: Grid, rows: Rows, kind: str | None, fields: Mapping[str, int]) -> Carried:
    """Return what merged cells, sections and values written once give to the records below them."""
    if kind is None or not rows.records:
        return Carried()
    found: dict[tuple[int, str], tuple[int, int]] = {}
    remarks: list[str] = []
    if count := _merged(grid, rows, fields, found):
        remarks.append(f"{count} cells take the value of the merged cell they are part of")
    for name in GROUPED.get(kind, ()):
        if name in fields and (count := _written_once(rows, name, fields[name], found)):
            remarks.append(
                f"{name} is written on the first row of each group; {count} rows below take it"
            )
    names = {spec.name for spec in specs(kind)}
    for name, count in _sections(grid, rows, fields, names, found).items():
        remarks.append(f"{count} rows take their {name} from the section row above them")
    values = {
        key: LABEL.sub("", v) if isinstance(v := grid.value(*cell), str) else v
        for key, cell in found.items()
    }
    return Carried(found, values, tuple(remarks))


def _merged(
    grid: Grid, rows: Rows, fields: Mapping[str, int], found: dict[tuple[int, str], tuple[int, int]]
) -> int:
    records = set(rows.records)
    before = len(found)
    for area in grid.merged:
        if area.last_row == area.first_row or area.first_row < rows.first:
            continue
        if is_empty(grid.value(area.first_row, area.first_column)):
            continue
        names = [name for name, c in fields.items() if area.first_column <= c <= area.last_column]
        for row in range(area.first_row + 1, area.last_row + 1):
            if row in records:
                found.update({(row, name): (area.first_row, area.first_column) for name in names})
    return len(found) - before


def _written_once(
    rows: Rows, name: str, column: int, found: dict[tuple[int, str], tuple[int, int]]
) -> int:
    """Fill blanks below a value where the column shows that it is written once for its group."""
    cells = rows.columns[column]
    if cells.count(None) + cells.count("") < 0.2 * len(rows.records):
        return 0
    held = [(r, cells[r - rows.first]) for r in rows.records if _says_more(rows, r, column)]
    if not held:
        return 0
    blanks = sum(is_empty(v) and (row, name) not in found for row, v in held)
    if (
        blanks < 2
        or blanks < 0.2 * len(held)
        or is_empty(held[0][1])
        or not _one_for_each_group(held)
    ):
        return 0
    above = 0
    count = 0
    for row, value in held:
        if not is_empty(value):
            above = row
        elif (row, name) not in found:
            found[(row, name)] = (above, column)
            count += 1
    return count


def _says_more(rows: Rows, row: int, column: int) -> bool:
    """Whether a record holds two cells and more beside the column: it is no row laid out ahead."""
    others = (v[row - rows.first] for c, v in rows.columns.items() if c != column)
    return sum(not is_empty(v) for v in others) >= 2


def _one_for_each_group(held: Sequence[tuple[int, Value]]) -> bool:
    """Whether each value stands once, at the head of its rows, and most have rows below."""
    values = [fold(v) if isinstance(v, str) else v for _, v in held if not is_empty(v)]
    if len(values) < 2 or len(set(values)) < 0.8 * len(values):
        return False
    lengths: list[int] = []
    for _, value in held:
        if not is_empty(value):
            lengths.append(1)
        else:
            lengths[-1] += 1
    return sum(n > 1 for n in lengths) >= 0.5 * len(lengths)


def _sections(
    grid: Grid,
    rows: Rows,
    fields: Mapping[str, int],
    names: set[str],
    found: dict[tuple[int, str], tuple[int, int]],
) -> dict[str, int]:
    """Give records what the section rows above them say, where they do not say it themselves."""
    if not rows.sections:
        return {}
    texts = {
        row: fold(LABEL.sub("", squeeze(str(grid.value(row, c)))))
        for row, c in rows.sections.items()
    }
    said = list(texts.values())
    means = {row: _meaning(text, said.count(text), fields) for row, text in texts.items()}
    current: dict[str, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    for row in sorted({*rows.records, *rows.sections}):
        if row in rows.sections:
            current[means[row]] = (row, rows.sections[row])
            if means[row] in ("client", ""):
                current = {means[row]: current[means[row]]}
            continue
        for name, cell in current.items():
            if name not in names:
                continue
            column = fields.get(name)
            own = None if column is None else rows.columns[column][row - rows.first]
            if (row, name) not in found and is_empty(own):
                found[(row, name)] = cell
                counts[name] = counts.get(name, 0) + 1
    return counts


def _meaning(text: str, times: int, fields: Mapping[str, int]) -> str:
    """Return the field a section's text is for: a status, a phase, else a client; "" for none."""
    if text in status_words():
        return "status" if "status" not in fields else "milestone"
    if times > 1 or PHASE.fullmatch(text) or text.split(" ")[0] in MONTHS:
        return "milestone"
    return "" if HEADING & set(text.split()) else "client"
