"""What a review of the retainers looks at: a recap, what the hours went into, other policies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.burning import select_rows
from toolkit.agency import Agency
from toolkit.documents import output_folder, write_document
from toolkit.errors import NotAWorkbookError
from toolkit.model import id_key
from toolkit.retainers.breakdown import broken_down
from toolkit.retainers.burn import Burn, BurnRow, burn_of
from toolkit.retainers.compare import Outcome, compared
from toolkit.retainers.periods import days_named
from toolkit.retainers.recap import Recap, recap_of

if TYPE_CHECKING:
    from toolkit.reports.recap import RecapTable

__all__ = [
    "Breakdown",
    "breakdowns",
    "compare_policies",
    "recap",
    "recap_as_json",
    "recap_in_tables",
    "recap_page",
]


def compare_policies(
    found: Burn, *, client: str | None = None
) -> tuple[tuple[BurnRow, tuple[Outcome, ...]], ...]:
    """Return each retainer's last row, and its outcomes under other rules."""
    return tuple(
        (last, compared([row for row in found.rows if row.agreement.key == last.agreement.key]))
        for last in select_rows(found, client=client)
    )


def recap(agency: Agency, period: str | None = None) -> Recap:
    """Return the numbers of a review, as far as the books go; it says which sheets it misses.

    Of ``2026-Q2``, ``2026-07`` or ``2026``, the agency's day at the latest; of its year so far
    when None. Raises NotAWorkbookError for a period that is none or has not begun.
    """
    days = days_named(period or str(agency.as_of.year))
    if days is None or days.first > agency.as_of:
        raise NotAWorkbookError(
            f"No review of {period}: write 2026-Q2, 2026-07 or 2026, begun by {agency.as_of}"
        )
    through = min(days.through, agency.as_of)
    found = burn_of(agency.tracker, agency.config, through)
    return recap_of(agency.tracker, found, agency.config, days.first, through)


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
    so_far = (found.first.month, found.first.day) == (1, 1) and found.through == agency.as_of
    name = f"{found.through}" if so_far else f"{found.first} to {found.through}"
    return write_document(folder / f"Review {name}.html", page)


Breakdown = tuple[BurnRow, dict[str, Decimal]]
"""A row, and key → amount in its ledger's unit."""


def breakdowns(agency: Agency, rows: Sequence[BurnRow], by: str) -> tuple[Breakdown, ...]:
    """Return what each row's hours went into, ``by`` one of ``breakdown.BY``."""
    jobs = {id_key(job.number): job for job in agency.tracker.jobs}
    return tuple((row, broken_down(row, by, jobs)) for row in rows)
