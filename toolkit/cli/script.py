"""A scheduled script: one step run as ``toolkit run`` runs it, without an entry in agency.toml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.main import answer
from toolkit.cli.options import as_of_option, config_option, history_option, out_option
from toolkit.cli.run import carry_out, dry_option, log_option, state_option
from toolkit.config import RunConfig, RunStepConfig

if TYPE_CHECKING:
    from toolkit.runs.log import LogStyle

__all__ = ["script"]


def script(name: str, manual: str, step: RunStepConfig) -> Callable[[], None]:
    """Return the main function of a script that does one step.

    Its books are those of the command line, or the folder of agency.toml, or else this one; lock,
    history, log, mail and exit code are those of ``toolkit run``.
    """

    @click.command(help=manual)
    @click.argument("books", nargs=-1, metavar="[BOOK...]")
    @config_option
    @as_of_option
    @out_option
    @dry_option
    @log_option
    @state_option
    @history_option
    @click.pass_context
    def command(
        ctx: click.Context,
        books: tuple[str, ...],
        config_path: Path | None,
        as_of: date | None,
        out: Path | None,
        dry: bool,
        log_style: LogStyle,
        state: Path | None,
        history: str | None,
    ) -> None:
        from toolkit.actions import ordering
        from toolkit.agency import user_config_folder

        order = ordering.order_for(
            name,
            RunConfig(
                (step,),
                books=tuple(str(Path(b).resolve()) if Path(b).exists() else b for b in books),
                out=str(out.resolve()) if out else "",
            ),
            config_path=config_path,
            history=history,
            user_folder=user_config_folder(),
        )
        asked = replace(order, as_of=as_of, dry=dry, state=state, log_style=log_style)
        ctx.exit(carry_out(asked))

    return lambda: answer(command, name)
