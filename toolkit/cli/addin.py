"""``toolkit addin``: the ribbon in Excel, put there, taken away, looked at."""

from __future__ import annotations

import click

__all__ = ["addin"]


@click.command()
@click.argument("what", type=click.Choice(["install", "remove", "status"]))
@click.pass_context
def addin(ctx: click.Context, what: str) -> None:
    """Put the ribbon into Excel, take it away, or look at it.

    Close Excel before install and remove. The buttons run this Python; after moving it or
    installing another, install the add-in again.

    \b
    Example:
      toolkit addin status
    """
    from toolkit.actions import installing
    from toolkit.cli.standings import print_standings

    machine = installing.Machine.this()
    if what == "status":
        ctx.exit(print_standings(installing.add_in_status(machine)))
    step = installing.install_add_in if what == "install" else installing.remove_add_in
    for path in step(machine):
        click.echo(f"→ {path}" if what == "install" else f"removed {path}")
    if what == "install":
        click.echo("Start Excel: the tab Account Services is at the right of the ribbon.")
