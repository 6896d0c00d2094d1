from __future__ import annotations

import gc

import pytest

from toolkit.collector import collector_resting


def test_the_collector_works_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), collector_resting():
        1 / gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_rested_before_goes_on_resting() -> None:
    gc.disable()
    try:
        with collector_resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_meanwhile_is_old_afterwards() -> None:
    with collector_resting():
        made: list[object] = [[]]
    assert any(old is made for old in gc.get_objects(generation=2))
    assert not gc.get_freeze_count()


def test_what_somebody_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        with collector_resting():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
