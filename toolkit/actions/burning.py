"""Burning hours against retainers, and putting the result where people work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from toolkit.actions.copies import copy_with
from toolkit.agency import Agency
from toolkit.documents import output_folder, write_document
from toolkit.errors import NotAWorkbookError
from toolkit.model import Job, id_key, name_key
from toolkit.plan import Receipt
from toolkit.retainers.agreements import REFUSED
from toolkit.retainers.burn import Burn, BurnRow, burn_of
from toolkit.retainers.periods import days_named

__all__ = [
    "burn",
    "burn_page",
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

    A period is ``2026-07``, ``2026-Q3``, ``2026`` (with the shorter ones that begin in it), a day
    in it, or ``all``; None means the one that holds the burn's day, or a retainer's last. Raises
    NotAWorkbookError, with what there is, for a client without a retainer and for no period.
    """
    rows = found.rows if period else found.current()
    if client is not None:
        wanted = name_key(client)
        rows = tuple(row for row in rows if name_key(row.agreement.client) == wanted)
        if not rows:
            raise NotAWorkbookError(_no_retainer(found, client))
    if period in (None, "all"):
        return rows
    chosen = tuple(row for row in rows if _is_of(row, str(period)))
    if not chosen:
        labels = sorted({row.span.period.label for row in rows})
        known = f"{labels[0]} to {labels[-1]}" if labels else "none"
        raise NotAWorkbookError(
            f"No retainer has a period {period}; there are {known}. Write 2026-07, 2026-Q3, 2026, "
            "a day such as 2026-07-14, or all"
        )
    return chosen


def _no_retainer(found: Burn, client: str) -> str:
    """Say why a client has no row: refused, and at which cell, or none at all."""
    refused = next(
        (f for f in found.findings if f.code in REFUSED and name_key(f.client) == name_key(client)),
        None,
    )
    if refused:
        return (
            f"The retainer of {client} cannot be burnt: {refused.message} "
            f"({refused.place.book} {refused.place.reference}). {refused.fix}"
        )
    names = sorted({row.agreement.client for row in found.rows})
    return f"{client} has no retainer in these books; there are {', '.join(names) or 'none'}"


def _is_of(row: BurnRow, period: str) -> bool:
    whole = row.span.period
    if whole.label == period:
        return True
    if named := days_named(period):
        is_longer = whole.through - whole.first > named.through - named.first
        return named.first <= whole.first <= named.through and not is_longer
    try:
        return row.span.first <= date.fromisoformat(period) <= row.span.through
    except ValueError:
        return False


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


def _jobs(agency: Agency) -> dict[str, Job]:
    return {id_key(job.number): job for job in agency.tracker.jobs}
