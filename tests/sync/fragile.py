"""A machine that may lose its power at any step: around books, and around the base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.plan import Plan, Receipt
from toolkit.table import Grid

__all__ = ["Crash", "Fragile", "Kept", "Power"]


class Crash(Exception):  # noqa: N818 - the machine losing power
    pass


@dataclass(slots=True)
class Power:
    """When the machine stops: at the n-th step of a sync, 0 for never."""

    left: int = 0

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Crash


@dataclass(slots=True)
class Fragile:
    """A book, or a memory, whose every step may be the last."""

    book: Any
    power: Power

    @property
    def name(self) -> str:
        return str(self.book.name)

    def sheets(self) -> Any:
        return self.book.sheets()

    def read(self, *names: str) -> Mapping[str, Grid]:
        self.power.step()
        found: Mapping[str, Grid] = self.book.read(*names)
        return found

    def apply(self, plan: Plan) -> Receipt:
        self.power.step()
        receipt: Receipt = self.book.apply(plan)
        self.power.step()
        return receipt


@dataclass(slots=True)
class Kept:
    """The base, which may fail to be saved."""

    power: Power
    content: bytes | None = None

    def load(self) -> bytes | None:
        return self.content

    def save(self, content: bytes) -> None:
        self.power.step()
        self.content = content
