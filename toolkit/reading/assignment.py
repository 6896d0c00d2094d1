"""The best choice of one column for each field over a whole sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["assign"]


def assign(scores: Sequence[Mapping[str, float]]) -> list[str | None]:
    """Return for each column the field it takes, no field twice, with the greatest total score.

    A column may stay without a field, which is worth 0. The Hungarian method by shortest
    augmenting paths; columns in, in any order, and ties go to the earlier column.
    """
    fields = sorted({name for column in scores for name in column})
    kept = _contenders(scores, fields)
    taken = iter(_best([scores[at] for at in kept], fields))
    return [next(taken) if at in kept else None for at in range(len(scores))]


def _contenders(scores: Sequence[Mapping[str, float]], fields: Sequence[str]) -> list[int]:
    """Return the columns that can take a field at all: for each of n fields, the n best.

    Any other gives way to one of them that no other field takes. A sheet of thousands of columns
    would need minutes without this.
    """
    kept: set[int] = set()
    for name in fields:
        able = [at for at, column in enumerate(scores) if name in column]
        kept |= set(sorted(able, key=lambda at: (-scores[at][name], at))[: len(fields)])
    return sorted(kept)


def _best(scores: Sequence[Mapping[str, float]], fields: Sequence[str]) -> list[str | None]:
    width = len(fields) + len(scores)
    place = {name: index for index, name in enumerate(fields)}
    costs = [[0.0] * width for _ in scores]
    for row, column in enumerate(scores):
        for name, score in column.items():
            costs[row][place[name]] = -max(0.0, score)
    taken = _hungarian(costs, width)
    return [
        fields[j] if j < len(fields) and fields[j] in column else None
        for j, column in zip(taken, scores, strict=True)
    ]


def _hungarian(costs: list[list[float]], width: int) -> list[int]:
    """Return the column of each row with the least total cost; columns are not fewer than rows."""
    row_price = [0.0] * (len(costs) + 1)
    price = [0.0] * (width + 1)
    match = [0] * (width + 1)
    for row in range(1, len(costs) + 1):
        match[0] = row
        _augment(costs, width, row_price, price, match)
    found = [0] * len(costs)
    for column in range(1, width + 1):
        if match[column]:
            found[match[column] - 1] = column - 1
    return found


def _augment(
    costs: list[list[float]],
    width: int,
    row_price: list[float],
    price: list[float],
    match: list[int],
) -> None:
    """Find the cheapest path that gives the newest row a column, and take it."""
    slack = [float("inf")] * (width + 1)
    way = [0] * (width + 1)
    used = [False] * (width + 1)
    current = 0
    while match[current]:
        used[current] = True
        row = match[current]
        best, following = float("inf"), 0
        for column in range(1, width + 1):
            if used[column]:
                continue
            cost = costs[row - 1][column - 1] - row_price[row] - price[column]
            if cost < slack[column] - 1e-12:
                slack[column], way[column] = cost, current
            if slack[column] < best - 1e-12:
                best, following = slack[column], column
        for column in range(width + 1):
            if used[column]:
                row_price[match[column]] += best
                price[column] -= best
            else:
                slack[column] -= best
        current = following
    while current:
        previous = way[current]
        match[current] = match[previous]
        current = previous
