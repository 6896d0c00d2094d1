"""The ``toolkit`` command itself: its subcommands are imported only when they are called."""

from __future__ import annotations

import difflib
import importlib
import io
import sys

import click

from toolkit import __version__
from toolkit.errors import ToolkitError

__all__ = ["COMMANDS", "answer", "cli", "main"]

DEBUG = "debug"
COMMANDS: dict[str, str] = {
    "demo": "demo",
    "check": "check",
    "fix": "fix",
    "status": "status",
    "contact": "contact",
    "burn": "burn",
    "forecast": "forecast",
    "bridge": "bridge",
    "accuracy": "accuracy",
    "export": "export",
    "import-actuals": "import_actuals",
    "inspect": "inspect",
    "init": "init",
    "sync": "sync",
    "chase": "chase",
    "run": "run",
    "schedule": "schedule",
    "put": "put",
    "set": "set",
    "undo": "undo",
    "rules": "rules",
    "rule": "rules",
    "addin": "addin",
    "doctor": "doctor",
}


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is called or its help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"toolkit.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a name that is none, name the nearest that is."""
        near = difflib.get_close_matches(args[0], COMMANDS, n=1)
        if near and args[0] not in COMMANDS:
            ctx.fail(f"There is no command {args[0]!r}; did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="toolkit")
@click.option("--debug", is_flag=True, help="Show the whole traceback when something fails.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Check job trackers and make reports from the workbooks your agency already keeps."""
    ctx.ensure_object(dict)[DEBUG] = debug


def main() -> None:
    """Run the command."""
    answer(cli, "toolkit")


def answer(command: click.Command, name: str) -> None:
    """Run a command and leave with its exit code; a failure is one line, and exit code 2."""
    asked: dict[str, bool] = {}
    for stream in (sys.stdout, sys.stderr):
        # Where Windows redirects output, it is in a code page that lacks → and most names.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = command.main(standalone_mode=False, prog_name=name, obj=asked)
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "Stopped: every file that was written is whole, but not all was done; run it again",
            err=True,
        )
        code = 2
    except ToolkitError as error:
        if asked.get(DEBUG):
            raise
        click.echo(f"{name}: {error}", err=True)
        code = 2
    sys.exit(code or 0)
