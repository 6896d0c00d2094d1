"""Plans → files."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import RefusedError
from toolkit.plan import Plan, Receipt

__all__ = ["apply_plan"]


def apply_plan(path: Path, plan: Plan) -> Receipt:
    """Write all of the plan into the file, or nothing."""
    if plan:
        raise RefusedError(f"{path.name} cannot be written yet")
    return Receipt(str(path), written=False)
