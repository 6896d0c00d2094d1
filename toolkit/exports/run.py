"""One export: checked first, written, read back and compared, and only then recorded."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from toolkit.currency import CURRENCIES
from toolkit.errors import ExportRefusedError, OutputError
from toolkit.exports.batch import Batch, Key
from toolkit.exports.formats import Format
from toolkit.exports.mapping import dimensions
from toolkit.forecast.layers import Forecast
from toolkit.forecast.streams import Stream
from toolkit.history import Export, ExportLine
from toolkit.money import from_minor

__all__ = ["Exported", "Preflight", "preflight", "write_export"]

MAY_RUN = re.compile(r"[=\t\r]|[+\-@].*[(|!]", re.DOTALL)
"""What a spreadsheet program would run as a formula when a person looks into the file."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What stands in the way of an export, and what it changes."""

    problems: tuple[str, ...]
    """Each one keeps the files from being written."""
    left_out: tuple[str, ...]
    """Rows that could not be put into a month; the files are whole without them."""
    batch: Batch
    changed: Mapping[date, Decimal]
    """First day of a period → difference to the last export, where there is any.

    With problems nothing is compared: rows that are in the way would look as if they were gone.
    """
    gone: tuple[Key, ...]
    """What the last export had and this one has no more."""
    totals: Mapping[date, Decimal]
    """First day of a period → what the rows sum to, in the agency's currency."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was written and read back."""

    files: tuple[Path, ...]
    entry: Export
    """For the history, so that the next export knows what this one sent."""


def preflight(
    wanted: Format,
    made: Forecast,
    batch: Batch,
    unmapped: Sequence[Stream],
    last: Export | None,
) -> Preflight:
    """Return everything that would make an export wrong; nothing is written."""
    batch = replace(batch, last=_sent(last))
    problems = [
        *_no_currencies(made),
        *_unmapped(unmapped),
        *(f"{u.place}: {u.reason}" for u in made.unplaced if u.lacks_rate),
        *_untied(made, batch, unmapped),
        *_dangerous(batch),
        *wanted.problems(batch),
    ]
    changed, gone = ({}, set()) if problems else _differences(wanted, batch, last)
    return Preflight(
        tuple(dict.fromkeys(problems)),
        tuple(f"{u.place}: {u.reason}" for u in made.unplaced if not u.lacks_rate),
        batch,
        {first: amount for first, amount in sorted(changed.items()) if amount},
        tuple(sorted(gone)),
        {p.first: total for p, total in zip(batch.periods, _sums(batch), strict=True)},
    )


def write_export(
    wanted: Format,
    checked: Preflight,
    folder: Path,
    *,
    at: datetime,
    books: Sequence[str],
    record: Callable[[Export], None],
) -> Exported:
    """Write the files of an export, all of them or none, and return them with their entry.

    The files are read back and compared with the rows, and ``record`` is called with the entry,
    before they take their names: a file finance may import is never one the next export does not
    know of, for its lines could not be set to zero. Raises
    ExportRefusedError, naming every row in the way, or OutputError when the folder or the
    read-back fails.
    """
    if checked.problems:
        listed = "\n".join(f"  {problem}" for problem in checked.problems)
        raise ExportRefusedError(
            f"Nothing was written as {wanted.title}; put right what is listed, then export again:"
            f"\n{listed}"
        )
    batch = checked.batch
    expected = wanted.amounts(batch)
    files = wanted.render(batch)
    lines = tuple(
        ExportLine(json.dumps(key, ensure_ascii=False), first.isoformat(), batch.currency, amount)
        for (key, first), amount in sorted({**_carried(batch), **_recorded(wanted, batch)}.items())
    )
    digest = sha256(b"".join(files[name] for name in sorted(files))).hexdigest()
    entry = Export(at, batch.as_of, wanted.name, tuple(books), digest, lines)

    def accept(written: Mapping[str, bytes]) -> None:
        _compare(wanted, written, batch, expected)
        record(entry)

    return Exported(_replace_all(folder, files, accept), entry)


def _differences(
    wanted: Format, batch: Batch, last: Export | None
) -> tuple[Mapping[date, Decimal], set[Key]]:
    """Return what changed by period since the last export, and what it had that is gone."""
    now = {key for key, _ in wanted_keys(wanted, batch)}
    window = {period.first for period in batch.periods}
    sent = batch.last
    gone = {key for (key, first), was in sent.items() if was and first in window and key not in now}
    changed: dict[date, Decimal] = defaultdict(Decimal)
    if last is not None and all(line.currency == batch.currency for line in last.lines):
        for (_, first), amount in _recorded(wanted, batch).items():
            changed[first] += amount
        for (_, first), amount in sent.items():
            if first in window:
                changed[first] -= amount
    return changed, gone


def wanted_keys(wanted: Format, batch: Batch) -> Iterator[tuple[Key, int]]:
    """Yield the key and period of every row there is now."""
    return ((wanted.key_of(batch, row), row.period) for row in batch.rows)


def _sent(last: Export | None) -> dict[tuple[Key, date], Decimal]:
    if last is None:
        return {}
    return {
        (tuple(json.loads(line.key)), date.fromisoformat(line.period)): line.amount
        for line in last.lines
    }


def _recorded(wanted: Format, batch: Batch) -> Mapping[tuple[Key, date], Decimal]:
    """Return what an export says in the agency's currency, which exports are compared in."""
    if not wanted.own_currency:
        return wanted.amounts(batch)
    return {
        (wanted.key_of(batch, row), batch.periods[row.period].first): row.home_amount
        for row in batch.rows
    }


def _carried(batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return what was sent for periods outside of these, to be known next time too.

    What lies before the fiscal year is over, and forgotten.
    """
    inside = {period.first for period in batch.periods}
    since = min(period.first for period in (*batch.around, *batch.periods))
    return {
        sent: amount
        for sent, amount in batch.last.items()
        if sent[1] not in inside and sent[1] >= since
    }


def _no_currencies(made: Forecast) -> Iterator[str]:
    for code in made.rates:
        if code not in CURRENCIES:
            where = "agency.currency" if code == made.currency else "forecast.rates"
            yield f"{where}: {code!r} is no currency of ISO 4217"


def _unmapped(streams: Sequence[Stream]) -> Iterator[str]:
    for stream in streams:
        yield (
            f"{stream.place}: {stream.client or 'no client'}, {stream.line} has no account;"
            " add it to export.accounts"
        )


def _untied(made: Forecast, batch: Batch, unmapped: Sequence[Stream]) -> Iterator[str]:
    """Yield the periods whose rows do not sum to the forecast's total."""
    if unmapped:
        return
    totals = made.totals(batch.scenario)
    for period, summed, total in zip(batch.periods, _sums(batch), totals, strict=True):
        if summed != total:
            yield f"{period.label}: rows sum to {summed}, the forecast to {total}; report this"


def _sums(batch: Batch) -> list[Decimal]:
    sums = [from_minor(0, batch.currency)] * len(batch.periods)
    for row in batch.rows:
        sums[row.period] += row.home_amount
    return sums


def _dangerous(batch: Batch) -> Iterator[str]:
    texts = {
        text: row
        for row in batch.rows
        for text in (row.client, row.job, *dimensions(row.account).values())
    }
    for text, row in sorted(texts.items()):
        if MAY_RUN.match(text):
            where = ", ".join(map(str, row.places[:1]))
            yield f"{where}: {text!r} would run as a formula when the file is looked at; rename it"


def _compare(
    wanted: Format,
    written: Mapping[str, bytes],
    batch: Batch,
    expected: Mapping[tuple[Key, date], Decimal],
) -> None:
    found = wanted.read(written, batch)
    for cell in sorted({*found, *expected}):
        if found.get(cell) != expected.get(cell):
            key, first = cell
            raise OutputError(
                f"The {wanted.title} read back differs at {' '.join(key)}, {first}: "
                f"{found.get(cell)} instead of {expected.get(cell)}; nothing was kept, report this"
            )


def _write(path: Path, content: bytes) -> None:
    """Write a new file, readable to whom the system lets read: finance opens it, not we."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace_all(
    folder: Path, files: Mapping[str, bytes], check: Callable[[Mapping[str, bytes]], None]
) -> tuple[Path, ...]:
    """Write the files beside their names, check what stands on the disk, then rename them."""
    drafts: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            drafts[name] = folder / f".~{os.getpid()}.{name}"
            _write(drafts[name], content)
        check({name: path.read_bytes() for name, path in drafts.items()})
        for name, path in drafts.items():
            path.replace(folder / name)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror}") from error
    finally:
        for path in drafts.values():
            path.unlink(missing_ok=True)
    return tuple(folder / name for name in files)
