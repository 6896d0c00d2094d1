"""What changed between two forecasts, by cause, to the minor unit in every period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from toolkit.errors import ConfigError
from toolkit.forecast.fiscal import Period
from toolkit.forecast.layers import Forecast
from toolkit.forecast.streams import Stream
from toolkit.model import name_key
from toolkit.money import from_minor, to_minor

__all__ = ["Bridge", "Cause", "Move", "bridge"]


class Cause(StrEnum):
    """Why a figure changed."""

    NEW = "new"
    INCREASED = "increased"
    DECREASED = "decreased"
    SLIPPED = "slipped"
    """Moved to another month; over all months nothing, but for what left or entered the window."""
    LOST = "lost"
    RECOGNISED = "recognised"
    EXCHANGE = "exchange"


class Move(NamedTuple):
    """One change of one line in one period, in minor units; signed, so that moves add up."""

    client: str
    job: str
    line: str
    cause: Cause
    period: int
    minor: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """Opening + moves = closing, for the periods of the opening forecast."""

    currency: str
    periods: tuple[Period, ...]
    opening: tuple[int, ...]
    """Minor units of each period."""
    closing: tuple[int, ...]
    moves: tuple[Move, ...]

    def steps(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the waterfall: opening, every cause with its sum, closing."""
        sums = dict.fromkeys(Cause, 0)
        for move in self.moves:
            sums[move.cause] += move.minor
        steps = [
            ("opening", sum(self.opening)),
            *((str(cause), sums[cause]) for cause in Cause),
            ("closing", sum(self.closing)),
        ]
        return tuple((name, from_minor(minor, self.currency)) for name, minor in steps)

    def by_client(self) -> dict[str, dict[Cause, Decimal]]:
        """Return the sum of each client and cause; what sums to nothing is left out."""
        sums: dict[tuple[str, Cause], int] = defaultdict(int)
        for move in self.moves:
            sums[move.client, move.cause] += move.minor
        found: dict[str, dict[Cause, Decimal]] = {}
        for (client, cause), minor in sorted(sums.items()):
            if minor:
                found.setdefault(client, {})[cause] = from_minor(minor, self.currency)
        return found


Key = tuple[str, str, str]


@dataclass(slots=True)
class Line:
    """One line of one forecast, by period of the opening; the last entry is what lies beyond."""

    client: str
    job: str
    line: str
    amounts: list[int]
    exchange: list[int]
    """What the closing forecast's own rates add."""
    done: int | None = None


def bridge(opening: Forecast, closing: Forecast, scenario: str = "likely") -> Bridge:
    """Return how one forecast became the other.

    opening + new + increased − decreased ± slipped − lost − recognised ± exchange = closing, for
    every period and so in all. Recognised is the growth of a job's earned money, and a retainer's
    months that have passed. A line is known by client, job and kind; a change order belongs to
    its job's estimate. Raises ConfigError when the two have other periods or another currency.
    """
    if opening.currency != closing.currency:
        raise ConfigError(
            f"The forecasts are in {opening.currency} and {closing.currency};"
            " make both with the same agency.currency"
        )
    window = opening.periods
    places = {period.first: n for n, period in enumerate(window)}
    shared = [period for period in closing.periods if period.first in places]
    if any(window[places[p.first]] != p for p in shared) or _interleave(window, closing.periods):
        raise ConfigError("The forecasts have different fiscal calendars; make both with the same")
    before = _lines(opening, opening, scenario)
    after = _lines(closing, opening, scenario)
    passed = [n for n, p in enumerate(window) if p.through < closing.periods[0].first]
    moves = [
        Move(line.client, line.job, line.line, cause, period, minor)
        for key in sorted({*before, *after})
        for line in (after.get(key) or before[key],)
        for cause, period, minor in _changes(before.get(key), after.get(key), passed)
        if minor and period < len(window)
    ]
    return Bridge(
        opening.currency,
        window,
        _sums(before.values(), len(window)),
        _sums(after.values(), len(window), exchange=True),
        tuple(moves),
    )


def _interleave(window: Sequence[Period], other: Sequence[Period]) -> bool:
    """Whether periods that overlap do not begin on the same days."""
    starts = {period.first for period in window}
    return any(
        window[0].first <= period.first <= window[-1].through and period.first not in starts
        for period in other
    )


def _lines(made: Forecast, opening: Forecast, scenario: str) -> dict[Key, Line]:
    """Return the lines of a forecast by key, in minor units at the opening's rates."""
    length = len(opening.periods)
    columns = {period.first: n for n, period in enumerate(opening.periods)}
    lines: dict[Key, Line] = {}
    for stream in made.streams:
        line = lines.get(_key(stream))
        if line is None:
            nothing = [0] * (length + 1)
            line = Line(stream.client, stream.job, _kind(stream), nothing, nothing.copy())
            lines[_key(stream)] = line
        if stream.done is not None:
            rate = opening.rates.get(stream.currency, made.rates[stream.currency])
            line.done = (line.done or 0) + to_minor(stream.done * rate, made.currency)
    then = made.at_rates(opening.rates)
    for number, period, minor in _cells(then, scenario):
        column = _column(made, period, columns, length)
        if column is not None:
            lines[_key(made.streams[number])].amounts[column] += minor
    if then is made:
        return lines
    for sign, each in ((1, made), (-1, then)):
        for number, period, minor in _cells(each, scenario):
            column = _column(made, period, columns, length)
            if column is not None:
                lines[_key(made.streams[number])].exchange[column] += sign * minor
    return lines


def _cells(made: Forecast, scenario: str) -> Iterator[tuple[int, int, int]]:
    cells = made.table(scenario, names=(), whole=True)
    yield from cells.itertuples(index=False, name=None)


def _column(made: Forecast, period: int, columns: Mapping[date, int], length: int) -> int | None:
    """Return where a period of a forecast stands in the opening's; None where it lies before."""
    if period < 0:
        return None
    if period == len(made.periods):
        return length
    first = made.periods[period].first
    return None if first < min(columns) else columns.get(first, length)


def _kind(stream: Stream) -> str:
    return "estimate" if stream.line == "change order" else stream.line


def _key(stream: Stream) -> Key:
    return (name_key(stream.client), name_key(stream.job), _kind(stream))


def _changes(
    before: Line | None, after: Line | None, passed: Sequence[int]
) -> Iterator[tuple[Cause, int, int]]:
    """Yield (cause, period, minor units) that lead from one line to the other, period by period."""
    if after is not None:
        yield from ((Cause.EXCHANGE, n, minor) for n, minor in enumerate(after.exchange))
    if before is None:
        amounts = after.amounts if after else []
        yield from ((Cause.NEW, n, minor) for n, minor in enumerate(amounts))
        return
    rest = before.amounts.copy()
    for n, minor in _recognised(before, after, passed):
        rest[n] -= minor
        yield Cause.RECOGNISED, n, -minor
    if after is None:
        yield from ((Cause.LOST, n, -minor) for n, minor in enumerate(rest))
        return
    yield from _shifts([new - old for new, old in zip(after.amounts, rest, strict=True)])


def _recognised(
    before: Line, after: Line | None, passed: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield what of a line was earned meanwhile, from its earliest period on."""
    if before.line in ("retainer", "invoice"):
        yield from ((n, before.amounts[n]) for n in passed)
        return
    if after is None or after.done is None:
        return
    left = max(after.done - (before.done or 0), 0)
    for n, minor in enumerate(before.amounts):
        part = min(max(minor, 0), left)
        left -= part
        yield n, part


def _shifts(changes: Sequence[int]) -> Iterator[tuple[Cause, int, int]]:
    """Yield a line's changes: what left some periods for others slipped, the rest is net growth."""
    up = sum(change for change in changes if change > 0)
    down = -sum(change for change in changes if change < 0)
    moved = min(up, down)
    for sign, cause in ((1, Cause.INCREASED), (-1, Cause.DECREASED)):
        left = moved
        for n, change in enumerate(changes):
            size = max(sign * change, 0)
            slipped = min(size, left)
            left -= slipped
            yield Cause.SLIPPED, n, sign * slipped
            yield cause, n, sign * (size - slipped)


def _sums(lines: Iterable[Line], length: int, *, exchange: bool = False) -> tuple[int, ...]:
    sums = [0] * length
    for line in lines:
        for n in range(length):
            sums[n] += line.amounts[n] + (line.exchange[n] if exchange else 0)
    return tuple(sums)
