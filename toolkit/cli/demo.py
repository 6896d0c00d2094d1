"""``toolkit demo``: everything the toolkit does, on a whole demo agency."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.actions import burning, checking, demonstrating, reporting
from toolkit.cli.options import progress, read_agency
from toolkit.reports import FORMATS

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

    Twelve clients, three job trackers kept in three ways, eighteen months of hours: checked, and
    reported on, with what was made and where.

    \b
    Example:
      toolkit demo --into toolkit-demo
    """
    with progress() as report:
        report("Laying out the demo agency")
        as_of = demonstrating.lay_out_demo(into)
        agency = read_agency([str(into)], as_of, None, report)
        report("Checking")
        found = checking.check(agency)
        report("Writing the Checks sheets")
        checked = checking.write_checks(agency, found)
        status = reporting.status_reports(agency, FORMATS, progress=report)
        meeting = max(agency.tracker.meetings, key=lambda m: m.held_at or agency.now)
        contact = reporting.contact_report(agency, meeting.number or "", FORMATS, progress=report)
        report("Burning hours")
        burnt = burning.burn(agency)
        current = burnt.current()
        page = burning.burn_page(agency, burnt, current)
        sheets = burning.write_burn(agency, burnt, current)
    jobs, hours = len(agency.tracker.jobs), len(agency.tracker.hours)
    click.echo(f"A demo agency as of {as_of}: {jobs} jobs, {hours:,} time entries, in {into}")
    click.echo(f"{len(found.findings)} findings, on a Checks sheet in {len(checked)} copies:")
    for receipt in checked:
        click.echo(f"  {receipt.book}")
    for title, made in (("status reports", status), ("contact reports", contact)):
        click.echo(f"{len(made.paths)} {title}, such as:")
        for path in made.paths[: len(FORMATS)]:
            click.echo(f"  {path}")
    over = sum(row.ledger.overage > 0 for row in current)
    click.echo(f"{len(current)} retainers burnt, {over} beyond their hours: a page, and its sheets")
    for made_of_burn in (page, *(receipt.book for receipt in sheets)):
        click.echo(f"  {made_of_burn}")
