"""``toolkit check``: what is wrong in the agency's workbooks, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import (
    agency_options,
    history_option,
    out_option,
    progress,
    read_agency,
)

if TYPE_CHECKING:
    from toolkit.agency import Agency
    from toolkit.checks import Report
    from toolkit.plan import Receipt

__all__ = ["check"]


@click.command()
@agency_options
@click.option("--select", multiple=True, metavar="CODES", help="Run these codes or families only.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these out.")
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Show only what is not in this file, made earlier by --format json.",
)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv", "html"]), default="text"
)
@click.option("--group", type=click.Choice(["owner", "sheet"]), default="owner")
@click.option("--width", type=click.IntRange(min=40), help="Columns of the text; default: yours.")
@out_option
@click.option("--write", is_flag=True, help="Put the Checks sheet into the books themselves.")
@click.option("--annotate", is_flag=True, help="Put notes on the cells too.")
@click.option("--no-copy", is_flag=True, help="Only print: make no checked copy.")
@click.option("--clear-notes", is_flag=True, help="With --write: take all our notes off, no more.")
@click.option("--not-checked", is_flag=True, help="List every rule that did not run, and why.")
@click.option("--save", is_flag=True, help="Keep what was read, for a later check to compare with.")
@history_option
@click.pass_context
def check(
    ctx: click.Context,
    books: tuple[str, ...],
    config_path: Path | None,
    as_of: date | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    style: str,
    group: str,
    width: int | None,
    out: Path | None,
    write: bool,
    annotate: bool,
    no_copy: bool,
    clear_notes: bool,
    not_checked: bool,
    save: bool,
    history: str | None,
) -> None:
    """Find what is wrong in job trackers, row by row.

    Each finding names its cell, says what is wrong and what to do. A Checks sheet goes into a
    copy of each book, or with --write into the book itself; --format json and csv only print.

    Notes of ours are taken off again with --clear-notes --write; an earlier version of a book
    comes back with toolkit undo.

    Some rules compare with an earlier day, such as a status unchanged for a week: they run once a
    check with --save has kept one.

    CODES are such as DAT301, DAT3 or DAT, separated by commas.

    \b
    Example:
      toolkit check toolkit-demo --as-of 2026-06-15
    """
    from toolkit.actions import checking, remembering

    if clear_notes and not write:
        raise click.UsageError("--clear-notes changes the books: add --write")
    with progress() as tell:
        agency = read_agency(books, as_of, config_path, tell)
        if clear_notes:
            _echo(_told(checking.clear_notes(agency)))
            return
        tell("Checking")
        report, known = _report(agency, select, ignore, baseline, history)
        if save:
            remembering.remember_reading(agency, history)
        made: list[str] = []
        if write or (style in ("text", "html") and not no_copy):
            tell("Writing the Checks sheets")
            made += _told(
                checking.write_checks(agency, report, out=out, in_place=write, annotate=annotate)
            )
        if style == "html":
            made.append(f"→ {checking.findings_page(agency, report, out=out)}")
    if style == "json":
        click.echo(checking.findings_as_json(agency, report))
    elif style == "csv":
        click.echo(checking.findings_as_csv(report), nl=False)
    elif style == "text":
        _print(agency, report, group, width, known, not_checked)
    if style in ("text", "html"):
        _echo(made)
    if not checking.is_readable(agency):
        ctx.exit(2)  # nothing was checked: a script must not take that for clean
    ctx.exit(1 if report.findings else 0)


def _told(receipts: Iterable[Receipt]) -> list[str]:
    from toolkit.cli.receipts import told

    return [line for receipt in receipts for line in told(receipt)]


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _report(
    agency: Agency,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    history: str | None,
) -> tuple[Report, int | None]:
    """Return what is wrong, and how much of it a baseline hides; None without one."""
    from toolkit.actions import checking, remembering

    report = checking.check(
        agency,
        select=_codes(select),
        ignore=_codes(ignore),
        before=remembering.earlier_reading(agency, history),
    )
    if baseline is None:
        return report, None
    new = checking.new_findings(report, baseline)
    return new, len(report.findings) - len(new.findings)


def _print(
    agency: Agency, report: Report, group: str, width: int | None, known: int | None, all_: bool
) -> None:
    """Print what held nothing to check, then the findings, then what is to be said of tables."""
    from toolkit.actions import checking
    from toolkit.cli.findings import clean, print_findings

    for line in checking.without_rows(agency):
        click.echo(clean(line))
    if checking.is_readable(agency):
        print_findings(report, group, width, known=known, all_not_checked=all_)
    for remark in checking.table_remarks(agency):
        click.echo(clean(f"{remark.book}, sheet {remark.sheet}: {remark.remark}"))


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for part in given for code in part.split(",") if code.strip())
