"""``toolkit demo``: everything the toolkit does, on a whole demo agency."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import click

from toolkit.actions import burning, checking, demonstrating, reporting
from toolkit.agency import Agency
from toolkit.cli.options import progress, read_agency
from toolkit.errors import MissingExtraError
from toolkit.reports import FORMATS, Format

__all__ = ["demo"]


@click.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("toolkit-demo"),
    help="Folder for the demo agency and what is made of it.",
)
def demo(into: Path) -> None:
    """Lay out a demo agency and do everything on it.

    Twelve clients, three job trackers kept in three ways, eighteen months of hours: checked,
    reported on, burnt and forecast, with what was made and where.

    \b
    Example:
      toolkit demo --into toolkit-demo
    """
    with progress() as report:
        report("Laying out the demo agency")
        as_of = demonstrating.lay_out_demo(into)
        agency = read_agency([str(into)], as_of, None, report)
        done = []
        for doing, part in PARTS.items():
            report(doing)
            done.append(_done(part, agency))
    jobs, hours = len(agency.tracker.jobs), len(agency.tracker.hours)
    click.echo(f"A demo agency as of {as_of}: {jobs} jobs, {hours:,} time entries, in {into}")
    for said, paths in done:
        click.echo(said)
        for path in paths:
            click.echo(f"  {path}")


Part = tuple[str, list[str]]
"""What was made, in a sentence, and where it stands."""


def _done(part: Callable[[Agency], Part], agency: Agency) -> Part:
    """Run a part; one whose optional library is not installed says so instead."""
    try:
        return part(agency)
    except MissingExtraError as error:
        return f"Left out: {error}", []


def _checks(agency: Agency) -> Part:
    found = checking.check(agency)
    copies = [receipt.book for receipt in checking.write_checks(agency, found)]
    return f"{len(found.findings)} findings, on a Checks sheet in {len(copies)} copies:", copies


def _status(agency: Agency) -> Part:
    made = reporting.status_reports(agency, _formats())
    return f"{len(made.paths)} status reports, such as:", _some(made)


def _contact(agency: Agency) -> Part:
    meeting = max(agency.tracker.meetings, key=lambda m: m.held_at or agency.now)
    made = reporting.contact_report(agency, meeting.number or "", _formats())
    return "The contact report of the last meeting:", _some(made)


def _burn(agency: Agency) -> Part:
    burnt = burning.burn(agency)
    current = burnt.current()
    page = burning.burn_page(agency, burnt, current)
    sheets = [receipt.book for receipt in burning.write_burn(agency, burnt, current)]
    over = sum(row.ledger.overage > 0 for row in current)
    said = (
        f"{len(current)} retainers burnt, {over} beyond their hours: a page, and a sheet in a copy"
    )
    return said, [str(page), *sheets]


def _forecast(agency: Agency) -> Part:
    from toolkit.actions import forecasting

    made = forecasting.make_forecast(agency)
    page = forecasting.forecast_page(agency, made, "likely")
    sheet = forecasting.write_forecast(agency, made, "likely")
    return "The revenue forecast of twelve months: a page, and a sheet in a copy", [
        str(page),
        sheet.book,
    ]


PARTS: dict[str, Callable[[Agency], Part]] = {
    "Checking": _checks,
    "Writing status reports": _status,
    "Writing a contact report": _contact,
    "Burning hours": _burn,
    "Forecasting": _forecast,
}


def _formats() -> tuple[Format, ...]:
    """Return the formats that can be made: PDF needs an optional library."""
    there = importlib.util.find_spec("typst") is not None
    return FORMATS if there else tuple(kind for kind in FORMATS if kind != "pdf")


def _some(made: reporting.Made) -> list[str]:
    return [str(path) for path in made.paths[: len(FORMATS)]]
