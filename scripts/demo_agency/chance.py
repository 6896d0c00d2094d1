"""Seeded choices that come out the same on every Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Chance"]

T = TypeVar("T")


class Chance:
    """Choices from a seed; only ``random()`` itself is promised to stay the same across Pythons."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made up data, not a secret

    def likely(self, share: float) -> bool:
        """Return True in this share of the calls."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self._random.random() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return so many different items, in their own order; all where there are fewer."""
        left = list(range(len(items)))
        while len(left) > count:
            left.pop(int(self._random.random() * len(left)))
        return [items[i] for i in left]
