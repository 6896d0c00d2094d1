"""``toolkit doctor``: what the toolkit stands on, and what to do where something is missing."""

from __future__ import annotations

import os
from pathlib import Path

import click

__all__ = ["doctor"]


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Look at Python, Excel, settings, Google login and history.

    \b
    Example:
      toolkit doctor
    """
    from toolkit.actions import examining
    from toolkit.actions.installing import Machine
    from toolkit.agency import user_config_folder
    from toolkit.cli.standings import print_standings

    found = examining.examine(
        Machine.this(),
        Path.cwd(),
        user_config_folder(),
        examining.registry_of_windows,
        os.environ,
    )
    ctx.exit(print_standings(found))
