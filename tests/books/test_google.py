from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.books.contract import CHECKS, JOBS, OLD, SECRET, WritableContract
from tests.books.google_sheets import ROBOT, google_book, made_book, put_grid
from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.server import Fault
from toolkit.books.base import Book
from toolkit.books.google.address import parse_address
from toolkit.books.google.client import Patience
from toolkit.books.google.credentials import READ, WRITE
from toolkit.books.google.grids import MARK
from toolkit.books.google.journal import JOURNAL
from toolkit.errors import (
    BookBusyError,
    BookError,
    ChangedUnderneathError,
    NotAWorkbookError,
    RefusedError,
    ToolkitError,
    UnreachableError,
)
from toolkit.plan import Block, Chart, Column, Edit, Link, Note, OwnSheet, Plan
from toolkit.table import Area, Grid, Value, Visibility, same_value

TRACKER = Grid(
    "Jobs",
    [
        ["Job #", "Name", "Status", "Hours", "Cost"],
        ["J-1", "Film", "Open", 2, 200.0],
        ["J-2", "Site", "Open", 3, 300.0],
        ["J-3", "Logo", "Open", 4, 400.0],
    ],
    formulas={(2, 5): "D2*100", (3, 5): "D3*100", (4, 5): "D4*100"},
)


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    with SheetsServer() as running:
        yield running


def edit(row: int, column: int, before: Value, after: Value, key: Value) -> Plan:
    return Plan(edits=(Edit("Jobs", row, column, before, after, key, 1),))


def cell(server: SheetsServer, row: int, column: int) -> Any:
    return server.service.books["KEY"].tabs[0].cell(row - 1, column - 1)


class TestGoogleBook(WritableContract):
    server: SheetsServer

    @pytest.fixture(autouse=True)
    def serve(self) -> Iterator[None]:
        with SheetsServer() as running:
            self.server = running
            yield

    def make(self, folder: Path, *grids: Grid) -> Book:
        return made_book(self.server, *grids)

    def test_sheets_come_in_order_with_their_standing(self, book: Book) -> None:
        assert [(sheet.name, sheet.visibility) for sheet in book.sheets()] == [
            ("Jobs", Visibility.VISIBLE),
            ("Old jobs", Visibility.HIDDEN),
            ("Rates", Visibility.HIDDEN),  # Google hides tabs in one way only
        ]


@pytest.mark.parametrize(
    ("name", "key", "tab", "gid"),
    [
        ("gsheet:1Ab_c-9", "1Ab_c-9", "", None),
        ("gsheet:1Ab/Job List/2026", "1Ab", "Job List/2026", None),
        ("https://docs.google.com/spreadsheets/d/1Ab/edit?usp=sharing#gid=77", "1Ab", "", 77),
        ("https://docs.google.com/spreadsheets/u/1/d/1Ab/edit", "1Ab", "", None),
    ],
)
def test_an_address_names_key_and_tab(name: str, key: str, tab: str, gid: int | None) -> None:
    found = parse_address(name)
    assert (found.key, found.tab, found.gid) == (key, tab, gid)


@pytest.mark.parametrize("name", ["gsheet:", "gsheet:a b", "https://docs.google.com/document/d/1"])
def test_what_names_no_sheet_is_refused(name: str) -> None:
    with pytest.raises(NotAWorkbookError):
        parse_address(name)


def test_pulling_all_tabs_is_one_request(server: SheetsServer) -> None:
    book = made_book(server, JOBS, OLD, SECRET)
    book.read()
    assert [one.method for one in server.requests()] == ["get"]


def test_pushing_three_result_tabs_is_two_requests(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    sheets = tuple(replace(CHECKS, name=name) for name in ("Checks", "Burn", "Forecast"))
    receipt = book.apply(Plan(sheets=sheets))
    assert receipt.written
    assert [one.method for one in server.requests()] == ["get", "batchUpdate"]
    assert not book.apply(Plan(sheets=sheets)).written
    assert [one.method for one in server.requests()[2:]] == ["get"]


@pytest.mark.parametrize(
    "value",
    [
        "00123",
        "1-2",
        "=cmd|'/c calc'!A1",
        "+44 20 7946 0000",
        "'quoted",
        "TRUE",
        True,
        False,
        0,
        1.1,
        date(2026, 3, 4),
        datetime(2026, 3, 4, 9, 30),  # noqa: DTZ001
        time(9, 30),
        timedelta(hours=30, minutes=30),
        timedelta(0),
    ],
)
@pytest.mark.parametrize("before", ["Open", 2.5, date(2026, 1, 1), timedelta(hours=40)])
def test_every_type_survives_whatever_the_cell_held(
    server: SheetsServer, before: Value, value: Value
) -> None:
    rows: list[list[Value]] = [["Job #", "Status"], ["J-1", before]]
    book = made_book(server, Grid("Jobs", rows))
    book.apply(edit(2, 2, before, value, "J-1"))
    found = book.read()["Jobs"].value(2, 2)
    assert same_value(found, value)
    assert cell(server, 2, 2).formula is None


def test_a_decimal_is_a_number_and_a_blank_clears(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    book.apply(edit(2, 4, 2, Decimal("7.25"), "J-1"))
    book.apply(edit(2, 3, "Open", None, "J-1"))
    grid = book.read()["Jobs"]
    assert (grid.value(2, 4), grid.value(2, 3), grid.value(2, 5)) == (7.25, None, 725)


@pytest.mark.parametrize("value", ["x" * 50_001, 2**60])
def test_what_a_cell_cannot_hold_is_refused(server: SheetsServer, value: Value) -> None:
    book = made_book(server, TRACKER)
    with pytest.raises(RefusedError):
        book.apply(edit(2, 3, "Open", value, "J-1"))


def test_protected_cells_are_never_written(server: SheetsServer) -> None:
    book = made_book(server, replace(TRACKER, protected=(Area(2, 3, 3, 3),)))
    with pytest.raises(RefusedError):
        book.apply(edit(3, 3, "Open", "Done", "J-2"))
    assert book.apply(edit(4, 3, "Open", "Done", "J-3")).written


def insert_above(server: SheetsServer) -> None:
    from tests.real.sheets_server.structure import insert_or_delete

    book = server.service.books["KEY"]
    insert_or_delete(book, book.tabs[0], "ROWS", 1, 1)


def test_a_row_is_found_again_by_its_key(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    insert_above(server)
    book.apply(edit(3, 3, "Open", "Done", "J-2"))
    assert [cell(server, row, 3).value for row in range(2, 6)] == [None, "Open", "Done", "Open"]


def at_the_write(server: SheetsServer, work: Callable[[], object]) -> None:
    """Let a person work in the instant between our last read and our write."""

    def person(verb: str, path: str) -> None:
        if verb == "POST":
            server.before_each.clear()
            work()

    server.before_each = [person]


def test_rows_moved_in_the_last_instant_lose_nothing(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    for _ in range(2):
        at_the_write(server, lambda: insert_above(server))
        with pytest.raises(ChangedUnderneathError):
            book.apply(edit(3, 3, "Open", "Done", "J-2"))
    rows = [cell(server, row, 3).value for row in range(2, 7)]
    assert rows == [None, None, "Open", "Open", "Open"]


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("Open", {"value": "mine"}),
        ("Open", {"value": "00123"}),
        ("Open", {"value": 46_000, "format": {"numberFormat": {"type": "DATE"}}}),
        ("Open", {"value": None}),
        ("Open", {"value": None, "formula": "=D3&$B$2"}),
        (None, {"value": "mine"}),
    ],
)
def test_what_somebody_types_into_the_very_cell_in_the_last_instant_is_put_back(
    server: SheetsServer, held: Value, typed: dict[str, Any]
) -> None:
    book = made_book(server, OLD, TRACKER)
    tab = server.service.books["KEY"].tabs[1]
    for _ in range(2):  # the tab that keeps what is overwritten is made, then used again
        tab.change(2, 2, value=held, formula=None, format=None)
        at_the_write(server, lambda: tab.change(2, 2, **typed))
        with pytest.raises(ChangedUnderneathError):
            book.apply(edit(3, 3, held, "Done", "J-2"))
        now = tab.cell(2, 2)
        wanted = {"formula": None} | typed
        assert {name: getattr(now, name) for name in wanted if name != "format"} == {
            name: value for name, value in wanted.items() if name != "format"
        }
        assert now.format == typed.get("format")
    assert [sheet.name for sheet in book.sheets()] == ["Old jobs", "Jobs"]


@pytest.mark.parametrize("times", [2, 3, 9])
def test_who_types_again_and_again_is_never_overwritten_unseen(
    server: SheetsServer, times: int
) -> None:
    book = made_book(server, TRACKER)
    tab = server.service.books["KEY"].tabs[0]
    typed: list[str] = []

    def again(verb: str, path: str) -> None:
        if verb == "POST" and len(typed) < times:
            typed.append(f"typed {len(typed)}")
            tab.change(2, 2, value=typed[-1])

    server.before_each = [again]
    with pytest.raises(ChangedUnderneathError) as told:
        book.apply(edit(3, 3, "Open", "Done", "J-2"))
    if times < 9:
        assert cell(server, 3, 3).value == typed[-1]
    else:  # we give up, and say where it stands
        assert JOURNAL in str(told.value)
        kept = server.service.books["KEY"].titled(JOURNAL)
        assert kept
        assert kept.cell(2, 3).value == typed[-1]


def test_nothing_is_put_back_where_nobody_touched_anything(server: SheetsServer) -> None:
    computed = replace(TRACKER, formulas={**TRACKER.formulas, (2, 1): '"J-"&1'})
    book = made_book(server, computed, replace(TRACKER, sheet="More"))
    edits = [Edit(sheet, 2, 3, "Open", "Done", "J-1", 1) for sheet in ("Jobs", "More")]
    edits.append(Edit("More", 3, 4, TRACKER.value(3, 4), date(2026, 4, 1), "J-2", 1))
    assert book.apply(Plan(edits=tuple(edits))).written
    assert [one.verb for one in server.requests()] == ["GET", "POST"]


@pytest.mark.parametrize("after", [False, True])
def test_what_a_lost_reply_would_have_told_is_read(server: SheetsServer, after: bool) -> None:
    book = made_book(server, TRACKER)
    tab = server.service.books["KEY"].tabs[0]
    at_the_write(server, lambda: tab.change(2, 2, value="mine"))
    server.faults = [None, Fault(after=after)]
    with pytest.raises(ChangedUnderneathError):
        book.apply(edit(3, 3, "Open", "Done", "J-2"))
    # Where the write never arrived, the person's value is simply found by the next.
    assert cell(server, 3, 3).value == "mine"


def test_a_new_row_pushes_down_what_came_there_in_the_meantime(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)

    def person(verb: str, path: str) -> None:
        if verb == "POST":
            server.before_each.clear()
            insert_above(server)

    server.before_each = [person]
    new = [
        Edit("Jobs", 5, column, None, value, None, 1) for column, value in ((1, "J-4"), (2, "Ad"))
    ]
    book.apply(Plan(edits=(*new, Edit("Jobs", 5, 5, None, "D5*100", None, 1, formula=True))))
    keys = [cell(server, row, 1).value for row in range(2, 7)]
    assert sorted(filter(None, keys)) == ["J-1", "J-2", "J-3", "J-4"]
    assert cell(server, 5, 5).formula == "=D5*100"


def test_a_person_s_tab_of_our_name_and_marks_of_others_stay(server: SheetsServer) -> None:
    book = made_book(server, TRACKER, Grid("Checks", [["mine"]]))
    mark = {"metadataId": 5, "metadataKey": MARK, "metadataValue": "not ours", "visibility": "x"}
    place = {"sheetId": 1, "locationType": "SHEET"}
    server.service.books["KEY"].metadata.append(mark | {"location": place})
    assert book.apply(Plan(sheets=(CHECKS,))).sheets == {"Checks": "Checks (2)"}
    assert book.read("Checks")["Checks"].value(1, 1) == "mine"


def test_an_own_sheet_shrinks_and_links_lead_to_cells(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    columns = (Column("Cell"), Column("What"))
    rows = tuple((Link(f"Jobs!A{n}", f"#Jobs!A{n}"), "=late") for n in range(2, 9))
    long = OwnSheet("Checks", "Checks", (), (Block(columns, rows),))
    book.apply(Plan(sheets=(long,)))
    book.apply(Plan(sheets=(replace(long, blocks=(Block(columns, rows[:1]),)),)))
    grid = book.read()["Checks"]
    assert (grid.value(3, 1), grid.value(4, 1), grid.value(4, 2)) == ("Cell", "Jobs!A2", "=late")
    assert len(grid.rows) == 4
    tab = server.service.books["KEY"].titled("Checks")
    assert tab
    assert tab.cell(3, 0).format["textFormat"]["link"] == {"uri": "#gid=0&range=A2"}


def test_charts_are_drawn_once_below_their_blocks(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    columns = (Column("Owner"), Column("Late"), Column("Open"))
    block = Block(columns, (("Ana", 2, 5), ("Ben", 1, 3)))
    charts = (Chart("bar", "By owner", 0, 0, (1, 2)), Chart("line", "Open", 0, 0, (2,)))
    for title in ("First", "Second"):
        book.apply(Plan(sheets=(OwnSheet("Checks", title, ("two",), (block,), charts),)))
    tab = server.service.books["KEY"].titled("Checks")
    assert tab
    bar, line = tab.charts
    assert bar["spec"]["basicChart"]["chartType"] == "BAR"
    area = {"sheetId": tab.id, "startRowIndex": 3, "endRowIndex": 6}
    drawn = [one["series"]["sourceRange"]["sources"] for one in bar["spec"]["basicChart"]["series"]]
    assert drawn == [[area | {"startColumnIndex": n, "endColumnIndex": n + 1}] for n in (1, 2)]
    anchors = [one["position"]["overlayPosition"]["anchorCell"]["rowIndex"] for one in (bar, line)]
    assert anchors[0] >= 6
    assert anchors[1] >= anchors[0] + 18


def test_notes_stand_beside_a_person_s_and_go_away_again(server: SheetsServer) -> None:
    noted = replace(TRACKER, notes={(2, 3): "Ask Ana"}, filled={(3, 3): "FFFF00"})
    book = made_book(server, noted)
    book.apply(Plan(notes=(Note("Jobs", 2, 3, "late"), Note("Jobs", 3, 3, "late"))))
    grid = book.read()["Jobs"]
    assert grid.notes[2, 3].startswith("Ask Ana")
    assert grid.notes[2, 3].endswith("late")
    assert (grid.filled[2, 3], grid.filled[3, 3]) == ("FFF2CA", "FFFF00")
    book.apply(Plan(clear_notes=True))
    grid = book.read()["Jobs"]
    assert dict(grid.notes) == {(2, 3): "Ask Ana"}
    assert dict(grid.filled) == {(3, 3): "FFFF00"}


def test_more_than_two_megabytes_go_in_parts_that_are_each_whole(server: SheetsServer) -> None:
    book = made_book(server, TRACKER)
    rows = tuple((f"J-{n}", "late " * 60) for n in range(10_000))
    sheet = OwnSheet("Checks", "Checks", (), (Block((Column("Job"), Column("What")), rows),))
    server.faults = [None, None, Fault(403)]
    with pytest.raises(BookError):
        book.apply(Plan(sheets=(sheet,)))
    assert book.apply(Plan(sheets=(sheet,))).written
    assert len(book.read()["Checks"].rows) == 10_003
    assert max(one.received for one in server.requests()) < 2_100_000
    assert not book.apply(Plan(sheets=(sheet,))).written


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("code", [0, 500, 502, 503])
def test_a_write_lands_exactly_once_whatever_its_reply(
    server: SheetsServer, code: int, after: bool
) -> None:
    book = made_book(server, TRACKER)
    server.faults = [None, Fault(code, after=after)]
    new = [
        Edit("Jobs", 5, column, None, value, None, 1) for column, value in ((1, "J-4"), (2, "Ad"))
    ]
    book.apply(Plan(edits=tuple(new)))
    keys = [cell(server, row, 1).value for row in range(2, 8)]
    assert keys == ["J-1", "J-2", "J-3", "J-4", None, None]


def test_a_reply_that_never_comes_is_looked_for(server: SheetsServer) -> None:
    made_book(server, TRACKER)
    hasty = Patience(connect=2, read=0.3, sleep=lambda _: None)
    book = google_book(server, "KEY", patience=hasty)
    server.faults = [None, Fault(wait=0.8, harmless=True), None]
    book.apply(edit(2, 3, "Open", "Done", "J-1"))
    assert cell(server, 2, 3).value == "Done"


@pytest.mark.parametrize("fault", [Fault(), Fault(500), Fault(502), Fault(503), Fault(429)])
def test_reads_are_repeated(server: SheetsServer, fault: Fault) -> None:
    book = made_book(server, TRACKER)
    server.faults = [fault, fault]
    assert book.read()["Jobs"].value(2, 1) == "J-1"
    assert len(server.requests()) == 3


def test_retry_after_is_respected_and_patience_ends(server: SheetsServer) -> None:
    made_book(server, TRACKER)
    slept: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    patient = Patience(deadline=60, sleep=sleep, clock=lambda: now[0])
    server.faults = [Fault(429, headers={"Retry-After": "7"})] * 300
    with pytest.raises(BookBusyError):
        google_book(server, "KEY", patience=patient).read()
    assert min(slept) >= 7
    assert sum(slept) <= 60
    assert len(server.requests()) < 12


@pytest.mark.parametrize(
    ("problem", "error", "hint"),
    [
        ("private", UnreachableError, ROBOT),
        ("gone", NotAWorkbookError, "address"),
        ("quota", BookBusyError, "minute"),
        ("html", UnreachableError, "try again"),
        ("token", UnreachableError, "log in"),
    ],
)
def test_refusals_say_what_to_do(
    server: SheetsServer, problem: str, error: type[ToolkitError], hint: str
) -> None:
    made_book(server, TRACKER)
    impatient = Patience(deadline=0, sleep=lambda _: None)
    if problem == "private":
        server.service.files["KEY"].shared = False
    if problem == "quota":
        server.service.quota = {"Read": 0}
    if problem == "html":
        server.faults = [Fault(502)]
    if problem == "token":
        server.service.tokens.expire()
    book = google_book(server, "GONE" if problem == "gone" else "KEY", patience=impatient)
    with pytest.raises(error, match=hint):
        book.read()


def test_no_network_is_said_in_plain_words() -> None:
    with SheetsServer() as gone:
        book = made_book(gone, TRACKER)
        book.read()
        patience = Patience(deadline=0, sleep=lambda _: None)
        late = google_book(gone, "KEY", patience=patience)
    with pytest.raises(UnreachableError, match="network"):
        late.read()


def test_one_tab_of_several_and_our_own(server: SheetsServer) -> None:
    made_book(server, TRACKER, OLD).apply(Plan(sheets=(CHECKS,)))
    assert list(google_book(server, "KEY", "Jobs").read()) == ["Jobs", "Checks"]
    with pytest.raises(NotAWorkbookError):
        google_book(server, "KEY", "Nobody").read()


def test_only_writing_asks_for_more_than_reading(server: SheetsServer) -> None:
    asked: list[str] = []
    book = made_book(server, TRACKER)
    connect = book._connect

    def noted(scope: str) -> Any:
        asked.append(scope)
        return connect(scope)

    book._connect = noted
    book.read()
    assert asked == [READ]
    book.apply(edit(2, 3, "Open", "Done", "J-1"))
    assert asked == [READ, WRITE]


def test_a_new_tab_does_not_hide_behind_an_old_grid(server: SheetsServer) -> None:
    made_book(server, TRACKER)
    book = server.service.books["KEY"]
    book.tabs = [put_grid(book, TRACKER, 9)]
    receipt = google_book(server, "KEY").apply(edit(2, 3, "Open", "Done", "J-1"))
    assert receipt.edits == 1
