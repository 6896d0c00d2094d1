from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.errors import ChangedUnderneathError, RefusedError, ToolkitError, UnreachableError
from toolkit.runs.patience import PLANNING, READING, Patience


def failing(times: int, error: ToolkitError) -> tuple[list[int], Callable[[], str]]:
    calls: list[int] = []

    def attempt() -> str:
        calls.append(len(calls))
        if len(calls) <= times:
            raise error
        return "read"

    return calls, attempt


@pytest.mark.parametrize("times", [0, 1, 2])
def test_what_time_may_mend_is_tried_again(times: int) -> None:
    waited: list[float] = []
    heard: list[int] = []
    calls, attempt = failing(times, UnreachableError("away"))
    patience = Patience(3, 10, waited.append, lambda number, _: heard.append(number))
    assert patience.kept(attempt, READING) == "read"
    assert len(calls) == times + 1
    assert waited == [10.0, 20.0][:times]
    assert heard == [1, 2][:times]


def test_the_last_failure_is_raised_as_it_came() -> None:
    calls, attempt = failing(9, UnreachableError("away"))
    with pytest.raises(UnreachableError, match="away"):
        Patience(3, 0, lambda _: None).kept(attempt, READING)
    assert len(calls) == 3


@pytest.mark.parametrize("error", [RefusedError("no"), ChangedUnderneathError("changed")])
def test_what_time_does_not_mend_is_not_tried_again(error: ToolkitError) -> None:
    calls, attempt = failing(9, error)
    with pytest.raises(type(error)):
        Patience(3, 0, lambda _: None).kept(attempt, READING)
    assert len(calls) == 1


def test_a_plan_made_anew_may_follow_a_change() -> None:
    calls, attempt = failing(1, ChangedUnderneathError("changed"))
    assert Patience(2, 0, lambda _: None).kept(attempt, PLANNING) == "read"
    assert len(calls) == 2
