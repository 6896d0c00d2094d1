"""What finance programs ask of names: one for each account, and no longer than they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from toolkit.exports.batch import Batch

__all__ = ["shared_names", "too_long"]


def shared_names(batch: Batch) -> Iterator[str]:
    """Yield account names with two numbers, and numbers with two names.

    A program that knows accounts by name would add the first up, and split the second.
    """
    numbers: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for account in {row.account for row in batch.rows}:
        name = account.name or account.account
        numbers[name].add(account.account)
        names[account.account].add(name)
    for name, shared in sorted(numbers.items()):
        if len(shared) > 1:
            yield f"export.accounts: {name!r} is the name of {' and '.join(sorted(shared))}"
    for number, shared in sorted(names.items()):
        if len(shared) > 1:
            yield f"export.accounts: {number} has two names, {' and '.join(sorted(shared))}"


def too_long(texts: Iterable[str], most: int, program: str) -> Iterator[str]:
    """Yield each text the program would cut off."""
    for text in sorted(set(texts)):
        if len(text) > most:
            yield f"{text!r} is longer than the {most} characters {program} holds; map it"
