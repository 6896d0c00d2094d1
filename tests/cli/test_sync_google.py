"""``toolkit sync`` from file to Google and from Google to Google, as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from tests.books.google_sheets import lead_google_to, made_book, service_account
from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.service import DISCOVERY
from tests.real.sheets_server.showing import show
from toolkit.books import open_book
from toolkit.books.base import Book
from toolkit.books.google.grids import READ_MASK, read_reply
from toolkit.books.memory import MemoryBook
from toolkit.cli.main import cli
from toolkit.sync.conflicts import NAME, PICK, REF
from toolkit.table import Area, Grid, Value

HEAD: list[Value] = ["Job #", "Client", "Name", "Status", "Estimate", "Hours", "Cost"]
MORE: list[list[Value]] = [
    [f"J-{n}", "Kestrel", f"Ad {n}", "Open", n * 10, n, n * 100] for n in range(5, 25)
]
ROWS: list[list[Value]] = [
    ["0042", "Kestrel", "Film", "Open", 1200, 2, 200],
    ["J-2", "Kestrel", "Site", "Open", 800, 3, 300],
    ["J-3", "Kestrel", "Logo", "Open", 500, 4, 400],
    ["J-4", "Marlow", "Radio", "Open", 300, 5, 500],
    *MORE,
]
SETTINGS = """
[google]
credentials = "key.json"
[books]
traffic = "gsheet:KEY/Traffic"
[sync]
columns = { "Estimate" = "Budget" }
directions = { "Estimate" = "A" }
only = { "Client" = ["Kestrel"] }
"""


def google_grid(*, protected: tuple[Area, ...] = ()) -> Grid:
    head = ["Budget" if name == "Estimate" else name for name in HEAD]
    formulas = {(row, 7): f"F{row}*100" for row in range(2, len(ROWS) + 2)}
    return Grid("Traffic", [head, *map(list, ROWS)], formulas=formulas, protected=protected)


def file_of(path: Path, *rows: list[Value], head: list[Value] = HEAD) -> None:
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("Jobs")
    for number, cells in enumerate([head, *(rows or ROWS)]):
        sheet.write_row(number, 0, cells[:6])
        if number and "Cost" in head:
            sheet.write_formula(number, 6, f"=F{number + 1}*100", None, cells[6])
        elif not number:
            sheet.write_row(0, 6, cells[6:])
    workbook.close()


class Office:
    """A file, a Google sheet, and the command between them."""

    def __init__(self, folder: Path, server: SheetsServer) -> None:
        self.folder, self.server = folder, server
        (folder / "key.json").write_text(json.dumps(dict(service_account())), "utf-8")
        (folder / "agency.toml").write_text(SETTINGS, "utf-8")
        made_book(server, google_grid())
        file_of(folder / "tracker.xlsx")

    def sync(self, *options: str, a: str = "", b: str = "traffic") -> Result:
        names = [a or str(self.folder / "tracker.xlsx"), b]
        given = ["--history", str(self.folder / "h.sqlite"), *options]
        given += ["--config", str(self.folder / "agency.toml")]
        self.server.log.clear()
        return CliRunner().invoke(cli, ["sync", *names, *given], standalone_mode=False)

    def there(self, key: str) -> Mapping[str, Grid]:
        """Return what somebody sees who opens the Google sheet."""
        self.server.service.books[key].forget()
        shown = show(self.server.service.books[key], DISCOVERY, {"fields": READ_MASK})
        return {title: tab.grid for title, tab in read_reply(shown).tabs.items()}

    @property
    def tab(self) -> Grid:
        return self.there("KEY")["Traffic"]

    @property
    def sheet(self) -> Grid:
        return open_book(self.folder / "tracker.xlsx").read("Jobs")["Jobs"]

    def types(self, row: int, column: int, value: Value) -> None:
        """Let somebody type into the Google sheet."""
        self.server.service.books["KEY"].tabs[0].change(row - 1, column - 1, value=value)

    def saves(self, changes: dict[tuple[int, int], Value]) -> None:
        """Let somebody change cells of the file's table, and save it."""
        rows = [list(cells) for cells in ROWS]
        for (row, column), value in changes.items():
            rows[row - 2][column - 1] = value
        file_of(self.folder / "tracker.xlsx", *rows)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with SheetsServer() as server:
        lead_google_to(server, monkeypatch)
        found = Office(tmp_path, server)
        assert found.sync("--write").return_value == 0
        yield found


def methods(office: Office) -> list[str]:
    return [one.method for one in office.server.requests()]


def test_edits_go_both_ways_and_the_second_run_writes_nothing(office: Office) -> None:
    office.saves({(3, 4): "Done"})
    office.types(4, 4, "Held")
    shown = office.sync()
    assert shown.return_value == 0
    assert methods(office) == ["get"]
    assert office.tab.value(3, 4) == "Open"
    assert office.sync("--write").return_value == 0
    assert methods(office) == ["get", "get", "batchUpdate", "get"]
    for grid in (office.tab, office.sheet):
        assert [grid.value(row, 4) for row in (2, 3, 4)] == ["Open", "Done", "Held"]
        assert grid.value(2, 1) == "0042"
        assert grid.formulas[3, 7] == "F3*100"
    before = (office.folder / "tracker.xlsx").read_bytes()
    office.sync("--write")
    assert methods(office) == ["get"]
    assert (office.folder / "tracker.xlsx").read_bytes() == before


def test_a_mapped_column_obeys_its_direction_and_a_filter_keeps_rows_out(office: Office) -> None:
    office.types(3, 5, 9999)
    office.types(5, 4, "Held")
    assert office.sync("--write").return_value == 0
    assert office.tab.value(3, 5) == 800
    assert office.sheet.value(5, 4) == "Open"


def test_a_conflict_is_picked_in_the_file_and_carried_out(office: Office) -> None:
    office.saves({(3, 4): "Done"})
    office.types(3, 4, "Held")
    assert office.sync("--write").return_value == 1
    assert (office.sheet.value(3, 4), office.tab.value(3, 4)) == ("Done", "Held")
    path = office.folder / "tracker.xlsx"
    grid = open_book(path).read(NAME)[NAME]
    head = next(n for n, row in enumerate(grid.rows) if PICK in row and REF in row)
    from openpyxl import load_workbook

    book = load_workbook(path)
    book[NAME].cell(head + 2, grid.rows[head].index(PICK) + 1, "B")
    book.save(path)
    assert office.sync("--write").return_value == 0
    assert office.sheet.value(3, 4) == "Held"
    assert office.sync().return_value == 0


def test_protected_cells_and_formulas_stay(office: Office) -> None:
    made_book(office.server, google_grid(protected=(Area(3, 4, 3, 4),)))
    office.saves({(3, 4): "Done", (4, 6): 40})
    assert office.sync("--write").return_value == 1
    assert office.tab.value(3, 4) == "Open"
    assert (office.tab.value(4, 6), office.tab.formulas[4, 7]) == (40, "F4*100")


def test_deleted_rows_wait_and_many_are_never_deleted(office: Office) -> None:
    file_of(office.folder / "tracker.xlsx", *ROWS[:2], *ROWS[3:])
    office.sync("--write")
    assert office.tab.value(4, 1) == "J-3"
    office.sync("--write", "--allow-deletes")
    assert office.tab.value(4, 1) is None
    assert office.tab.formulas[4, 7] == "F4*100"
    file_of(office.folder / "tracker.xlsx", *ROWS[:2], *ROWS[12:])
    assert office.sync("--write", "--allow-deletes").return_value == 1
    assert "batchUpdate" not in methods(office)


def test_a_new_row_comes_with_the_column_s_formula(office: Office) -> None:
    new: list[Value] = ["N-1", "Kestrel", "New", "Open", 10, 7, None]
    file_of(office.folder / "tracker.xlsx", *ROWS, new)
    assert office.sync("--write").return_value == 0
    last = len(ROWS) + 2
    assert [office.tab.value(last, n) for n in (1, 3, 6, 7)] == ["N-1", "New", 7, 700]
    assert office.tab.formulas[last, 7] == f"F{last}*100"


def test_sorted_and_renamed_columns_and_doubled_numbers(office: Office) -> None:
    office.saves({(3, 4): "Done"})
    tab = office.server.service.books["KEY"].tabs[0]
    tab.rows[1], tab.rows[2] = tab.rows[2], tab.rows[1]  # somebody sorts
    office.sync("--write")
    assert office.tab.value(2, 4) == "Done"
    office.types(1, 4, "Stage")
    told = office.sync("--write")
    assert "batchUpdate" not in methods(office)
    assert "sync.columns" in told.output
    office.types(3, 1, "J-2")
    assert office.sync("--write").return_value == 1
    assert "B Traffic!A3" in office.sync("--write").output


def test_two_google_sheets_and_a_crash_between_them(office: Office) -> None:
    other = google_grid()
    made_book(office.server, Grid("Jobs", other.rows, formulas=other.formulas), key="TWO")
    office.sync("--write", a="gsheet:TWO/Jobs", b="gsheet:KEY/Traffic")
    office.types(3, 4, "Done")
    office.server.service.books["TWO"].tabs[0].change(3, 3, value="Held")
    office.server.service.files["KEY"].shared = False
    broken = office.sync("--write", a="gsheet:TWO/Jobs", b="gsheet:KEY/Traffic")
    assert broken.exception
    office.server.service.files["KEY"].shared = True
    office.sync("--write", a="gsheet:TWO/Jobs", b="gsheet:KEY/Traffic")
    two = office.there("TWO")["Jobs"]
    assert [two.value(3, 4), office.tab.value(4, 4)] == ["Done", "Held"]


def test_every_kind_of_book_ends_up_the_same(office: Office) -> None:
    """What the file and Google agreed on is what two books in memory agree on."""
    from toolkit.sync.run import Settings, apply_sync, prepare_sync

    class Kept:
        content: bytes | None = None

        def load(self) -> bytes | None:
            return self.content

        def save(self, content: bytes) -> None:
            self.content = content

    (office.folder / "agency.toml").write_text('[google]\ncredentials = "key.json"\n', "utf-8")
    head = Grid("Traffic", [HEAD, *google_grid().rows[1:]], formulas=google_grid().formulas)
    made_book(office.server, head, key="THREE")
    memory = Kept()
    books: list[Book] = [MemoryBook({"Traffic": head}), MemoryBook({"Traffic": head})]
    office.sync("--write", b="gsheet:THREE")
    apply_sync(prepare_sync(books[0], books[1], memory, Settings()), memory)
    changed: dict[tuple[int, int], Value] = {(3, 4): "Done", (4, 6): 9.5, (5, 3): "00123"}
    office.saves(changed)
    rows = [list(cells) for cells in head.rows]
    for (row, column), value in changed.items():
        rows[row - 1][column - 1] = value
    books[0] = MemoryBook({"Traffic": Grid("Traffic", rows, formulas=head.formulas)})
    office.sync("--write", b="gsheet:THREE")
    apply_sync(prepare_sync(books[0], books[1], memory, Settings()), memory)
    there = office.there("THREE")["Traffic"]
    assert [list(row[:6]) for row in there.rows] == [
        list(row[:6]) for row in books[1].read()["Traffic"].rows
    ]
