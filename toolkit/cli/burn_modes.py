"""What ``toolkit burn`` shows: the periods, or whatever else was asked for instead of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from toolkit.agency import Agency
    from toolkit.retainers.burn import Burn, BurnRow

__all__ = ["INSTEAD", "Answer", "Asked", "answer_to"]

Say = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for beside the books."""

    client: str | None
    period: str | None
    by: str | None
    style: str
    width: int | None
    history: str | None
    out: Path | None
    write: bool
    copy: bool


class Answer(NamedTuple):
    """What to say once nothing is under way any more, and whether there is something to mend."""

    say: Say
    made: tuple[str, ...] = ()
    """What was written, and what there is to say about it."""
    has_findings: bool = False


class Burnt(NamedTuple):
    """All that a way of showing needs: the burn, and the rows of the client and period."""

    agency: Agency
    asked: Asked
    found: Burn
    rows: Sequence[BurnRow]


def answer_to(agency: Agency, asked: Asked, instead: str | None) -> Answer:
    """Burn, write what is to be written, and return what to say: the periods, or ``instead``.

    Raises UsageError for what does not go together.
    """
    from toolkit.actions import burning

    if instead == "recap":
        return _recap(agency, asked)
    found = burning.burn(agency)
    all_periods = asked.style in ("json", "csv") and asked.period is None
    period = "all" if all_periods else asked.period
    rows = burning.select_rows(found, client=asked.client, period=period)
    made = _made(agency, asked, found, rows)
    show = INSTEAD[instead] if instead else _periods
    return Answer(show(Burnt(agency, asked, found, rows)), made, bool(found.findings))


def _periods(it: Burnt) -> Say:
    from toolkit.actions import burning

    def say() -> None:
        if it.asked.style == "json":
            click.echo(burning.rows_as_json(it.agency, it.found, it.rows))
        elif it.asked.style == "csv":
            click.echo(burning.rows_as_csv(it.found, it.rows), nl=False)
        elif it.asked.style == "text":
            _print_periods(it)

    return say


def _print_periods(it: Burnt) -> None:
    """Print the periods with their alerts, and the breakdown that was asked for."""
    from toolkit.actions import closing, reviewing
    from toolkit.cli.burn_recap import print_breakdowns
    from toolkit.cli.burn_text import print_burn

    shown = {(row.agreement.key, row.span.period) for row in it.rows}
    told = [
        alert
        for alert in closing.alerts(it.agency, it.found)
        if (alert.row.agreement.key, alert.row.span.period) in shown
    ]
    print_burn(it.found, it.rows, told, it.asked.width)
    if it.asked.by:
        print_breakdowns(
            reviewing.breakdowns(it.agency, it.rows, it.asked.by), it.asked.by, it.asked.width
        )


def _explanations(it: Burnt) -> Say:
    from toolkit.cli.burn_text import print_explanations

    return lambda: print_explanations(it.found, it.rows, it.asked.width)


def _comparison(it: Burnt) -> Say:
    from toolkit.actions import reviewing
    from toolkit.cli.burn_text import print_comparison

    compared = reviewing.compare_policies(it.found, client=it.asked.client)
    return lambda: print_comparison(compared, it.asked.width)


def _alerts(it: Burnt) -> Say:
    from toolkit.actions import closing
    from toolkit.cli.burn_text import print_alerts

    new = closing.new_alerts(it.agency, it.found, it.rows, datetime.now(UTC), it.asked.history)
    return lambda: print_alerts(new, it.asked.width)


def _closing(it: Burnt) -> Say:
    from toolkit.actions import burning, closing
    from toolkit.cli.burn_text import print_closed

    asked = it.asked
    rows = burning.select_rows(it.found, client=asked.client, period=asked.period or "all")
    closed = closing.close_periods(it.agency, it.found, rows, datetime.now(UTC), asked.history)
    return lambda: print_closed(closed, it.asked.width)


INSTEAD: Mapping[str, Callable[[Burnt], Say]] = {
    "explain": _explanations,
    "compare_policies": _comparison,
    "alerts": _alerts,
    "close": _closing,
}
"""Option → what it shows instead of the periods."""


def _recap(agency: Agency, asked: Asked) -> Answer:
    from toolkit.actions import reviewing
    from toolkit.cli.burn_recap import print_recap

    if asked.style == "csv":
        raise click.UsageError("--recap has several tables; use --format json or html")
    if asked.write or asked.copy:
        raise click.UsageError("--recap has no sheet; use --format html")
    if asked.client:
        raise click.UsageError("--recap is of all clients; leave out --client")
    review = reviewing.recap(agency, asked.period)
    if asked.style == "html":
        return Answer(lambda: None, (str(reviewing.recap_page(agency, review, out=asked.out)),))
    if asked.style == "json":
        return Answer(lambda: click.echo(reviewing.recap_as_json(review)))
    return Answer(lambda: print_recap(review, reviewing.recap_in_tables(review), asked.width))


def _made(agency: Agency, asked: Asked, found: Burn, rows: tuple[BurnRow, ...]) -> tuple[str, ...]:
    """Write the sheet and the page that were asked for, and return what was written."""
    from toolkit.actions import burning

    made: list[str] = []
    if asked.write or asked.copy:
        receipts = burning.write_burn(agency, found, rows, out=asked.out, in_place=asked.write)
        made = [line for receipt in receipts for line in (receipt.book, *receipt.remarks)]
    if asked.style == "html":
        made.append(str(burning.burn_page(agency, found, rows, out=asked.out)))
    return tuple(made)
