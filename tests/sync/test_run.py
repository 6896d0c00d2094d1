from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from tests.books.google_sheets import google_book, made_book, put_grid
from tests.real.sheets_server import SheetsServer
from toolkit.books.base import Book
from toolkit.books.memory import MemoryBook
from toolkit.errors import ChangedUnderneathError, NotAWorkbookError, RefusedError
from toolkit.plan import Receipt
from toolkit.sync.base import unpack_base
from toolkit.sync.conflicts import NAME
from toolkit.sync.merge import Direction, Side
from toolkit.sync.pair import SyncRules
from toolkit.sync.planning import Limits
from toolkit.sync.run import Prepared, Settings, apply_sync, prepare_sync
from toolkit.table import Area, Grid, Value

HEAD: list[Value] = ["Job #", "Name", "Status", "Hours", "Total"]
ROWS: list[list[Value]] = [
    ["J-1", "Film", "Open", 2, 4],
    ["J-2", "Site", "Open", 3, 6],
    ["J-3", "Logo", "Open", 4, 8],
]
FORMULAS = {(row, 5): f"D{row}*2" for row in (2, 3, 4)}


class Kept:
    """The memory of a pair, in memory."""

    def __init__(self) -> None:
        self.content: bytes | None = None

    def load(self) -> bytes | None:
        return self.content

    def save(self, content: bytes) -> None:
        self.content = content


def jobs(*rows: list[Value], head: list[Value] = HEAD) -> Grid:
    return Grid("Jobs", [list(head), *map(list, rows or ROWS)], formulas=FORMULAS)


def sync(
    a: Book, b: Book, memory: Kept, settings: Settings | None = None
) -> tuple[Prepared, Mapping[Side, Receipt]]:
    prepared = prepare_sync(a, b, memory, settings or Settings())
    return prepared, apply_sync(prepared, memory)


def put(book: MemoryBook, row: int, column: int, value: Value, sheet: str = "Jobs") -> None:
    grid = book._grids[sheet]
    rows = [list(cells) for cells in grid.rows]
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value
    book._grids[sheet] = replace(grid, rows=rows)


def drop(book: MemoryBook, *numbers: int) -> None:
    grid = book._grids["Jobs"]
    rows = [cells for number, cells in enumerate(grid.rows, 1) if number not in numbers]
    book._grids["Jobs"] = replace(grid, rows=rows)


@pytest.fixture
def a() -> MemoryBook:
    return MemoryBook({"Jobs": jobs()}, "a.xlsx")


@pytest.fixture
def b() -> MemoryBook:
    return MemoryBook({"Jobs": jobs()}, "b.xlsx")


@pytest.fixture
def memory(a: MemoryBook, b: MemoryBook) -> Kept:
    kept = Kept()
    sync(a, b, kept)
    return kept


def test_edits_of_both_sides_arrive_and_a_second_run_writes_nothing(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    put(a, 2, 3, "Done")
    put(b, 3, 4, 9)
    sync(a, b, memory)
    for book in (a, b):
        assert (book.read()["Jobs"].value(2, 3), book.read()["Jobs"].value(3, 4)) == ("Done", 9)
    prepared, receipts = sync(a, b, memory)
    assert not prepared.merge
    assert not receipts


def test_preparing_writes_nothing(a: MemoryBook, b: MemoryBook, memory: Kept) -> None:
    put(a, 2, 3, "Done")
    before = memory.content
    prepared = prepare_sync(a, b, memory, Settings())
    assert prepared.plans[Side.B].changes == 1
    assert b.read()["Jobs"].value(2, 3) == "Open"
    assert memory.content == before


def test_a_sorted_and_shifted_table_is_found_by_its_keys(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    rows: list[list[Value]] = [["Status", "Job #", "Hours", "Name"]]
    rows += [[r[2], r[0], r[3], r[1]] for r in ROWS[::-1]]
    b._grids["Jobs"] = Grid("Jobs", [["Team tracker"], [], *rows])
    put(a, 2, 3, "Done")
    sync(a, b, memory)
    assert b.read()["Jobs"].value(6, 1) == "Done"


def test_a_conflict_is_shown_picked_and_carried_out(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    put(a, 2, 3, "Done")
    put(b, 2, 3, "On hold")
    sync(a, b, memory)
    assert (a.read()["Jobs"].value(2, 3), b.read()["Jobs"].value(2, 3)) == ("Done", "On hold")
    sheet = a.read()[NAME]
    assert sheet.own == NAME
    row = next(n for n, cells in enumerate(sheet.rows, 1) if "Done" in cells)
    put(a, row, 7, "b", NAME)
    sync(a, b, memory)
    assert a.read()["Jobs"].value(2, 3) == "On hold"
    assert not any("Done" in cells for cells in a.read()[NAME].rows)


def test_a_new_row_takes_the_formulas_of_the_column(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    put(a, 4, 1, "J-3")
    a._grids["Jobs"] = replace(
        a._grids["Jobs"], rows=[*a._grids["Jobs"].rows, ["J-4", "Ad", "Open", 5]]
    )
    sync(a, b, memory)
    grid = b.read()["Jobs"]
    assert (grid.value(5, 1), grid.value(5, 2), grid.formulas[5, 5]) == ("J-4", "Ad", "D5*2")


def test_a_new_row_above_a_foreign_total_keeps_the_values_people_typed() -> None:
    head: list[Value] = ["Job #", "Name", "Hours"]
    jobs_: list[list[Value]] = [["J-1", "Film", 2], ["J-2", "Site", 3]]
    below: list[list[Value]] = [[], ["Summe", None, 5]]
    a = MemoryBook({"Jobs": Grid("Jobs", [head, *jobs_, *below], formulas={(5, 3): "SUM(C2:C4)"})})
    b = MemoryBook({"Jobs": Grid("Jobs", [head, *jobs_, ["J-3", "Ad", 7]])})
    sync(a, b, Kept())
    grid = a.read()["Jobs"]
    assert list(grid.rows[3]) == ["J-3", "Ad", 7]
    assert list(grid.formulas) == [(5, 3)]


def test_one_formula_in_a_typed_column_is_not_the_formula_of_the_column(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    a._grids["Jobs"] = replace(a._grids["Jobs"], formulas={(4, 4): "2*2"})
    b._grids["Jobs"] = replace(
        b._grids["Jobs"], rows=[*b._grids["Jobs"].rows, ["J-4", "Ad", "Open", 5]]
    )
    prepared, _ = sync(a, b, memory)
    grid = a.read()["Jobs"]
    assert (grid.value(5, 4), (5, 4) in grid.formulas, prepared.remarks) == (5, False, ())


def test_one_formula_in_a_column_that_is_blank_otherwise_is_none_of_the_column() -> None:
    head: list[Value] = ["Job #", "Name", "Hours"]
    rows: list[list[Value]] = [["J-1", "Film", None], ["J-2", "Site", 4]]
    a = MemoryBook({"Jobs": Grid("Jobs", [head, *rows], formulas={(3, 3): "2*2"})})
    b = MemoryBook({"Jobs": Grid("Jobs", [head, *rows, ["J-3", "Ad", 7]])})
    sync(a, b, Kept())
    assert a.read()["Jobs"].value(4, 3) == 7


def test_a_typed_value_that_a_computed_column_does_not_take_is_told(memory: Kept) -> None:
    a = MemoryBook({"Jobs": jobs()})
    b = MemoryBook({"Jobs": Grid("Jobs", [HEAD, *ROWS, ["J-4", "Ad", "Open", 5, 99]])})
    prepared, _ = sync(a, b, memory)
    grid = a.read()["Jobs"]
    assert grid.formulas[5, 5] == "D5*2"
    assert ["J-4" in remark for remark in prepared.remarks] == [True]
    a._grids["Jobs"] = replace(grid, uncalculated=frozenset({(5, 5)}))
    assert len(sync(a, b, memory)[0].remarks) == 1
    put(a, 5, 5, 10)
    a._grids["Jobs"] = replace(a._grids["Jobs"], uncalculated=frozenset())
    assert [one.key for one in sync(a, b, memory)[0].merge.conflicts] == ["J-4"]


def test_deletions_wait_until_they_are_allowed(a: MemoryBook, b: MemoryBook, memory: Kept) -> None:
    drop(a, 3)
    prepared, _ = sync(a, b, memory)
    assert prepared.held_back == 1
    assert b.read()["Jobs"].value(3, 1) == "J-2"
    allowed = Settings(allow_deletes=True, limits=Limits(share=0.5))
    sync(a, b, memory, allowed)
    assert [b.read()["Jobs"].value(row, 1) for row in (2, 3, 4)] == ["J-1", None, "J-3"]
    assert not sync(a, b, memory, allowed)[1]


def test_a_deletion_of_many_rows_stops_everything(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    drop(a, 3)
    put(a, 2, 3, "Done")
    prepared, receipts = sync(a, b, memory, Settings(allow_deletes=True))
    assert prepared.problems
    assert not receipts
    assert b.read()["Jobs"].value(2, 3) == "Open"


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [(3, 1, "J-1"), (3, 1, None), (1, 4, "Status"), (3, 1, True), (3, 1, "j-1")],
)
def test_keys_and_headers_that_could_mean_two_things_stop_the_table(
    a: MemoryBook, b: MemoryBook, memory: Kept, row: int, column: int, value: Value
) -> None:
    put(a, row, column, value)
    put(a, 2, 3, "Done")
    if value == "j-1":
        put(b, 2, 1, 1)
        put(a, 2, 1, "1")
    prepared, receipts = sync(a, b, memory)
    assert prepared.problems
    assert not receipts


def test_columns_of_one_side_stay_out_and_are_told(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    put(b, 1, 6, "Private")
    put(b, 2, 6, "secret")
    put(a, 1, 3, "Stage")
    prepared, receipts = sync(a, b, memory)
    assert not receipts
    assert len(prepared.remarks) == 4
    assert "secret" not in [value for row in a.read()["Jobs"].rows for value in row]
    assert unpack_base(memory.content)["J-1"]["status"] == "Open"


def test_mapped_columns_directions_and_filters(a: MemoryBook, b: MemoryBook, memory: Kept) -> None:
    put(b, 1, 3, "Stage")
    put(b, 2, 3, "Done")
    put(b, 2, 4, 99)
    put(b, 3, 3, "Done")
    rules = SyncRules({"Status": "Stage"}, {"Hours": Direction.A_WINS}, {"Name": ["film"]})
    sync(a, b, memory, Settings(rules=rules))
    assert [a.read()["Jobs"].value(row, 3) for row in (2, 3)] == ["Done", "Open"]
    assert b.read()["Jobs"].value(2, 4) == 2


def test_protected_cells_become_conflicts(a: MemoryBook, b: MemoryBook, memory: Kept) -> None:
    b._grids["Jobs"] = replace(b._grids["Jobs"], protected=(Area(2, 3, 2, 3),))
    put(a, 2, 3, "Done")
    prepared, _ = sync(a, b, memory)
    assert len(prepared.merge.conflicts) == 1


def test_a_total_is_no_job_and_new_rows_need_room_above_it(
    a: MemoryBook, b: MemoryBook, memory: Kept
) -> None:
    b._grids["Jobs"] = replace(
        b._grids["Jobs"], rows=[*b._grids["Jobs"].rows, ["Total", "", "", 9]]
    )
    assert not sync(a, b, memory)[0].problems
    a._grids["Jobs"] = replace(a._grids["Jobs"], rows=[*a._grids["Jobs"].rows, ["J-4", "Ad"]])
    assert sync(a, b, memory)[0].problems


def test_no_table_or_several_is_said() -> None:
    empty, two = MemoryBook({"Jobs": [["x"]]}), MemoryBook({"A": jobs(), "B": jobs()})
    with pytest.raises(NotAWorkbookError):
        prepare_sync(empty, two, Kept(), Settings())
    with pytest.raises(RefusedError):
        prepare_sync(two, two, Kept(), Settings())


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    with SheetsServer() as running:
        yield running


@pytest.mark.parametrize("rows", [30, 300])
def test_a_two_way_sync_with_google_is_four_requests(server: SheetsServer, rows: int) -> None:
    lines: list[list[Value]] = [[f"J-{n}", "Ad", "Open", n] for n in range(rows)]
    a = MemoryBook({"Jobs": Grid("Jobs", [list(HEAD[:4]), *map(list, lines)])})
    b = made_book(server, Grid("Jobs", [list(HEAD[:4]), *map(list, lines)]))
    memory = Kept()
    sync(a, b, memory)
    assert [one.method for one in server.requests()] == ["get"]
    server.log.clear()
    for row in range(2, rows, 3):
        put(a, row, 3, "Done")
    tab = server.service.books["KEY"].tabs[0]
    tab.change(2, 3, value=77)
    sync(a, b, memory)
    assert [one.method for one in server.requests()] == ["get", "get", "batchUpdate", "get"]
    assert a.read()["Jobs"].value(3, 4) == 77
    assert google_book(server, "KEY").read()["Jobs"].value(2, 3) == "Done"


def test_two_google_sheets_sync_with_each_other(server: SheetsServer) -> None:
    a, b = made_book(server, jobs(), key="ONE"), made_book(server, jobs(), key="TWO")
    memory = Kept()
    sync(a, b, memory)
    server.service.books["ONE"].tabs[0].change(1, 2, value="Done")
    server.service.books["TWO"].tabs[0].change(2, 2, value="On hold")
    sync(a, b, memory)
    for book in (a, b):
        grid = book.read()["Jobs"]
        assert (grid.value(2, 3), grid.value(3, 3)) == ("Done", "On hold")
    assert not sync(a, b, memory)[1]


@pytest.mark.parametrize("request_", [2, 3])
def test_columns_moved_while_a_sync_runs_put_nothing_under_another_header(
    server: SheetsServer, request_: int
) -> None:
    a, b = MemoryBook({"Jobs": jobs()}, "a.xlsx"), made_book(server, jobs())
    memory = Kept()
    sync(a, b, memory)
    grid = a._grids["Jobs"]
    a._grids["Jobs"] = replace(grid, rows=[*grid.rows, ["J-4", "Ad", "Open", 5, 10]])
    put(a, 2, 3, "Done")
    moved = [[row[1], row[2], row[0], row[4], row[3]] for row in (HEAD, *ROWS)]
    came = 0

    def person(verb: str, path: str) -> None:
        nonlocal came
        came += 1
        if came == request_:
            tabs = server.service.books["KEY"].tabs
            tabs[0] = put_grid(server.service.books["KEY"], Grid("Jobs", moved), 0)
            tabs.pop()

    server.before_each = [person]
    with pytest.raises(ChangedUnderneathError):
        sync(a, b, memory)
    server.before_each = []
    assert [list(row) for row in b.read()["Jobs"].rows] == moved
    sync(a, b, memory)
    after = b.read()["Jobs"]
    assert after.value(2, 2) == "Done"
    assert [row[2] for row in after.rows[1:] if row] == ["J-1", "J-2", "J-3", "J-4"]


def test_a_row_that_somebody_fills_in_meanwhile_is_not_emptied(server: SheetsServer) -> None:
    head: list[Value] = [*HEAD, "Notes"]
    a = MemoryBook({"Jobs": jobs()}, "a.xlsx")
    b = made_book(server, jobs(*ROWS, head=head))
    memory, allowed = Kept(), Settings(allow_deletes=True, limits=Limits(share=0.5))
    sync(a, b, memory)
    for at in (2, 3):
        drop(a, 3)
        came: list[str] = []

        def person(verb: str, path: str, at: int = at, came: list[str] = came) -> None:
            came.append(verb)
            if len(came) == at:
                server.service.books["KEY"].tabs[0].change(2, 5, value="wait")

        server.before_each = [person]
        with pytest.raises(ChangedUnderneathError):
            sync(a, b, memory, allowed)
        server.before_each = []
        assert list(b.read()["Jobs"].rows[2]) == [*ROWS[1], "wait"]
        a._grids["Jobs"] = jobs()
        server.service.books["KEY"].tabs[0].change(2, 5, value=None)
