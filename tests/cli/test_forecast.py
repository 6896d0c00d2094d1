"""The commands for forecast, bridge, accuracy, export and actuals, as a person runs them."""

from __future__ import annotations

import csv
import itertools
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from toolkit.actions import exporting, forecasting
from toolkit.agency import Agency
from toolkit.books import open_book
from toolkit.books.memory import MemoryBook
from toolkit.cli.main import cli
from toolkit.config import parse_config
from toolkit.errors import (
    ExportRefusedError,
    HistoryError,
    NotAWorkbookError,
    OutputError,
    ToolkitError,
)
from toolkit.history import open_history
from toolkit.reading import read_tracker
from toolkit.table import Grid

JOBS = """Job #,Job Name,Client,Status,Due,Estimate,Estimate signed,% complete,Owner
1041,Mailer,Meridian,In progress,2026-07-31,1000,2026-05-01,25%,Dana Reyes
1042,=Poster,Halden,In progress,2026-08-31,500,,,Dana Reyes
1043,Banner,Halden,In progress,,70,2026-05-01,,Ana Lima
"""
TOML = """
[agency]
currency = "USD"
[export]
accounts = [{ account = "4100", name = "Projects" }]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "agency"
    folder.mkdir()
    (folder / "agency.toml").write_text(TOML, encoding="utf-8")
    path = folder / "jobs.csv"
    path.write_text(JOBS, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(cli, words, standalone_mode=False)


def done(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exception is None, result.exception
    return result.output


def told(book: Path, *arguments: str | Path) -> Any:
    return json.loads(
        done("forecast", book, "--as-of", "2026-06-15", "--format", "json", *arguments)
    )


def test_the_terminal_shows_layers_clients_and_what_has_no_month(book: Path) -> None:
    output = done("forecast", book, "--as-of", "2026-06-15", "--months", "3", "--width", "100")
    assert "committed" in output
    assert "Meridian" in output
    assert "jobs!" in output
    assert max(map(len, output.splitlines())) <= 100


def test_programs_get_rows_with_their_cells(book: Path) -> None:
    found = told(book)
    assert found["currency"] == "USD"
    assert sum(float(text) for text in found["totals"]["low"]) == 750
    assert sum(float(text) for text in found["totals"]["likely"]) == 1150
    assert found["rows"][0]["cells"][0] == "jobs.csv jobs!F2"
    assert [gap["job"] for gap in found["unplaced"]] == ["1043"]
    assert [(line["job"], float(line["wip"])) for line in found["work_in_progress"]] == [
        ("1041", 250)
    ]


def test_a_table_for_a_spreadsheet_runs_nothing(book: Path) -> None:
    book.write_text(JOBS.replace("Halden,In", "=1+1,In"), encoding="utf-8")
    output = done("forecast", book, "--as-of", "2026-06-15", "--format", "csv")
    clients = {row["client"] for row in csv.DictReader(output.splitlines())}
    assert clients == {"Meridian", "'=1+1"}


def test_every_cell_of_the_forecast_traces_to_its_rows_cells(book: Path) -> None:
    """The figure of a client and month is the sum of its rows, and each row names its cells."""
    found = told(book, "--months", "3")
    source = open_book(book).read()["jobs"]
    for client, amounts in found["clients"].items():
        for period, amount in zip(found["periods"], amounts, strict=True):
            rows = [
                r for r in found["rows"] if (r["client"], r["period"]) == (client, period["label"])
            ]
            assert sum(Decimal(row["likely"]) for row in rows) == Decimal(amount)
            for row in rows:
                cells = [cell.removeprefix("jobs.csv jobs!") for cell in row["cells"]]
                assert source.value(int(cells[0][1:]), ord(cells[0][0]) - 64) in ("1000", "500")


def test_the_sheets_go_into_a_copy_with_links_to_the_rows(book: Path) -> None:
    before = book.read_bytes()
    done("forecast", book, "--as-of", "2026-06-15", "--sheet", "--months", "3")
    assert book.read_bytes() == before
    (copy,) = (book.parent / "toolkit-output").iterdir()
    grids = open_book(copy).read("Forecast", "Forecast Lines")
    assert {grid.own for grid in grids.values()} == {"Forecast", "Forecast Lines"}
    clients = table_below(grids["Forecast"], "Client")
    lines = table_below(grids["Forecast Lines"], "Client")
    assert [row["Client"] for row in clients] == ["Halden", "Meridian", "Total"]
    for row in clients[:-1]:
        own = [line for line in lines if line["Client"] == row["Client"]]
        for month in ("2026-06", "2026-07", "2026-08"):
            amounts = [line[month] or 0 for line in own]
            assert round(sum(amounts), 2) == row[month]
    targets = links_in(copy)
    assert {"jobs!F2", "jobs!G2", "jobs!E2", "jobs!F3"} <= set(targets.values())
    for cell, target in targets.items():
        column, line = ord(cell[0]) - 64, int(cell[1:])
        assert grids["Forecast Lines"].value(line, column) == target


def links_in(path: Path) -> dict[str, str]:
    """Return cell → target of the links inside a workbook, from its XML."""
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(n) for n in package.namelist() if "worksheets/sheet" in n]
    elements = (e for sheet in sheets for e in ElementTree.fromstring(sheet).iter())
    return {e.attrib["ref"]: e.attrib["location"] for e in elements if "location" in e.attrib}


def table_below(grid: Grid, header: str) -> list[dict[Any, Any]]:
    """Return the rows of the first block of a sheet of ours, by header, through its totals."""
    start = next(n for n, row in enumerate(grid.rows) if row and row[0] == header)
    head = grid.rows[start]
    names = list(itertools.takewhile(lambda name: name, head))
    rows = [dict(zip(names, row, strict=False)) for row in grid.rows[start + 1 :]]
    end = next((n for n, row in enumerate(rows) if row.get(header) == "Total"), len(rows) - 1)
    return rows[: end + 1]


def test_work_in_progress_is_shown_wherever_the_forecast_is(book: Path) -> None:
    output = done("forecast", book, "--as-of", "2026-06-15", "--sheet")
    assert [line.split() for line in output.splitlines() if "Meridian" in line][-1] == [
        *("Meridian", "250", "0", "250"),
    ]
    done("forecast", book, "--as-of", "2026-06-15", "--format", "html")
    (page,) = (book.parent / "toolkit-output").glob("*.html")
    assert "Work in progress" in page.read_text(encoding="utf-8")
    (copy,) = (book.parent / "toolkit-output").glob("*.xlsx")
    values = {cell for row in open_book(copy).read()["Forecast Lines"].rows for cell in row}
    assert "Work in progress" in values


def test_books_that_are_no_files_are_forecast_and_exported_too(tmp_path: Path) -> None:
    rows: list[list[Any]] = [row.split(",") for row in JOBS.replace("25%", "0.25").splitlines()]
    inside = MemoryBook({"Jobs": Grid("Jobs", rows)}, name="Shared sheet")
    config = parse_config(TOML)
    tracker = read_tracker([("Shared sheet", inside.read())], config, date(2026, 6, 15))
    now = datetime(2026, 6, 15, 9, tzinfo=UTC)
    agency = Agency(
        config, {"Shared sheet": inside}, {}, tracker, now.date(), now, tmp_path / "none"
    )
    made = forecasting.make_forecast(agency, months=3)
    assert not forecasting.write_forecast(agency, made, "likely").written
    receipt = forecasting.write_forecast(agency, made, "likely", in_place=True)
    assert receipt.written
    assert set(receipt.sheets) == {"Forecast", "Forecast Lines"}
    history = str(tmp_path / "h.sqlite")
    checked = exporting.preflight_export(agency, made, "canonical", "likely", history)
    exporting.export_forecast(agency, checked, "canonical", history, out=tmp_path / "out")
    control = json.loads((tmp_path / "out" / "control.json").read_text(encoding="utf-8"))
    assert len(control["sources"]["Shared sheet"]) == 64


def test_the_page_stands_alone(book: Path) -> None:
    book.write_text(JOBS.replace("Halden,In", "<b>Halden</b>,In"), encoding="utf-8")
    done("forecast", book, "--as-of", "2026-06-15", "--format", "html")
    (page,) = (book.parent / "toolkit-output").iterdir()
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "http" not in text.replace("http://www.w3.org", "")
    assert "&lt;b&gt;Halden" in text
    assert "<b>Halden" not in text


def test_two_versions_of_a_book_are_bridged(book: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text(JOBS.replace("1000", "900"), encoding="utf-8")
    output = done("bridge", old, book, "--as-of", "2026-06-15", "--format", "json")
    steps = {step["step"]: step["amount"] for step in json.loads(output)["steps"]}
    # A quarter of the 100 more is done already, and so recognised at once.
    assert steps["opening"] == "1075.00"
    assert steps["increased"] == "100.00"
    assert steps["recognised"] == "-25.00"
    assert steps["closing"] == "1150.00"
    assert "increased" in done("bridge", old, book, "--as-of", "2026-06-15")


def test_a_kept_day_is_bridged_to_today(book: Path) -> None:
    done("forecast", book, "--as-of", "2026-05-15", "--save")
    book.write_text(JOBS.replace("25%", "50%"), encoding="utf-8")
    output = done("bridge", "2026-05-15", book, "--as-of", "2026-06-15", "--format", "json")
    steps = {step["step"]: step["amount"] for step in json.loads(output)["steps"]}
    assert steps["recognised"] == "-250.00"
    page = done("bridge", "2026-05-15", book, "--as-of", "2026-06-15", "--format", "html")
    assert "Bridge 2026-06-15.html" in page


def test_a_kept_day_keeps_its_rates(book: Path) -> None:
    book.write_text(
        JOBS.replace(",Owner", ",Owner,Currency").replace("Dana Reyes", "Dana Reyes,EUR")
    )
    settings = book.parent / "agency.toml"
    settings.write_text("[forecast]\nrates = { EUR = 1.1 }")
    done("forecast", book, "--as-of", "2026-06-01", "--save")
    settings.write_text("[forecast]\nrates = { EUR = 1.2 }")
    output = done("bridge", "2026-06-01", book, "--as-of", "2026-06-01", "--format", "json")
    steps = {step["step"]: step["amount"] for step in json.loads(output)["steps"]}
    # 750 committed and 400 expected, in euro.
    assert steps["opening"] == "1265.00"
    assert steps["exchange"] == "115.00"
    assert steps["closing"] == "1380.00"


def test_a_day_nobody_kept_names_the_days_there_are(book: Path) -> None:
    done("forecast", book, "--as-of", "2026-05-15", "--save")
    result = run("bridge", "2026-05-14", book, "--as-of", "2026-06-15")
    assert isinstance(result.exception, HistoryError)
    assert "2026-05-15" in str(result.exception)


def test_a_kept_forecast_is_scored_against_imported_actuals(book: Path, tmp_path: Path) -> None:
    done("forecast", book, "--as-of", "2026-06-15", "--save")
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("Client,Account,Month,Amount\nMeridian,4100,2026-06-30,250\n")
    assert "1 actuals" in done("import-actuals", ledger)
    assert "replaced" in done("import-actuals", ledger)
    output = done("accuracy", book, "--as-of", "2026-07-10", "--format", "json")
    scores = {(s["by"], s["name"]): s for s in json.loads(output)["scores"]}
    assert scores["client", "Meridian"]["points"] == 1
    assert scores["layer", "committed"]["wape"] is not None
    output = done("accuracy", book, "--as-of", "2026-07-10")
    assert "lag 0" in output
    assert "Tracking" in output
    assert "1 months of actuals" in output
    assert "Accuracy" in done("accuracy", book, "--as-of", "2026-07-10", "--format", "html")


def test_a_forecast_outside_of_what_history_would_say_is_told(book: Path, tmp_path: Path) -> None:
    months = [f"{2024 + n // 12}-{n % 12 + 1:02}-15" for n in range(29)]
    rows = "".join(f"Meridian,4100,{month},{100 + n % 12}\n" for n, month in enumerate(months))
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("Client,Account,Month,Amount\n" + rows)
    done("import-actuals", ledger)
    found = json.loads(done("accuracy", book, "--as-of", "2026-06-01", "--format", "json"))
    assert [month["period"] for month in found["band"]][:2] == ["2026-06", "2026-07"]
    assert found["band"][0]["naive"] == 105
    assert [month["outside"] for month in found["band"]] == [
        *("above", "above", "above"),
        *("below", "below", "below"),
    ]
    assert "above" in done("accuracy", book, "--as-of", "2026-06-01")


def test_actuals_without_an_account_or_a_rate_are_taken_and_told(
    book: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        "Client,Month,Amount,Currency\nMeridian,2026-05,250,USD\nHalden,2026-05,9,EUR\n"
    )
    assert "2 actuals of 2026-05" in done("import-actuals", ledger)
    assert "Left out" in done("accuracy", book, "--as-of", "2026-07-10")


def test_actuals_that_cannot_be_read_are_named_and_none_is_taken(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        "Client,Account,Month,Amount\nA,4100,2026-06-30,250\nB,4100,2026-06-30,lots\n"
    )
    result = run("import-actuals", ledger)
    assert isinstance(result.exception, OutputError)
    assert "3:3" in str(result.exception)
    (tmp_path / "empty.csv").write_text("Colour,Shape\nred,round\n")
    assert isinstance(run("import-actuals", tmp_path / "empty.csv").exception, NotAWorkbookError)


def test_finances_file_is_written_and_remembered(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "finance"
    assert "xero-budget.csv" in done("export", "xero", book, "--as-of", "2026-06-15", "--out", out)
    rows = list(csv.reader((out / "xero-budget.csv").read_text().splitlines()))
    assert rows[0][:2] == ["Account", "Jun-2026"]
    assert rows[1][0] == "Projects (4100)"
    book.write_text(JOBS.replace("1000", "900"), encoding="utf-8")
    again = done("export", "xero", book, "--as-of", "2026-06-15", "--out", out)
    lines = [line.split() for line in again.splitlines()]
    # 900 and 1,000 less a quarter, by the working days of June and July.
    assert ["In", "all", "1,075.00", "-75.00"] in lines
    assert [line[0] for line in lines if line[-1].startswith("-")] == ["2026-06", "2026-07", "In"]


def test_what_was_run_is_kept(book: Path, tmp_path: Path) -> None:
    day = ("--as-of", "2026-06-15")
    done("forecast", book, *day, "--save")
    done("export", "canonical", book, *day, "--out", tmp_path / "finance")
    with open_history(str(tmp_path / "own-history.sqlite")) as history:
        runs = history.runs()
    assert [run.action for run in runs] == ["forecast", "export"]
    assert runs[0].outcome["likely"] == 1150


def test_a_check_says_what_is_in_the_way_and_writes_nothing(book: Path, tmp_path: Path) -> None:
    (book.parent / "agency.toml").write_text("", encoding="utf-8")
    out = tmp_path / "finance"
    result = run("export", "xero", book, "--as-of", "2026-06-15", "--out", out, "--check")
    assert result.return_value == 1
    assert result.output.count("In the way") == 2
    refused = run("export", "xero", book, "--as-of", "2026-06-15", "--out", out)
    assert isinstance(refused.exception, ExportRefusedError)
    assert not out.exists()


def test_accounts_may_stand_in_a_book_of_their_own(book: Path, tmp_path: Path) -> None:
    (book.parent / "agency.toml").write_text('[export]\naccounts_book = "accounts.csv"\n')
    (book.parent / "accounts.csv").write_text("Client,Account,Name\nMeridian,41,A\n,42,B\n")
    out = tmp_path / "finance"
    done("export", "xero", book, "--as-of", "2026-06-15", "--out", out)
    assert (out / "xero-budget.csv").read_text().count("(4") == 2


def test_rows_are_loaded_into_a_database_too(book: Path, tmp_path: Path) -> None:
    out, database = tmp_path / "finance", tmp_path / "finance.sqlite"
    output = done(
        "export", "canonical", book, "--as-of", "2026-06-15", "--out", out, "--load", database
    )
    assert "rows loaded" in output
    assert database.exists()


def test_an_address_is_an_error_of_one_line(book: Path) -> None:
    result = run("forecast", book, "--save", "--history", "mysql://a:secret@b/c")
    assert isinstance(result.exception, ToolkitError)
    assert "secret" not in str(result.exception)


def test_a_fee_nobody_can_read_is_listed_with_its_cell(tmp_path: Path) -> None:
    book = tmp_path / "retainers.csv"
    book.write_text(
        "Client,Retainer Hours,Monthly Fee,Start Date\n"
        "Acme,40,4000,2026-05-01\nHarbor,40,as agreed,2026-06-01\n"
    )
    shown = CliRunner().invoke(cli, ["forecast", str(book), "--as-of", "2026-06-15"])
    assert "retainers!C3" in shown.output
    assert "as agreed" in shown.output
