from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.replay import replay
from tests.real.sheets_server.server import Fault

KEY = "TRACKER"


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    with SheetsServer() as running:
        running.service.create("Tracker", KEY)
        yield running


@pytest.fixture
def sheet(server: SheetsServer) -> Any:
    return server.client().open_by_key(KEY).sheet1


def batch(server: SheetsServer, *changes: Any) -> requests.Response:
    return requests.post(
        f"{server.url}/v4/spreadsheets/{KEY}:batchUpdate",
        json={"requests": list(changes)},
        timeout=5,
    )


def test_recorded_replies_agree(capsys: pytest.CaptureFixture[str]) -> None:
    folder = os.environ.get("TOOLKIT_FIELD_DATA")
    if not folder:
        pytest.skip("TOOLKIT_FIELD_DATA names no folder with recordings")
    found = replay(Path(folder) / "google")
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what the test is for
            f"\n{found.usable} usable replies: {found.status / found.usable:.2%} equal in status, "
            f"{found.shape / found.usable:.2%} in shape, {found.exact / found.usable:.2%} exactly"
        )
    assert found.usable >= 1000
    assert min(found.status, found.shape) >= 0.99 * found.usable, found.different
    assert found.exact >= 0.97 * found.usable, found.different


def test_unmodified_gspread_reads_what_it_wrote(sheet: Any) -> None:
    sheet.update([["Job #", "Hours"], ["0042", 7.5], ["=cmd", 1]], "A1", raw=True)
    assert sheet.get_all_values() == [["Job #", "Hours"], ["0042", "7.5"], ["=cmd", "1"]]


def test_typed_in_text_becomes_what_google_makes_of_it(sheet: Any) -> None:
    sheet.update([["00123", "1-2", "=1+2"]], "A1", raw=False)
    assert sheet.get_all_values()[0][0] == "123"
    assert sheet.acell("C1").value == "3"


@pytest.mark.parametrize(
    "change",
    [
        {"updateCels": {}},
        {"updateCells": {"rows": [], "fields": "userEnteredVallue"}},
        {"updateCells": {"rows": {"values": []}, "fields": "*"}},
        {"insertDimension": {"range": {"sheetId": "one", "dimension": "ROWS"}}},
        {"insertDimension": {"range": {"sheetId": 0, "dimension": "LINES"}}},
        {},
    ],
)
def test_what_breaks_the_published_schema_is_refused(server: SheetsServer, change: object) -> None:
    assert batch(server, change).status_code == 400


def test_an_unknown_query_parameter_is_refused(server: SheetsServer) -> None:
    reply = requests.get(f"{server.url}/v4/spreadsheets/{KEY}?field=sheets", timeout=5)
    assert reply.status_code == 400


def test_a_batch_lands_whole_or_not_at_all(server: SheetsServer, sheet: Any) -> None:
    sheet.update([["kept"]], "A1")
    row = {"values": [{"userEnteredValue": {"stringValue": "changed"}}]}
    cells = {"start": {"sheetId": 0}, "rows": [row], "fields": "userEnteredValue"}
    assert batch(server, {"updateCells": cells}, {"deleteSheet": {"sheetId": 9}}).status_code == 400
    assert sheet.acell("A1").value == "kept"


def test_a_tab_is_copied_to_another_spreadsheet(server: SheetsServer, sheet: Any) -> None:
    sheet.update([["a", 1]], "A1")
    other = server.client().create("Other")
    made = sheet.copy_to(other.id)
    assert (made["title"], made["index"]) == (f"Copy of {sheet.title}", 1)
    assert other.worksheet(made["title"]).get() == [["a", "1"]]


def test_formulas_follow_inserted_rows(server: SheetsServer, sheet: Any) -> None:
    sheet.update([[2, "=A1*10"]], "A1", raw=False)
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    assert batch(server, {"insertDimension": {"range": rows}}).status_code == 200
    assert sheet.acell("B2", value_render_option="FORMULA").value == "=A2*10"
    assert sheet.acell("B2").value == "20"


def test_a_mark_with_a_taken_id_is_refused(server: SheetsServer) -> None:
    mark = {"metadataId": 7, "metadataKey": "k", "visibility": "DOCUMENT"}
    change = {
        "createDeveloperMetadata": {"developerMetadata": mark | {"location": {"spreadsheet": True}}}
    }
    assert batch(server, change).status_code == 200
    assert batch(server, change).status_code == 400


@pytest.mark.parametrize("after", [False, True])
def test_a_dropped_connection_may_or_may_not_have_landed(
    server: SheetsServer, sheet: Any, after: bool
) -> None:
    server.faults = [Fault(after=after)]
    with pytest.raises(requests.ConnectionError):
        sheet.update([["new"]], "A1")
    assert sheet.acell("A1").value == ("new" if after else None)


def test_faults_and_quotas_answer_as_google_does(server: SheetsServer, sheet: Any) -> None:
    server.faults = [Fault(502)]
    with pytest.raises(gspread.exceptions.APIError):
        sheet.get_all_values()
    server.service.quota = {"Read": 0}
    reply = requests.get(f"{server.url}/v4/spreadsheets/{KEY}", timeout=5)
    assert reply.status_code == 429
    assert reply.json()["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_person_edits_between_two_requests(server: SheetsServer, sheet: Any) -> None:
    tab = server.service.books[KEY].tabs[0]
    server.before_each = [lambda verb, path: tab.change(0, 0, value="theirs")]
    assert sheet.acell("A1").value == "theirs"


def test_it_starts_by_itself_and_prints_its_address() -> None:
    command = [sys.executable, "-m", "tests.real.sheets_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().strip()
            assert requests.get(f"{url}/v4/spreadsheets/KEY", timeout=5).status_code == 200
        finally:
            process.terminate()
