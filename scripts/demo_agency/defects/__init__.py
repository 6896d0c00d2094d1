"""Defects planted in the clean agency: each on a row of its own, each with its cell on a list."""

from __future__ import annotations

from collections.abc import Callable

from scripts.demo_agency.defects import (
    billing,
    cells,
    control,
    dates,
    excuses,
    growth,
    hours,
    invoices,
    meetings,
    numbers,
    people,
    status,
)
from scripts.demo_agency.defects.planting import Planting, Seed

__all__ = ["Planting", "Seed", "plant_all"]

PLANTERS: tuple[Callable[[Planting], None], ...] = (
    numbers.plant,
    meetings.plant,
    status.plant,
    dates.plant,
    billing.plant,
    control.plant,
    excuses.plant,
    people.plant,
    cells.plant,
    hours.plant,
    invoices.plant,
    growth.plant,
)


def plant_all(planting: Planting) -> None:
    """Plant every defect; those with the fewest rows to choose from come first."""
    for plant in PLANTERS:
        plant(planting)
