"""The promises of the sync, under random edits of both sides, faults and crashes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.server import Fault
from tests.scale import SCALE
from tests.sync.machine import Broken, World
from tests.sync.mutants import GOOGLE_MUTANTS, MUTANTS
from toolkit.sync.merge import Side

SIDES = st.sampled_from(list(Side))
NUMBERS = st.integers(0, 9)
FAULTS = st.sampled_from(
    [
        None,
        None,
        Fault(),
        Fault(after=True),
        Fault(500),
        Fault(502, after=True),
        Fault(429),
        Fault(403),
    ]
)


def machine_over(server: SheetsServer | None) -> type[RuleBasedStateMachine]:
    """Return the machine with B in memory, or on Google."""

    class TwoBooks(RuleBasedStateMachine):
        rested = 0
        """Runs that came to rest with every promise kept; a broken one raises."""

        def __init__(self) -> None:
            super().__init__()
            self.world = World.make(server)
            self.world.sync()

        @rule(side=SIDES, row=NUMBERS, column=NUMBERS, kind=NUMBERS)
        def types(self, side: Side, row: int, column: int, kind: int) -> None:
            self.world.type_in(side, row, column, kind)

        @rule(row=NUMBERS, kind=NUMBERS)
        def both_type_the_same(self, row: int, kind: int) -> None:
            self.world.same_on_both(row, kind)

        @rule(row=NUMBERS, column=NUMBERS)
        def clash(self, row: int, column: int) -> None:
            for side in Side:
                self.world.type_in(side, row, column, 0)

        @rule(side=SIDES)
        def adds(self, side: Side) -> None:
            self.world.add_row(side)

        @rule()
        def both_add_one_number(self) -> None:
            self.world.count += 1
            key = f"S-{self.world.count}"
            for side in Side:
                self.world.add_row(side, key)

        @rule(side=SIDES, row=NUMBERS)
        def deletes(self, side: Side, row: int) -> None:
            self.world.delete_row(side, row)

        @rule(side=SIDES, row=NUMBERS)
        def inserts(self, side: Side, row: int) -> None:
            self.world.insert_row(side, row)

        @rule(side=SIDES, row=NUMBERS)
        def renumbers(self, side: Side, row: int) -> None:
            self.world.renumber(side, row)

        @rule(side=SIDES, seed=NUMBERS)
        def sorts(self, side: Side, seed: int) -> None:
            self.world.sort(side, seed)

        @rule(side=SIDES, seed=NUMBERS)
        def moves_columns(self, side: Side, seed: int) -> None:
            self.world.move_column(side, seed)

        @rule(side=SIDES)
        def renames_a_column(self, side: Side) -> None:
            self.world.rename_column(side)

        @rule(row=NUMBERS, side=SIDES)
        def picks(self, row: int, side: Side) -> None:
            self.world.pick(row, side)

        @rule()
        def syncs(self) -> None:
            self.world.sync()

        @rule(stop=st.integers(1, 9))
        def syncs_and_crashes(self, stop: int) -> None:
            self.world.sync(stop)

        @precondition(lambda self: server is not None)
        @rule(faults=st.lists(FAULTS, min_size=1, max_size=6))
        def syncs_with_faults(self, faults: list[Fault | None]) -> None:
            self.world.sync(faults=tuple(faults))

        @precondition(lambda self: server is not None)
        @rule(row=NUMBERS, column=NUMBERS, what=st.integers(0, 6), at=st.integers(1, 5))
        def syncs_while_somebody_works(self, row: int, column: int, what: int, at: int) -> None:
            world = self.world
            works: list[Callable[[], None]] = [
                lambda: world.type_in(Side.B, row, column, column),
                lambda: world.insert_row(Side.B, row),
                lambda: world.sort(Side.B, row),
                lambda: world.add_row(Side.B),
                lambda: world.delete_row(Side.B, row),
                lambda: world.renumber(Side.B, row),
                lambda: world.move_column(Side.B, row),
            ]
            world.sync(person=works[what], at=at)

        def teardown(self) -> None:
            self.world.calm()
            TwoBooks.rested += 1

    return TwoBooks


def run_machine(
    server: SheetsServer | None, examples: int, start: int | None = None, **options: Any
) -> int:
    """Run the machine, and return how many runs came to rest with every promise kept."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        **({"derandomize": SCALE == 1} | options),
    )
    machine = machine_over(server)
    begun = machine if start is None else seed(start)(machine)
    run_state_machine_as_test(begun, settings=chosen)
    rested: int = machine.rested  # type: ignore[attr-defined]
    return rested


def test_the_promises_hold_between_two_books_in_memory() -> None:
    assert run_machine(None, 40 * SCALE) >= 40 * SCALE


def test_the_promises_hold_between_a_book_and_google() -> None:
    with SheetsServer() as server:
        assert run_machine(server, 6 * SCALE) >= 6 * SCALE


@pytest.mark.parametrize("mutant", list(MUTANTS))
def test_a_planted_bug_is_caught(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[mutant](monkeypatch)
    with pytest.raises((Broken, AssertionError, BaseExceptionGroup)):
        run_machine(None, 400, phases=[Phase.generate], derandomize=True)


@pytest.mark.parametrize("mutant", list(GOOGLE_MUTANTS))
def test_a_bug_planted_in_the_writing_is_caught(
    mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    GOOGLE_MUTANTS[mutant](monkeypatch)
    with SheetsServer() as server, pytest.raises((Broken, AssertionError, BaseExceptionGroup)):
        # A start from which it is found soon; from most it takes a hundred runs.
        run_machine(server, 400, 7, phases=[Phase.generate], derandomize=False)
