"""The ``toolkit`` command: a shell over :mod:`toolkit.actions`, one module a command."""

from toolkit.cli.main import main

__all__ = ["main"]
