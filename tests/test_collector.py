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
