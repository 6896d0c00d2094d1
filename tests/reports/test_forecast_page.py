from __future__ import annotations

from decimal import Decimal

from toolkit.reports.forecast_page import HEIGHT, WIDTH, stacked, waterfall, waterfall_floor


def test_a_column_stacks_its_parts_without_gap() -> None:
    bars = stacked(["Jun", "Jul"], {"a": [Decimal(10), Decimal(0)], "b": [Decimal(30), Decimal(5)]})
    assert [bar.kind for bar in bars] == ["a", "b", "b"]
    low, high, small = bars
    assert low.y == high.y + high.height
    assert high.height == round(low.height * 3, 1)
    assert small.height == round(low.height / 2, 1)
    assert all(bar.y >= 0 and bar.x + bar.width <= WIDTH for bar in bars)


def test_a_waterfall_hangs_each_change_on_the_one_before() -> None:
    steps = [("opening", 100), ("new", 50), ("lost", -120), ("closing", 30)]
    opening, new, lost, closing = waterfall([(name, Decimal(a)) for name, a in steps])
    assert [bar.kind for bar in (opening, new, lost, closing)] == ["whole", "up", "down", "whole"]
    assert new.y + new.height == opening.y
    assert lost.y == new.y
    assert round(lost.y + lost.height, 1) == closing.y
    assert all(bar.y + bar.height <= HEIGHT for bar in (opening, new, lost, closing))


def test_small_changes_are_seen_because_the_scale_begins_below_them() -> None:
    steps = [("opening", 1000), ("new", 9), ("lost", -30), ("closing", 979)]
    made = [(name, Decimal(amount)) for name, amount in steps]
    assert 0 < waterfall_floor(made) < 979
    opening, new, lost, closing = waterfall(made)
    assert lost.height > HEIGHT / 4
    assert round(opening.y + opening.height, 1) == round(closing.y + closing.height, 1)
    assert [bar.above for bar in (opening, new, lost, closing)] == ["1.0k", "9", "-30", "979"]
    assert waterfall_floor([("opening", Decimal(100)), ("closing", Decimal(30))]) == 0


def test_an_empty_chart_has_no_bars() -> None:
    assert stacked([], {}) == []
    assert all(
        bar.height == 0 for bar in waterfall([("opening", Decimal(0)), ("closing", Decimal(0))])
    )
