"""Every format: checked before it is written, tied to the cent, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.exports import readers
from tests.forecast.test_layers import deal_row, fee_row, job_row
from tests.scale import SCALE
from tests.trackers import make_tracker
from toolkit.config import Config, parse_config
from toolkit.errors import ConfigError, ExportRefusedError, HistoryError, OutputError
from toolkit.exports import run
from toolkit.exports.batch import batch_of
from toolkit.exports.formats import FORMATS, format_named
from toolkit.exports.mapping import Accounts, accounts_from_book
from toolkit.exports.run import Exported, Preflight, preflight, write_export
from toolkit.forecast.fiscal import Fiscal
from toolkit.forecast.layers import Forecast, forecast
from toolkit.history import Export
from toolkit.model import Tracker
from toolkit.table import Grid

AT = datetime(2026, 6, 12, 9, tzinfo=UTC)
AS_OF = date(2026, 6, 12)
CONFIG = """
    [forecast]
    rates = { EUR = 1.0837, JPY = 0.00671, KWD = 3.2514 }
    [export]
    budget = "Forecast 2026"
    dimensions = { "Department Code" = "department", "Customer Code" = "client" }
    accounts = [
      { line = "retainer", account = "4000", name = "Retainers", department = "ACC" },
      { line = "opportunity", account = "4900", name = "New business" },
      { client = "Harbor", line = "estimate", account = "4100", name = "Projects" },
      { account = "4200", name = "Projects, other" },
    ]
    [export.template.columns]
    Ledger = "account"
    Who = "customer"
    Type = "=REVENUE"
    Month = "month"
    Value = "amount"
"""
KINDS: dict[str, Any] = {
    "retainers": [{"client": "Harbor", "fee": "1000", "period": "month", "start": "2026-01-01"}],
    "jobs": [
        {
            "number": "J-1",
            "client": "Harbor",
            "estimate": "1000.01",
            "estimate_signed_on": "2026-05-01",
            "due": "2026-08-31",
        },
        {"number": 42, "client": "Acme, Sons", "estimate": "70", "due": "2026-07-31"},
    ],
    "pipeline": [
        {
            "name": "Launch",
            "client": "New",
            "value": "999",
            "probability": "0.35",
            "start": "2026-08-01",
            "end": "2026-12-11",
            "currency": "EUR",
        }
    ],
}


def checked(
    name: str,
    tracker: Tracker | None = None,
    *,
    config: Config | str = CONFIG,
    last: Export | None = None,
    months: int = 12,
    scenario: str = "likely",
    as_of: date = AS_OF,
) -> Preflight:
    settings_ = parse_config(config) if isinstance(config, str) else config
    made = forecast(tracker or make_tracker(**KINDS), settings_, as_of, months=months)
    return checked_forecast(name, made, settings_, last, scenario)


def checked_forecast(
    name: str, made: Forecast, settings_: Config, last: Export | None, scenario: str
) -> Preflight:
    fiscal = Fiscal.of(settings_.forecast)
    accounts = Accounts(settings_.export.accounts)
    batch, unmapped = batch_of(made, accounts, settings_.export, fiscal, scenario=scenario)
    return preflight(format_named(name), made, batch, unmapped, last)


def written(folder: Path, name: str, found: Preflight) -> Exported:
    kept: list[Export] = []
    done = write_export(
        format_named(name), found, folder, at=AT, books=("agency.xlsx",), record=kept.append
    )
    assert kept == [done.entry]
    return done


def by_month(read: readers.Read) -> dict[date, Decimal]:
    sums: dict[date, Decimal] = defaultdict(Decimal)
    for (_, first), amount in read.items():
        sums[first] += amount
    return dict(sums)


def forecast_by_month(found: Preflight) -> dict[date, Decimal]:
    sums = {period.first: Decimal(0) for period in found.batch.periods}
    for row in found.batch.rows:
        sums[found.batch.periods[row.period].first] += row.home_amount
    return sums


def outside(name: str, path: Path, found: Preflight) -> readers.Read:
    """Return what the documentation's own reader finds in a file."""
    if name == "xero":
        return readers.xero(path)
    if name == "intacct":
        return readers.intacct(path, "Forecast 2026")
    if name == "iif":
        return readers.iif(path)
    if name == "netsuite":
        return readers.netsuite(path, {f"FY {y}": date(y, 1, 1) for y in range(2024, 2040)})
    return readers.business_central(path, ["Department Code", "Customer Code"])


PROGRAMS = ["xero", "intacct", "iif", "netsuite", "business-central"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_reader_written_from_the_documentation_finds_the_forecast(
    name: str, tmp_path: Path
) -> None:
    found = checked(name)
    made = written(tmp_path, name, found)
    read = outside(name, made.files[0], found)
    assert by_month(read) == forecast_by_month(found)
    retainers = {amount for (key, _), amount in read.items() if set(key) & {"4000", "Retainers"}}
    assert retainers == {Decimal(1000)}


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_second_export_has_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = written(tmp_path / "a", name, checked(name))
    second = written(tmp_path / "b", name, checked(name))
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]
    assert first.entry == second.entry


@pytest.mark.parametrize("name", list(FORMATS))
def test_an_export_of_the_same_rows_changes_nothing(name: str, tmp_path: Path) -> None:
    entry = written(tmp_path, name, checked(name)).entry
    again = checked(name, last=entry)
    assert again.changed == {}
    assert again.gone == ()


@pytest.mark.parametrize("name", list(FORMATS))
def test_nothing_looks_gone_while_a_row_is_in_the_way(name: str, tmp_path: Path) -> None:
    entry = written(tmp_path, name, checked(name)).entry
    fewer = {**KINDS, "pipeline": []}
    assert checked(name, make_tracker(**fewer), last=entry).gone
    foreign = {"client": "K", "number": "F-1", "estimate": "1", "currency": "THB"}
    jobs = [*fewer["jobs"], {**foreign, "due": "2026-07-31"}]
    blocked = checked(name, make_tracker(**{**fewer, "jobs": jobs}), last=entry)
    assert blocked.problems
    assert (blocked.changed, blocked.gone) == ({}, ())


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_line_that_is_gone_is_written_as_zero(name: str, tmp_path: Path) -> None:
    first = checked(name)
    entry = written(tmp_path, name, first).entry
    fewer = make_tracker(**{**KINDS, "pipeline": []})
    second = checked(name, fewer, last=entry)
    assert len(second.gone) == 1
    assert sum(second.changed.values()) == -sum(
        row.home_amount for row in first.batch.rows if row.line == "opportunity"
    )
    read = outside(name, written(tmp_path, name, second).files[0], second)
    zeros = [amount for (key, _), amount in read.items() if set(key) & {"4900", "New business"}]
    assert zeros == [0] * 12
    third = checked(name, fewer, last=written(tmp_path, name, second).entry)
    assert third.changed == {}
    assert third.gone == ()
    assert outside(name, written(tmp_path, name, third).files[0], third) == read


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_month_that_one_export_did_not_reach_is_zeroed_by_the_next(
    name: str, tmp_path: Path
) -> None:
    far = {**KINDS["pipeline"][0], "start": "2027-04-01", "end": "2027-04-30"}
    long = written(tmp_path, name, checked(name, make_tracker(**{**KINDS, "pipeline": [far]})))
    fewer = make_tracker(**{**KINDS, "pipeline": []})
    short = written(tmp_path, name, checked(name, fewer, last=long.entry, months=6))
    again = checked(name, fewer, last=short.entry)
    assert len(again.gone) == 1
    read = outside(name, written(tmp_path, name, again).files[0], again)
    april = date(2027, 4, 1)
    gone = {key for key, _ in read if set(key) & {"4900", "New business"}}
    assert [read[key, april] for key in gone] == [0]


def test_nothing_is_written_while_an_account_is_missing(tmp_path: Path) -> None:
    config = CONFIG.replace('      { account = "4200", name = "Projects, other" },\n', "")
    found = checked("xero", config=config)
    with pytest.raises(ExportRefusedError, match=r"agency\.xlsx jobs!.*Acme"):
        written(tmp_path / "out", "xero", found)
    assert not (tmp_path / "out").exists()


def test_every_row_in_the_way_is_named() -> None:
    tracker = make_tracker(
        jobs=[
            {"number": n, "client": "A", "estimate": "5", "due": "2026-07-31", "currency": code}
            for n, code in enumerate(["GBP", "doubloons", "USD"])
        ]
    )
    found = checked("canonical", tracker, config="")
    cells = [problem.partition(":")[0] for problem in found.problems]
    assert cells == ["agency.xlsx jobs!D4", "agency.xlsx jobs!E3", "agency.xlsx jobs!D2"]


@pytest.mark.parametrize(
    "config",
    [
        '[agency]\ncurrency = "USX"\n' + CONFIG,
        CONFIG.replace("KWD =", "KUW ="),
        '[agency]\ncurrency = "usd"',
    ],
)
def test_a_currency_that_is_none_is_refused(config: str) -> None:
    assert any("ISO 4217" in problem for problem in checked("canonical", config=config).problems)


def test_a_row_without_a_month_does_not_stop_the_export() -> None:
    tracker = make_tracker(jobs=[{"number": 1, "client": "A", "estimate": "5"}])
    found = checked("xero", tracker)
    assert found.problems == ()
    assert len(found.left_out) == 1


def test_a_total_that_does_not_tie_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    real = batch_of

    def short(*args: Any, **more: Any) -> Any:
        batch, unmapped = real(*args, **more)
        from dataclasses import replace

        return replace(batch, rows=batch.rows[1:]), unmapped

    monkeypatch.setattr("tests.exports.test_exports.batch_of", short)
    with pytest.raises(ExportRefusedError, match="rows sum to"):
        written(tmp_path, "xero", checked("xero"))


def test_a_file_that_reads_back_otherwise_is_not_kept(tmp_path: Path, monkeypatch: Any) -> None:
    kept = written(tmp_path, "xero", checked("xero")).files[0].read_bytes()
    found = checked("xero", make_tracker(retainers=KINDS["retainers"]))
    real = run._write

    def torn(path: Path, content: bytes) -> None:
        real(path, content.replace(b"1000.00", b"1000.01", 1))

    monkeypatch.setattr(run, "_write", torn)
    with pytest.raises(OutputError, match="read back"):
        written(tmp_path, "xero", found)
    assert [path.name for path in tmp_path.iterdir()] == ["xero-budget.csv"]
    assert (tmp_path / "xero-budget.csv").read_bytes() == kept


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_finance_may_read_the_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    for path in written(tmp_path, "canonical", checked("canonical")).files:
        assert path.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        written(tmp_path / "file", "xero", checked("xero"))


@pytest.mark.parametrize("name", ["xero", "intacct", "iif"])
def test_periods_that_are_no_months_are_refused(name: str) -> None:
    config = CONFIG.replace("[forecast]", '[forecast]\n    weeks = "4-4-5"')
    assert checked(name, config=config).problems


def test_a_quickbooks_line_is_a_fiscal_year_and_loses_no_month_that_passed(tmp_path: Path) -> None:
    only = make_tracker(retainers=KINDS["retainers"])
    made = written(tmp_path, "iif", checked("iif", only, months=7))
    line = made.files[0].read_text("cp1252").splitlines()[1].split("\t")
    assert line[15] == "01/01/26"
    assert line[3:15] == [*[""] * 5, *["1000.00"] * 7]
    august = checked("iif", only, last=made.entry, as_of=date(2026, 8, 3), months=5)
    line = written(tmp_path, "iif", august).files[0].read_text("cp1252").splitlines()[1].split("\t")
    assert line[3:15] == [*[""] * 5, *["1000.00"] * 7]


def test_quickbooks_has_no_job_for_a_retainer_and_none_with_a_colon(tmp_path: Path) -> None:
    row = {**KINDS["retainers"][0], "products": "Social"}
    made = written(tmp_path, "iif", checked("iif", make_tracker(retainers=[row])))
    assert made.files[0].read_text("cp1252").splitlines()[1].endswith("\tHarbor")
    for client in ("Harbor: West", "H" * 42):
        tracker = make_tracker(retainers=[{**row, "client": client}])
        assert checked("iif", tracker).problems


@pytest.mark.parametrize("name", ["xero", "iif", "netsuite"])
@pytest.mark.parametrize(
    "accounts",
    [
        '{ account = "1", name = "Fees" }, { line = "estimate", account = "2", name = "Fees" }',
        '{ account = "1", name = "A" }, { line = "estimate", account = "1", name = "B" }',
    ],
)
def test_a_program_that_knows_accounts_by_name_needs_one_name_each(
    name: str, accounts: str
) -> None:
    config = f"[forecast]\nrates = {{ EUR = 1 }}\n[export]\naccounts = [{accounts}]"
    assert checked(name, config=config).problems


def test_business_central_keeps_codes_in_capitals_of_twenty_letters(tmp_path: Path) -> None:
    row = KINDS["retainers"][0]
    config = CONFIG.replace('line = "opportunity"', 'client = "harbor west", line = "x"')
    both = make_tracker(
        retainers=[row, {**row, "client": "Acme"}, {**row, "client": "Halden and Partners"}]
    )
    found = checked("business-central", both, config=config)
    read = outside("business-central", written(tmp_path, "business-central", found).files[0], found)
    assert {key[2] for key, _ in read} == {"HARBOR", "ACME", "HALDEN AND PARTNERS"}
    long = make_tracker(retainers=[{**row, "client": "Halden and Partners Ltd"}])
    assert checked("business-central", long).problems


def test_a_history_that_refuses_leaves_no_file(tmp_path: Path) -> None:
    def refuse(_: Export) -> None:
        raise HistoryError("locked")

    with pytest.raises(HistoryError):
        write_export(
            format_named("xero"), checked("xero"), tmp_path, at=AT, books=(), record=refuse
        )
    assert list(tmp_path.iterdir()) == []


def test_canonical_exports_are_compared_in_the_agencys_currency(tmp_path: Path) -> None:
    first = checked("canonical")
    entry = written(tmp_path, "canonical", first).entry
    assert sum(line.amount for line in entry.lines) == sum(first.totals.values())
    fewer = make_tracker(**{**KINDS, "pipeline": []})
    second = checked("canonical", fewer, last=entry)
    lost = sum(row.home_amount for row in first.batch.rows if row.line == "opportunity")
    assert sum(second.changed.values()) == -lost


def test_quickbooks_takes_its_own_letters() -> None:
    tracker = make_tracker(
        retainers=[{"client": "Łódź", "fee": "1", "period": "month", "start": "2026-01-01"}]
    )
    assert any("Łódź" in problem for problem in checked("iif", tracker).problems)
    assert not checked("xero", tracker).problems


def test_xero_needs_the_accounts_name() -> None:
    assert checked("xero", config='[export]\naccounts = [{ account = "4000" }]').problems


@pytest.mark.parametrize("client", ["=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(A1)"])
def test_a_client_that_would_run_as_a_formula_is_refused(client: str) -> None:
    tracker = make_tracker(
        retainers=[{"client": client, "fee": "1", "period": "month", "start": "2026-01-01"}]
    )
    assert checked("canonical", tracker).problems


def test_a_client_with_a_sign_in_its_name_is_fine() -> None:
    tracker = make_tracker(
        retainers=[{"client": "@home", "fee": "1", "period": "month", "start": "2026-01-01"}]
    )
    assert not checked("canonical", tracker).problems


def test_netsuite_keeps_what_was_sent_for_months_that_passed(tmp_path: Path) -> None:
    only = make_tracker(retainers=KINDS["retainers"])
    june = written(tmp_path, "netsuite", checked("netsuite", only)).entry
    august = checked("netsuite", only, last=june, as_of=date(2026, 8, 3))
    made = written(tmp_path, "netsuite", august)
    read = readers.netsuite(made.files[0], {f"FY {y}": date(y, 1, 1) for y in (2026, 2027)})
    months = [first for _, first in sorted(read)]
    assert months[:3] == [date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)]
    october = checked("netsuite", only, last=made.entry, as_of=date(2026, 10, 3))
    again = written(tmp_path, "netsuite", october)
    read = readers.netsuite(again.files[0], {f"FY {y}": date(y, 1, 1) for y in (2026, 2027)})
    assert min(first for _, first in read) == date(2026, 6, 1)


def test_the_canonical_files_agree_with_each_other(tmp_path: Path) -> None:
    found = checked("canonical")
    made = written(tmp_path, "canonical", found)
    content = (tmp_path / "forecast.csv").read_bytes()
    control = json.loads((tmp_path / "control.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(content.decode().splitlines()))
    assert control["rows"] == len(rows)
    assert control["sha256"] == hashlib.sha256(content).hexdigest()
    assert control["hash_total"] == sum(int(row["row_key"][:12], 16) for row in rows)
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["currency"], row["period"]] += Decimal(row["amount"])
    assert {
        (currency, month): Decimal(amount)
        for currency, months in control["totals"].items()
        for month, amount in months.items()
    } == sums
    assert "EUR" in control["totals"]
    assert len({row["row_key"] for row in rows}) == len(rows)
    assert made.entry.lines


def test_frictionless_finds_the_package_valid(tmp_path: Path, monkeypatch: Any) -> None:
    import warnings

    written(tmp_path, "canonical", checked("canonical"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        report = Package(str(tmp_path / "datapackage.json")).validate()
        assert report.valid, report.to_summary()
        (tmp_path / "forecast.csv").write_bytes(
            (tmp_path / "forecast.csv").read_bytes().replace(b"1000.00", b"1000.01", 1)
        )
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_agencys_own_layout_is_followed(tmp_path: Path) -> None:
    config = CONFIG.replace(
        "[export.template.columns]",
        '[export.template]\ndelimiter = ";"\nmonth = "%m/%Y"\ndecimal = ","\nsign = "journal"\n'
        "[export.template.columns]",
    )
    path = written(tmp_path, "template", checked("template", config=config)).files[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Ledger;Who;Type;Month;Value"
    assert lines[1] == "4000;Harbor;REVENUE;06/2026;-1000,00"


def test_the_layout_may_have_a_column_a_month(tmp_path: Path) -> None:
    columns = 'columns = { Account = "account", M = "months", Note = "=fc" }'
    config = CONFIG[: CONFIG.index("[export.template.columns]")] + f"[export.template]\n{columns}"
    path = written(tmp_path, "template", checked("template", config=config, months=2)).files[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Account,2026-06,2026-07,Note"
    assert lines[1] == "4000,1000.00,1000.00,fc"


@pytest.mark.parametrize(
    "columns",
    [
        "{}",
        '{ A = "acount", M = "months" }',
        '{ A = "account" }',
        '{ A = "account", V = "amount" }',
        '{ M = "months" }',
    ],
)
def test_a_layout_that_says_too_little_is_refused(columns: str) -> None:
    config = CONFIG[: CONFIG.index("[export.template.columns]")]
    assert checked("template", config=f"{config}[export.template]\ncolumns = {columns}").problems


def test_the_closest_account_counts() -> None:
    accounts = Accounts(parse_config(CONFIG).export.accounts)
    found = [accounts.of(*key) for key in (("harbor", "retainer"), ("HARBOR", "estimate"))]
    assert [account and account.account for account in found] == ["4000", "4100"]
    other = accounts.of("Acme", "retainer")
    assert other is not None
    assert other.account == "4000"
    assert Accounts([]).of("Acme", "retainer") is None


def test_two_entries_for_the_same_are_refused() -> None:
    text = '[export]\naccounts = [{ account = "1" }, { account = "2" }]'
    with pytest.raises(ConfigError):
        Accounts(parse_config(text).export.accounts)


TITLED: Any = [
    ["Mapping for finance, 2026"],
    [],
    [None, "Client Name", "Line Type", "GL Account", "Account name", "Class", "Notes"],
    [None, "Harbor", None, 4100.0, "Projects", "B", "as agreed with Ana"],
    [],
    [None, None, "retainer", "0042", "Fees", None, None],
    [None, "Ask finance before you add one"],
]


@pytest.mark.parametrize(
    "rows",
    [TITLED, [row[1:] for row in TITLED[2:]], [[None, *row] for row in TITLED]],
)
def test_accounts_may_stand_anywhere_in_a_book(rows: Any) -> None:
    other = Grid("Read me", [["How this works"], ["See Ana"]])
    found = accounts_from_book("accounts.xlsx", [other, Grid("Accounts", rows)])
    assert [(a.client, a.line, a.account, a.name, a.class_name) for a in found] == [
        ("Harbor", "", "4100", "Projects", "B"),
        ("", "retainer", "0042", "Fees", ""),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Client"]],
        [["Account", "Kolor"], ["1", "red"]],
        [["Client", "Line", "Account"], ["Harbor", "retainer", ""]],
        [["Client", "Account"], ["A", "1"], [], [], ["Client", "Account"], ["B", "2"]],
    ],
)
def test_a_book_of_accounts_that_cannot_be_read_is_said(rows: Any) -> None:
    with pytest.raises(ConfigError):
        accounts_from_book("accounts.xlsx", [Grid("Accounts", rows)])


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="intacct"):
        format_named("sap")


@given(
    st.lists(job_row(), max_size=5),
    st.lists(deal_row(), max_size=3),
    st.lists(fee_row(), max_size=2),
    st.sampled_from(["", "4-4-5", "5-4-4"]),
    st.sampled_from(["USD", "JPY", "KWD"]),
    st.sampled_from(["likely", "low", "high", "won or lost"]),
)
@settings(
    max_examples=10 * SCALE,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking seven formats takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_forecast_ties_in_every_format(
    tmp_path: Path,
    jobs: list[Any],
    pipeline: list[Any],
    retainers: list[Any],
    weeks: str,
    home: str,
    scenario: str,
) -> None:
    text = CONFIG.replace("[forecast]", f'[forecast]\n    weeks = "{weeks}"')
    text = text.replace('Month = "month"', 'Month = "first"')
    text = f'[agency]\ncurrency = "{home}"\n' + text.replace("EUR =", "USD = 2.17, EUR =")
    tracker = make_tracker(jobs=jobs, pipeline=pipeline, retainers=retainers)
    config = parse_config(text)
    made = forecast(tracker, config, AS_OF, months=12)
    expected: dict[date, Decimal] = {}
    for name in FORMATS:
        if weeks and name in ("xero", "intacct", "iif"):
            continue
        found = checked_forecast(name, made, config, None, scenario)
        assert found.problems == ()
        paths = written(tmp_path, name, found).files
        expected = forecast_by_month(found)
        assert [*expected.values()] == made.totals(scenario)
        if name in PROGRAMS and not weeks and found.batch.rows:
            assert by_month(outside(name, paths[0], found)) == expected
    control = json.loads((tmp_path / "control.json").read_text(encoding="utf-8"))
    assert [Decimal(amount) for amount in control["home_totals"].values()] == [*expected.values()]
