"""How things stand, a line each."""

from __future__ import annotations

from collections.abc import Sequence

import click

from toolkit.actions.installing import Standing

__all__ = ["print_standings"]


def print_standings(found: Sequence[Standing]) -> int:
    """Print each with "ok" or "to do" and return the exit code: 1 when there is a "to do"."""
    width = max(len(one.name) for one in found)
    for one in found:
        click.echo(f"{'ok   ' if one.is_well else 'to do'}  {one.name:<{width}}  {one.told}")
    return int(not all(one.is_well for one in found))
