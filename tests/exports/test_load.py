from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.exports.test_exports import CONFIG, KINDS
from tests.real.postgres import postgres_address
from tests.trackers import make_tracker
from toolkit.config import parse_config
from toolkit.errors import HistoryError, OutputError
from toolkit.exports.batch import Batch, batch_of
from toolkit.exports.load import load
from toolkit.exports.mapping import Accounts
from toolkit.forecast.fiscal import Fiscal
from toolkit.forecast.layers import forecast


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'finance.sqlite'}"
    else:
        with postgres_address() as url:
            yield url


def batch(extra: str = "", scenario: str = "likely", **kinds: Any) -> Batch:
    config = parse_config(CONFIG.replace("[export]", f"[export]\n{extra}"))
    made = forecast(make_tracker(**(kinds or KINDS)), config, date(2026, 6, 12))
    accounts = Accounts(config.export.accounts)
    return batch_of(made, accounts, config.export, Fiscal(), scenario=scenario)[0]


def total(address: str) -> tuple[int, Decimal]:
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT home_amount FROM toolkit_forecast WHERE account <> ''")
        ).all()
    engine.dispose()
    return len(rows), sum((Decimal(str(amount)) for (amount,) in rows), Decimal(0))


def test_loading_twice_is_loading_once(address: str) -> None:
    rows = batch()
    assert load(rows, address) == len(rows.rows)
    once = total(address)
    assert load(rows, address) == len(rows.rows)
    assert total(address) == once
    assert once == (len(rows.rows), sum(row.home_amount for row in rows.rows))


def test_what_is_gone_becomes_zero(address: str) -> None:
    load(batch(), address)
    fewer = batch(retainers=KINDS["retainers"])
    assert load(fewer, address) == len(batch().rows)
    count, amount = total(address)
    assert count == len(batch().rows)
    assert amount == 12000
    assert load(fewer, address) == len(fewer.rows)


def test_scenarios_stand_beside_each_other(address: str) -> None:
    likely, low = batch(), batch(scenario="low")
    load(likely, address)
    load(low, address)
    load(likely, address)
    rows = (*likely.rows, *low.rows)
    assert total(address) == (len(rows), sum(row.home_amount for row in rows))


def test_a_failure_half_way_leaves_the_table_as_it_was(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(batch(), address)
    before = total(address)

    def fails(*_: object) -> int:
        raise RuntimeError("the connection broke")

    monkeypatch.setattr("toolkit.exports.load._zero_gone", fails)
    with pytest.raises(RuntimeError):
        load(batch(retainers=[{**KINDS["retainers"][0], "fee": "7"}]), address)
    assert total(address) == before


@pytest.mark.parametrize("name", ["x; DROP TABLE y", "", "a b", 'a"b'])
def test_a_table_is_named_plainly(tmp_path: Path, name: str) -> None:
    rows = batch(f"table = '{name}'")
    with pytest.raises(OutputError):
        load(rows, str(tmp_path / "finance.sqlite"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://fin:tr0mbone@127.0.0.1:1/x",
        "postgresql://fin:tr0mbone@127.0.0.1:port/x",
        "oracle://fin:tr0mbone@host/x",
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str) -> None:
    with pytest.raises((OutputError, HistoryError)) as caught:
        load(batch(), url)
    assert "tr0mbone" not in str(caught.value)
