"""The page, the sheet, JSON and CSV of one burn say the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.trackers import make_tracker
from toolkit.config import Config
from toolkit.reports.burn import burn_csv, burn_json
from toolkit.reports.burn_page import burn_html
from toolkit.retainers import Burn, burn_of
from toolkit.retainers.wording import amount, money
from toolkit.writeback.burn import burn_sheet, ledger_sheet

RETAINERS: list[dict[str, Any]] = [
    {"client": "Acme", "hours": 40, "fee": 4000, "start": "2026-05-01", "rollover": "10 h"},
    {"client": "Blue Fox", "fee": 900, "start": "2026-05-11", "currency": "EUR"},
    {"client": "Cove", "hours": 5, "fee": 500, "start": "2026-05-01", "overage_rate": 120}
    | {"adjustments": "2026-06-02 +1.5 goodwill"},
    {"client": "Dune", "hours": 10, "start": "2026-05-01", "deficit": "carry"},
]
HOURS = [
    {"date": day, "client": client, "hours": Decimal(hours) / 60, "role": "AE"}
    for client, days in {
        "Acme": (("2026-05-12", 1400), ("2026-06-02", 485)),
        "Blue Fox": (("2026-05-12", 100), ("2026-06-03", 700)),
        "Cove": (("2026-06-04", 1211),),
        "Dune": (("2026-05-20", 1300), ("2026-06-05", 20)),
    }.items()
    for day, hours in days
]


@pytest.fixture(scope="module")
def burn() -> Burn:
    rates = [{"role": "AE", "rate": 99, "currency": "USD"}]
    rates += [{"client": "Blue Fox", "role": "AE", "rate": 87, "currency": "EUR"}]
    tracker = make_tracker(retainers=RETAINERS, hours=HOURS, rates=rates)
    return burn_of(tracker, Config(), date(2026, 6, 15))


def test_csv_and_json_hold_the_same_figures(burn: Burn) -> None:
    plain = json.loads(burn_json(burn, burn.rows, {}))
    table = list(csv.DictReader(io.StringIO(burn_csv(burn, burn.rows))))
    assert len(plain) == len(table) == 8
    for values, cells in zip(plain, table, strict=True):
        for name in ("available", "used", "left", "billed", "fee", "due", "burn", "pace", "period"):
            assert cells[name] == (values[name] or "")


def test_the_sheet_holds_what_json_says_rounded_to_the_hundredth(burn: Burn) -> None:
    rows = burn.current()
    plain = json.loads(burn_json(burn, rows, {}))
    table = burn_sheet(burn, rows, "retainers").blocks[0]
    headers = [column.header for column in table.columns]
    for values, cells in zip(plain, table.rows, strict=True):
        shown = dict(zip(headers, cells, strict=True))
        for header in ("Available", "Used", "Left", "Due"):
            if values[header.casefold()] is None:
                assert shown[header] is None
                continue
            assert abs(Decimal(values[header.casefold()]) - Decimal(str(shown[header]))) <= Decimal(
                "0.005"
            )
        assert (shown["Unit"], shown["Currency"]) == (values["unit"], values["currency"])


def test_the_ledger_sheet_adds_up_row_by_row(burn: Burn) -> None:
    block = ledger_sheet(burn, burn.rows).blocks[0]
    headers = [column.header for column in block.columns]
    assert len(block.rows) == len(burn.rows)
    for cells in block.rows:
        row = {h: Decimal(str(c)) for h, c in zip(headers[2:], cells[2:], strict=True)}
        came = row["Allotted"] + row["Rolled in"] + row["Adjusted"] - row["Deficit in"]
        went = row["Used"] - row["Billed"] - row["Absorbed"] - row["Deficit out"]
        # eleven figures, each rounded to the hundredth of an hour
        assert abs(came - went - row["Expired"] - row["Rolled out"]) <= Decimal("0.05")


def test_the_page_shows_the_same_amounts(burn: Burn) -> None:
    page = burn_html(burn, burn.current()).decode()
    for row in burn.current():
        for value in (row.ledger.available, row.ledger.used, row.ledger.left):
            assert f">{amount(value, row.agreement)}</td>" in page
        due = row.worth.due
        assert f">{'–' if due is None else money(due, row.worth.currency)}</td>" in page
    assert ">0.00 USD</td>" not in page
