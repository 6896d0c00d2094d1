"""Burning hours against retainers, and putting the result where people work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.copies import copy_with
from toolkit.actions.remembering import history_address
from toolkit.agency import Agency
from toolkit.documents import output_folder, write_document
from toolkit.errors import NotAWorkbookError
from toolkit.model import Job, id_key, name_key
from toolkit.plan import Receipt
from toolkit.retainers.alerts import BurnAlert, alerts_of
from toolkit.retainers.breakdown import broken_down
from toolkit.retainers.burn import Burn, BurnRow, burn_of
from toolkit.retainers.compare import Outcome, compared
from toolkit.retainers.recap import Recap, recap_of
from toolkit.retainers.restated import Restatement, closed, restatements

if TYPE_CHECKING:
    from toolkit.reports.recap import RecapTable

__all__ = [
    "Breakdown",
    "Closed",
    "alerts",
    "breakdowns",
    "burn",
    "burn_page",
    "close_periods",
    "compare_policies",
    "new_alerts",
    "recap",
    "recap_as_json",
    "recap_in_tables",
    "recap_page",
    "rows_as_csv",
    "rows_as_json",
    "select_rows",
    "write_burn",
    "write_burn_into",
]


def burn(agency: Agency) -> Burn:
    """Return every retainer's ledger through the agency's day.

    Raises NotAWorkbookError when neither the books nor agency.toml hold a retainer.
    """
    in_settings = any(settings.terms for settings in agency.config.retainers.values())
    if not (agency.tracker.retainers or in_settings):
        raise NotAWorkbookError(
            f"No retainers sheet was found in {', '.join(agency.books)}; "
            "toolkit inspect shows what was read"
        )
    return burn_of(agency.tracker, agency.config, agency.as_of)


def select_rows(
    found: Burn, *, client: str | None = None, period: str | None = None
) -> tuple[BurnRow, ...]:
    """Return the rows of a client (any, when None) and of a period.

    A period is ``2026-07``, ``2026-Q3``, ``2026``, a day in it, or ``all``; None means the one
    that holds the burn's day, or a retainer's last. Raises NotAWorkbookError, with the names
    there are, for a client without a retainer.
    """
    rows = found.rows if period else found.current()
    if client is not None:
        wanted = name_key(client)
        rows = tuple(row for row in rows if name_key(row.agreement.client) == wanted)
        if not rows:
            names = sorted({row.agreement.client for row in found.rows})
            raise NotAWorkbookError(
                f"{client} has no retainer in these books; there are {', '.join(names) or 'none'}"
            )
    if period in (None, "all"):
        return rows
    return tuple(row for row in rows if _is_of(row, str(period)))


def _is_of(row: BurnRow, period: str) -> bool:
    whole = row.span.period
    if whole.label == period:
        return True
    try:
        return row.span.first <= date.fromisoformat(period) <= row.span.through
    except ValueError:
        return len(period) == len("2026") and period == str(whole.first.year)


def rows_as_json(agency: Agency, found: Burn, rows: Sequence[BurnRow]) -> str:
    """Return a list, one ledger row a retainer and period."""
    from toolkit.reports.burn import burn_json

    return burn_json(found, rows, _jobs(agency))


def rows_as_csv(found: Burn, rows: Sequence[BurnRow]) -> str:
    """Return the same as a table."""
    from toolkit.reports.burn import burn_csv

    return burn_csv(found, rows)


def burn_page(
    agency: Agency, found: Burn, rows: Sequence[BurnRow], *, out: Path | None = None
) -> Path:
    """Write the burn as a page with charts, and return its path; raises OutputError."""
    from toolkit.reports.burn_page import burn_html

    folder = out or output_folder(agency.folder, agency.config.output)
    page = burn_html(found, rows, agency.config.templates_folder, _jobs(agency))
    return write_document(folder / f"Retainer burn {agency.as_of}.html", page)


def write_burn(
    agency: Agency,
    found: Burn,
    rows: Sequence[BurnRow],
    *,
    out: Path | None = None,
    in_place: bool = False,
) -> tuple[Receipt, ...]:
    """Put the Retainer Burn sheet into a copy of the retainers' book, or into the book itself."""
    from toolkit.writeback.burn import plan_for_burn

    return tuple(
        agency.books[name].apply(plan) if in_place else copy_with(agency, name, plan, "burn", out)
        for name, plan in plan_for_burn(found, rows).items()
    )


def write_burn_into(agency: Agency, book: str, found: Burn) -> tuple[Receipt, ...]:
    """Put the current periods of one book's retainers into that book, and into no other.

    Raises NotAWorkbookError when it has no retainer.
    """
    from toolkit.writeback.burn import plan_for_burn

    plans = plan_for_burn(found, found.current())
    if book not in plans:
        raise NotAWorkbookError(
            f"{book} has no retainer that can be burnt; press this in the workbook of the retainers"
        )
    return (agency.books[book].apply(plans[book]),)


def compare_policies(
    found: Burn, *, client: str | None = None
) -> tuple[tuple[BurnRow, tuple[Outcome, ...]], ...]:
    """Return each retainer's last row, and its outcomes under other rules."""
    return tuple(
        (last, compared([row for row in found.rows if row.agreement.key == last.agreement.key]))
        for last in select_rows(found, client=client)
    )


def alerts(agency: Agency, found: Burn) -> tuple[BurnAlert, ...]:
    """Return what was crossed in the periods of the day, told before or not."""
    return alerts_of(found, agency.tracker, agency.config)


def new_alerts(agency: Agency, found: Burn, at: datetime) -> tuple[BurnAlert, ...]:
    """Return the alerts nobody was given yet, and remember in the history that they were.

    Raises HistoryError, and MissingExtraError without the ``db`` extra.
    """
    from toolkit.history import Alert, open_history

    with open_history(history_address(agency)) as history:
        return tuple(
            alert
            for alert in alerts(agency, found)
            if history.add_alert(
                Alert(at, alert.row.agreement.key, alert.row.span.period.first, alert.crossing)
            )
        )


def recap(agency: Agency, first: date | None = None) -> Recap:
    """Return the numbers of a review, as far as the books go; it says which sheets it misses.

    From ``first``, or else from the year's first day, through the agency's day.
    """
    first = first or date(agency.as_of.year, 1, 1)
    found = burn_of(agency.tracker, agency.config, agency.as_of)
    return recap_of(agency.tracker, found, agency.config, first, agency.as_of)


def recap_as_json(found: Recap) -> str:
    """Return a recap as an object of lists."""
    from toolkit.reports.recap import recap_json

    return recap_json(found)


def recap_in_tables(found: Recap) -> tuple[RecapTable, ...]:
    """Return a recap as tables for people to read."""
    from toolkit.reports.recap import recap_tables

    return recap_tables(found)


def recap_page(agency: Agency, found: Recap, *, out: Path | None = None) -> Path:
    """Write a recap as a page, and return its path; raises OutputError."""
    from toolkit.reports.recap import recap_html

    folder = out or output_folder(agency.folder, agency.config.output)
    page = recap_html(found, agency.config.templates_folder)
    return write_document(folder / f"Review {agency.as_of}.html", page)


Breakdown = tuple[BurnRow, dict[str, Decimal]]
"""A row, and key → amount in its ledger's unit."""


def breakdowns(agency: Agency, rows: Sequence[BurnRow], by: str) -> tuple[Breakdown, ...]:
    """Return what each row's hours went into, ``by`` one of ``breakdown.BY``."""
    jobs = _jobs(agency)
    return tuple((row, broken_down(row, by, jobs)) for row in rows)


def _jobs(agency: Agency) -> dict[str, Job]:
    return {id_key(job.number): job for job in agency.tracker.jobs}


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: periods closed now, and those closed earlier that read differently now."""

    now: tuple[BurnRow, ...]
    restated: tuple[Restatement, ...]


def close_periods(agency: Agency, found: Burn, at: datetime, history: str | None = None) -> Closed:
    """Close every finished period that is not closed yet, and compare those that are.

    ``history`` is its address, where it is not as configured. Raises HistoryError, and
    MissingExtraError without the ``db`` extra.
    """
    from toolkit.history import Closing, open_history

    with open_history(history_address(agency, history)) as kept_in:
        before = {(c.retainer, c.first): c for c in kept_in.closings()}
        finished = [row for row in found.rows if row.span.through < found.as_of]
        new = [row for row in finished if (row.agreement.key, row.span.first) not in before]
        for row in new:
            key = row.agreement.key
            kept_in.close_period(Closing(at, key, row.span.first, row.span.through, closed(row)))
    return Closed(
        tuple(new),
        tuple(
            change
            for row in finished
            if (kept := before.get((row.agreement.key, row.span.first)))
            for change in restatements(row, kept.ledger, kept.at)
        ),
    )
