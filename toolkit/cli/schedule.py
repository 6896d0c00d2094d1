"""``toolkit schedule``: what to install so that a run starts by itself."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import config_option
from toolkit.cli.run import log_option, state_option

if TYPE_CHECKING:
    from toolkit.actions.scheduling import Scheduler
    from toolkit.runs.log import LogStyle

__all__ = ["schedule"]


def _time(_: click.Context, __: click.Parameter, typed: str) -> time:
    try:
        return time.fromisoformat(typed.zfill(5))
    except ValueError as error:
        raise click.BadParameter(f"{typed!r} is no time of day; write it as 02:30") from error


@click.command()
@click.argument("name")
@click.option("--cron", "scheduler", flag_value="cron", help="A line for crontab.")
@click.option("--systemd", "scheduler", flag_value="systemd", help="A service and its timer.")
@click.option("--windows", "scheduler", flag_value="windows", help="A Task Scheduler XML.")
@click.option("--launchd", "scheduler", flag_value="launchd", help="An agent of macOS.")
@click.option("--at", default="04:00", show_default=True, callback=_time, metavar="HH:MM")
@click.option("--weekdays", metavar="DAYS", help="Such as mon-fri or mon,thu; default: every day.")
@click.option("--monthly", "day", type=int, metavar="N", help="On this day of each month.")
@config_option
@log_option
@state_option
def schedule(
    name: str,
    scheduler: Scheduler | None,
    at: time,
    weekdays: str | None,
    day: int | None,
    config_path: Path | None,
    log_style: LogStyle,
    state: Path | None,
) -> None:
    """Print what to install so that a run starts by itself.

    Nothing is installed. What is printed names this Python and the agency's folder as they are on
    this computer, and says how to install it.

    \b
    Example:
      toolkit schedule nightly --cron --at 05:30 --config toolkit-demo/agency.toml
    """
    from toolkit.actions import ordering
    from toolkit.actions.scheduling import schedule_of
    from toolkit.agency import user_config_folder
    from toolkit.schedules import Timing, parse_weekdays

    if scheduler is None:
        raise click.UsageError("Say for which scheduler: --cron, --systemd, --windows or --launchd")
    order = ordering.order_named(
        name, Path(), config_path=config_path, user_folder=user_config_folder()
    )
    timing = Timing(at, parse_weekdays(weekdays) if weekdays else (), day)
    options = (
        *(("--log", log_style) if log_style != "text" else ()),
        *(("--state", str(state.resolve())) if state else ()),
    )
    today = datetime.now().astimezone().date()
    click.echo(schedule_of(order, scheduler, timing, today, options), nl=False)
