"""``toolkit run``: the steps that agency.toml names, one after another."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import as_of_option, config_option, history_option, progress

if TYPE_CHECKING:
    from toolkit.actions.ordering import Order
    from toolkit.history import ScheduledRun
    from toolkit.runs.log import LogStyle

__all__ = ["carry_out", "dry_option", "log_option", "run", "state_option"]

MOST_SHOWN = 20
dry_option = click.option("--dry-run", "dry", is_flag=True, help="Do it all, and write nothing.")
log_option = click.option(
    "--log",
    "log_style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the log is written; JSON is one object a line.",
)
state_option = click.option(
    "--state",
    envvar="TOOLKIT_STATE",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the lock and the logs; default: the system's for such files.",
)


@click.command()
@click.argument("name")
@config_option
@as_of_option
@dry_option
@log_option
@state_option
@history_option
@click.option("--past", is_flag=True, help="Only list the agency's last runs and how they ended.")
@click.pass_context
def run(
    ctx: click.Context,
    name: str,
    config_path: Path | None,
    as_of: date | None,
    dry: bool,
    log_style: LogStyle,
    state: Path | None,
    history: str | None,
    past: bool,
) -> None:
    """Run the steps that agency.toml lists under [run.NAME].

    One run of an agency at a time. Each step's outcome goes into the history and a log; a mail
    is sent when something needs a person. The exit code is 0 when nothing does, 1 when something
    does, 2 when a step or the mail failed.

    \b
    Example:
      toolkit run nightly --config toolkit-demo/agency.toml --as-of 2026-06-15 --dry-run
    """
    from toolkit.actions import ordering
    from toolkit.agency import user_config_folder

    order = ordering.order_named(
        name,
        Path(),
        config_path=config_path,
        history=history,
        user_folder=user_config_folder(),
    )
    if past:
        for one in ordering.past_runs(order):
            _print_past(one)
        return
    asked = replace(order, as_of=as_of, dry=dry, state=state, log_style=log_style)
    ctx.exit(carry_out(asked))


def carry_out(order: Order) -> int:
    """Run an order, print what came of it, and return the exit code."""
    from toolkit.actions import ordering, running

    with progress() as tell:
        done = running.run(order, clock=lambda: datetime.now(UTC), sleep=time.sleep, progress=tell)
    _print(done, dry=order.dry)
    if not order.dry:
        click.echo(f"Log: {ordering.log_of(order)}")
    return done.exit_code or 0


def _print(done: ScheduledRun, *, dry: bool) -> None:
    from toolkit.cli.findings import clean

    for step in done.steps:
        click.echo(clean(f"{step.name}: {step.state}, {'; '.join(step.said)}".rstrip(", ")))
        for line in step.for_person[:MOST_SHOWN]:
            click.echo(clean(f"  - {line}"))
        if len(step.for_person) > MOST_SHOWN:
            click.echo(f"  and {len(step.for_person) - MOST_SHOWN} more")
        for place in step.made[:MOST_SHOWN]:
            click.echo(f"  → {place}")
        if len(step.made) > MOST_SHOWN:
            click.echo(f"  and {len(step.made) - MOST_SHOWN} more files")
    for remark in done.remarks:
        click.echo(clean(remark))
    if dry:
        click.echo("A dry run: nothing was written, kept or sent")


def _print_past(one: ScheduledRun) -> None:
    code = "" if one.exit_code is None else f", exit code {one.exit_code}"
    steps = ", ".join(f"{step.name} {step.state}" for step in one.steps)
    click.echo(f"{one.at:%Y-%m-%d %H:%M} {one.name}: {one.state}{code}; {steps or 'no step'}")
    for remark in one.remarks:
        click.echo(f"  {remark}")
