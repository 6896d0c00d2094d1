"""``toolkit burn`` as a person runs it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click import UsageError
from click.testing import CliRunner, Result
from openpyxl import Workbook

from toolkit.books import open_book
from toolkit.cli.main import cli
from toolkit.errors import BookError, NotAWorkbookError, OutputError

RETAINERS: list[list[Any]] = [
    ["Client", "Hours", "Fee", "Period", "Start", "Rollover", "Overage rate"],
    ["Acme", 40, 4000, "Month", "2026-05-01", "10 h", 120],
    ["=Blue Fox", 20, 2000, "Month", "2026-06-01", "no", 100],
]
HOURS = """Date,Client,Project Code,Hours,First Name,Last Name,Roles
2026-05-12,Acme,A-1,24,Dana,Reyes,Designer
2026-06-02,Acme,A-1,8,Dana,Reyes,Designer
2026-06-03,=Blue Fox,B-1,15.5,Ana,Lima,Copywriter
2026-06-03,Stranger,,3,Ana,Lima,Copywriter
"""


@pytest.fixture
def books(tmp_path: Path) -> list[str]:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Retainers"
    for row in RETAINERS:
        sheet.append(row)
    sheet["A3"].data_type = "s"
    workbook.save(tmp_path / "retainers.xlsx")
    (tmp_path / "hours.csv").write_text(HOURS, encoding="utf-8")
    history = tmp_path / "history.sqlite"
    (tmp_path / "agency.toml").write_text(f"[history]\nurl = '{history}'\n", encoding="utf-8")
    return [str(tmp_path / "retainers.xlsx"), str(tmp_path / "hours.csv")]


def burn(books: list[str], *arguments: str) -> Result:
    words = ["burn", *books, "--as-of", "2026-06-15", "--width", "160", *arguments]
    return CliRunner().invoke(cli, words, standalone_mode=False)


def rows(books: list[str], *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(burn(books, "--format", "json", *arguments).output)
    return found


def test_json_is_a_list_of_one_row_a_retainer_and_period(books: list[str]) -> None:
    found = rows(books)
    assert [(row["client"], row["period"]) for row in found] == [
        ("=Blue Fox", "2026-06"),
        ("Acme", "2026-05"),
        ("Acme", "2026-06"),
    ]
    june = found[2]
    assert (june["available"], june["used"], june["minutes"]["used"]) == ("50", "8", "480")
    assert june["rolled_in_lots"] == [{"left_of": "2026-05", "amount": "10", "lapses": None}]
    assert june["rows"] == ["hours.csv hours rows 3"]
    assert june["by"]["role"] == {"Designer": "8"}


def test_a_client_and_a_period_can_be_chosen(books: list[str]) -> None:
    assert [row["period"] for row in rows(books, "--client", "acme", "--period", "2026-05")] == [
        "2026-05"
    ]
    assert len(rows(books, "--period", "2026-06-03")) == 2
    refused = burn(books, "--client", "Acne").exception
    assert isinstance(refused, BookError)
    assert "Acme" in str(refused)


def test_csv_never_begins_a_formula(books: list[str]) -> None:
    lines = list(csv.DictReader(io.StringIO(burn(books, "--format", "csv").output)))
    assert [line["client"] for line in lines] == ["'=Blue Fox", "Acme", "Acme"]


def test_text_shows_bars_alerts_and_what_was_not_counted(books: list[str]) -> None:
    result = burn(books)
    assert "█" in result.output
    assert "=Blue Fox had used 75 % of 20 h" in result.output
    assert "1 entry, 3.00 h" in result.output
    assert result.return_value == 1


def test_explain_prints_the_arithmetic_with_its_cells(books: list[str]) -> None:
    output = burn(books, "--explain", "Acme").output
    assert "40 h a month × 21 of 21 working days" in output
    assert "retainers.xlsx Retainers!B2" in output
    assert "hours.csv hours rows 3" in output


def test_policies_stand_side_by_side(books: list[str]) -> None:
    output = burn(books, "--compare-policies", "--client", "Acme").output
    assert "as agreed" in output
    assert "rollover of all, carried" in output


def test_an_alert_is_given_once(books: list[str]) -> None:
    assert "75 %" in burn(books, "--alerts").output
    assert "Nothing new" in burn(books, "--alerts").output


def test_an_alert_of_another_client_stays_untold(books: list[str]) -> None:
    assert "Nothing new" in burn(books, "--alerts", "--client", "Acme").output
    assert "=Blue Fox had used 75 %" in burn(books, "--alerts").output


def test_alerts_are_of_the_periods_that_run_and_of_no_other(books: list[str]) -> None:
    assert isinstance(burn(books, "--alerts", "--period", "2026-05").exception, UsageError)


def test_only_the_periods_asked_for_are_closed(books: list[str]) -> None:
    assert "0 periods closed" in burn(books, "--close", "--client", "=Blue Fox").output
    assert "0 periods closed" in burn(books, "--close", "--period", "2026-06").output
    assert "1 period closed" in burn(books, "--close", "--client", "Acme").output


def test_the_history_can_be_named(books: list[str], tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    assert "1 period closed" in burn(books, "--close", "--history", other).output
    assert "75 %" in burn(books, "--alerts", "--history", other).output
    assert "1 period closed" in burn(books, "--close").output
    assert "75 %" in burn(books, "--alerts").output


def test_a_closed_period_that_is_edited_later_shows_as_restated(
    books: list[str], tmp_path: Path
) -> None:
    assert "1 period closed" in burn(books, "--close").output
    hours = tmp_path / "hours.csv"
    hours.write_text(HOURS.replace("Acme,A-1,24", "Acme,A-1,20"), encoding="utf-8")
    output = burn(books, "--close").output
    assert "0 periods closed" in output
    assert "Acme, 2026-05, used: 24 h when closed" in output
    assert "now 20 h" in output


def test_the_sheet_goes_into_a_copy_with_its_charts(books: list[str], tmp_path: Path) -> None:
    burn(books, "--copy", "--out", str(tmp_path / "out"))
    (made,) = (tmp_path / "out").glob("retainers burn*.xlsx")
    with zipfile.ZipFile(made) as package:
        parts = package.namelist()
        chart = package.read("xl/charts/chart1.xml").decode()
    assert 'dispBlanksAs val="span"' in chart  # days to come are no 0
    assert {"xl/charts/chart1.xml", "xl/charts/chart2.xml"} <= set(parts)
    grid = open_book(made).read()["Retainer Burn"]
    assert "=Blue Fox" in [row[0] for row in grid.rows if row]
    assert not grid.formulas
    assert [info.name for info in open_book(Path(books[0])).sheets()] == ["Retainers"]


def test_the_page_stands_alone(books: list[str], tmp_path: Path) -> None:
    burn(books, "--format", "html", "--out", str(tmp_path / "out"))
    page = (tmp_path / "out" / "Retainer burn 2026-06-15.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    assert "http" not in page.replace("http://www.w3.org", "")


TOGGL = """User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,\
End time,Duration,Tags
Dana Reyes,dana@x.example,Acme,Site,,Layouts,Yes,2026-06-02,09:00:00,2026-06-02,10:30:00,01:30:00,
Ana Lima,ana@x.example,Acme,Site,,Copy,No,2026-06-13,09:00:00,2026-06-13,09:20:00,00:20:00,
"""
CLOCKIFY = """Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,\
Start Time,End Date,End Time,Duration (h),Duration (decimal),Billable Rate (USD)
Site,Acme,Layouts,,Dana Reyes,,d@x.example,,Yes,06/02/2026,09:00:00,06/02/2026,10:30:00,\
01:30:00,1.50,100.00
Site,Acme,Copy,,Ana Lima,,d@x.example,,No,06/13/2026,09:00:00,06/13/2026,09:20:00,\
00:20:00,0.33,100.00
"""


@pytest.mark.parametrize("export", [TOGGL, CLOCKIFY], ids=["toggl", "clockify"])
def test_exports_of_other_time_trackers_are_burnt_to_the_minute(
    books: list[str], tmp_path: Path, export: str
) -> None:
    (tmp_path / "hours.csv").write_text(export, encoding="utf-8")
    assert rows(books, "--client", "Acme")[-1]["minutes"]["used"] == "110"


def test_none_in_the_rollover_cell_stands_above_what_the_agency_says(
    books: list[str], tmp_path: Path
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (RETAINERS[0], ["Acme", 40, 4000, "Month", "2026-05-01", "none", 120]):
        sheet.append(row)
    workbook.save(tmp_path / "retainers.xlsx")
    (tmp_path / "agency.toml").write_text('[burn.policy]\nrollover = "all"\n', encoding="utf-8")
    assert rows(books)[-1]["rolled_in"] == "0"


def test_text_shows_what_hours_went_into_on_request(books: list[str]) -> None:
    assert "Designer" not in burn(books).output
    output = burn(books, "--by", "role", "--client", "Acme").output
    (line,) = [line for line in output.splitlines() if "Designer" in line]
    assert line.split()[-3:] == ["h", "100", "%"]
    assert "2026-06-01" in burn(books, "--by", "week", "--client", "Acme").output


def test_the_page_shows_what_hours_went_into(books: list[str], tmp_path: Path) -> None:
    burn(books, "--format", "html", "--out", str(tmp_path / "out"))
    page = (tmp_path / "out" / "Retainer burn 2026-06-15.html").read_text(encoding="utf-8")
    for by in ("product", "role", "person", "job", "week"):
        assert f"By {by}" in page
    assert "Copywriter" in page


def test_a_period_of_no_retainer_and_a_client_that_was_refused_are_told(
    books: list[str], tmp_path: Path
) -> None:
    for period in ("2026-13", "Juli", "2025-Q2"):
        assert isinstance(burn(books, "--period", period).exception, NotAWorkbookError)
    assert [row["period"] for row in rows(books, "--period", "2026-q2", "--client", "Acme")] == [
        "2026-05",
        "2026-06",
    ]
    (tmp_path / "more.csv").write_text("Client,Hours,Fee,Start\nAcme,10,900,2026-05-01\n")
    refused = burn([*books, str(tmp_path / "more.csv")], "--explain", "Acme").exception
    assert isinstance(refused, NotAWorkbookError)
    assert "two retainers" in str(refused)


def test_a_past_period_shows_no_alert_of_the_one_that_runs(books: list[str]) -> None:
    assert "had used" in burn(books).output
    assert "had used" not in burn(books, "--period", "2026-05").output


def test_a_recap_can_be_of_a_quarter(books: list[str]) -> None:
    found = json.loads(burn(books, "--recap", "--format", "json", "--period", "2026-05").output)
    assert (found["first"], found["through"]) == ("2026-05-01", "2026-05-31")
    assert [person["minutes"] for person in found["people"]] == ["1440"]
    for words in (("--period", "2026-07"), ("--period", "x")):
        assert isinstance(burn(books, "--recap", *words).exception, NotAWorkbookError)
    assert isinstance(burn(books, "--recap", "--client", "Acme").exception, UsageError)


def test_no_copy_is_put_among_the_books_where_its_rows_would_count_twice(
    books: list[str], tmp_path: Path
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    refused = burn(books, "--copy", "--out", str(tmp_path)).exception
    assert isinstance(refused, OutputError)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_recap_is_text_json_and_a_page(books: list[str], tmp_path: Path) -> None:
    assert "Over-servicing" in burn(books, "--recap").output
    found = json.loads(burn(books, "--recap", "--format", "json").output)
    (acme,) = found["over_services"]
    assert (acme["client"], acme["life"]["used"], acme["life"]["beyond"]) == (
        "Acme",
        "1440",
        "-960",
    )
    burn(books, "--recap", "--format", "html", "--out", str(tmp_path / "out"))
    page = (tmp_path / "out" / "Review 2026-06-15.html").read_text(encoding="utf-8")
    assert "Over-servicing" in page


def test_a_recap_without_retainers_says_what_it_can_and_what_is_missing(
    books: list[str], tmp_path: Path
) -> None:
    refused = burn(books[1:]).exception
    assert isinstance(refused, BookError)
    found = json.loads(burn(books[1:], "--recap", "--format", "json").output)
    assert [person["minutes"] for person in found["people"]] == ["1110", "1920"]
    assert [text.partition(":")[0] for text in found["missing"]] == [
        "No retainers",
        "No accounts",
        "No jobs with products",
        "No invoices",
        "No rates",
    ]
    output = burn(books[1:], "--recap").output
    assert "Left out: No retainers" in output
    assert "Over-servicing" not in output.splitlines()


def test_retainers_of_agency_toml_alone_are_burnt(books: list[str], tmp_path: Path) -> None:
    with (tmp_path / "agency.toml").open("a", encoding="utf-8") as file:
        file.write("[retainers.Acme]\nterms = [{ start = 2026-06-01, hours = 10 }]\n")
    assert [(row["client"], row["used"]) for row in rows(books[1:])] == [("Acme", "8")]


def test_two_things_at_once_are_refused(books: list[str]) -> None:
    refused = burn(books, "--recap", "--alerts").exception
    assert isinstance(refused, UsageError)
    refused = burn(books, "--recap", "--copy").exception
    assert isinstance(refused, UsageError)
