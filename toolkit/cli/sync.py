"""``toolkit sync``: two books kept in step, the plan shown first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import progress

if TYPE_CHECKING:
    from toolkit.actions.syncing import SyncResult
    from toolkit.sync.merge import Conflict

__all__ = ["sync"]

MOST_SHOWN = 40


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--write", is_flag=True, help="Make the changes; without, only show them.")
@click.option("--allow-deletes", is_flag=True, help="Let rows deleted in one book go in the other.")
@click.option("--history", metavar="PATH", help="Where the last agreed state is kept.")
@click.option(
    "--config",
    "config_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The agency.toml to use instead of the one found beside the book.",
)
@click.pass_context
def sync(
    ctx: click.Context,
    a: str,
    b: str,
    write: bool,
    allow_deletes: bool,
    history: str | None,
    config_path: Path | None,
) -> None:
    """Keep two trackers in step, by job number and cell.

    Nobody's edit is lost. A and B are files, Google sheets (gsheet:KEY/Tab) or names from
    agency.toml. What one side changed goes over; what both changed stays as it is on each, and
    stands in the Conflicts sheet of A, where a person picks. The exit code is 1 while something is
    to be decided.

    \b
    Example:
      toolkit sync "toolkit-demo/Consumer job list.xlsx" "toolkit-demo/B2B traffic.xlsx"
    """
    from toolkit.actions import syncing
    from toolkit.agency import user_config_folder

    with progress() as tell:
        tell("Comparing")
        result = syncing.sync(
            a,
            b,
            now=datetime.now(UTC),
            write=write,
            allow_deletes=allow_deletes,
            history=history,
            config_path=config_path,
            user_folder=user_config_folder(),
        )
    _show(result, written=write)
    prepared = result.prepared
    ctx.exit(1 if prepared.problems or prepared.merge.conflicts else 0)


def _show(result: SyncResult, *, written: bool) -> None:
    from toolkit.checks.wording import count_of

    prepared = result.prepared
    for side, name in result.names.items():
        click.echo(f"{side}: {name}, {prepared.pair.table(side).grid.sheet}")
    for problem in prepared.problems:
        click.echo(f"stopped: {problem}")
    for remark in prepared.remarks:
        click.echo(f"note: {remark}")
    if prepared.problems:
        click.echo("Nothing was written.")
        return
    lines = list(_lines(result))
    for line in lines[:MOST_SHOWN]:
        click.echo(line)
    if len(lines) > MOST_SHOWN:
        click.echo(f"… and {len(lines) - MOST_SHOWN} more")
    for conflict in prepared.merge.conflicts[:MOST_SHOWN]:
        click.echo(_conflict(conflict, prepared.pair.a.headers()))
    if not prepared.merge and not prepared.merge.conflicts:
        click.echo("Both hold the same already.")
    elif prepared.merge and not written:
        click.echo("Nothing is written yet: add --write to make these changes")
    for side, receipt in result.receipts.items():
        if not receipt.written:
            continue
        click.echo(f"→ {side}: {receipt.book}, {count_of(receipt.edits, 'cell')}")
        if receipt.backup:
            click.echo(f'The previous version is kept: toolkit undo "{receipt.book}" --write')


def _lines(result: SyncResult) -> list[str]:
    merged, pair = result.prepared.merge, result.prepared.pair
    headers = pair.a.headers()
    return [
        *(
            f"{one.side} {one.key} {headers.get(one.column, one.column)}: "
            f"{_told(one.before)} → {_told(one.after)}"
            for one in merged.changes
        ),
        *(f"{one.side} + {one.key}: new row" for one in merged.added),
        *(f"{one.side} - {one.key}: deleted row" for one in merged.deleted),
        *(f"{one.side} {one.old} → {one.new}: new number" for one in merged.renumbered if one.side),
    ]


def _conflict(one: Conflict, headers: Mapping[str, str]) -> str:
    where = f"{one.key} {headers.get(one.column, one.column)}".strip()
    return f"decide {where}: A {_told(one.a)}, B {_told(one.b)} ({one.why})"


def _told(value: object) -> str:
    return "nothing" if value is None else str(value)
