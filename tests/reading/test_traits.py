"""Each trait of a real tracker, by name: nothing is lost, nothing is made up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from toolkit.config import Config, parse_config
from toolkit.model import Job, Source, Status, Tracker, Why
from toolkit.reading import read_tracker
from toolkit.table import Area, CellError, Grid, Value, Visibility

AS_OF = date(2026, 3, 10)
HEADER: list[Value] = ["Job #", "Job Name", "Client", "Status", "Due", "Estimate"]
Rows = list[list[Value]]


def job(number: Value, client: Value = "Acme", *, due: Value = date(2026, 4, 1)) -> list[Value]:
    return [number, f"Poster {number}", client, "WIP", due, 1200.0]


def job_lines(count: int) -> Rows:
    return [[f"J-{i}", f"Poster {i}", date(2026, 4, i), "JD"] for i in range(1, count + 1)]


def done_lines(*cells: Value) -> Rows:
    return [[f"J-{i}", f"Poster {i}", AS_OF, cell] for i, cell in enumerate(cells)]


def read(rows: Rows, config: str = "", **around: object) -> Tracker:
    grid = Grid("Jobs", rows, **around)  # type: ignore[arg-type]  # what a test wants around cells
    return read_tracker([("book.xlsx", {"Jobs": grid})], parse_config(config), AS_OF)


def table(tracker: Tracker) -> Source:
    (found,) = tracker.tables
    return found


def rows_of(tracker: Tracker) -> list[int]:
    return [j.row for j in tracker.jobs]


def test_title_rows_above_the_header_are_passed_over() -> None:
    tracker = read([["Traffic list"], ["Date:", date(2026, 3, 2)], [], HEADER, job("J-1")])
    assert table(tracker).header_rows == (4,)
    assert rows_of(tracker) == [5]


def test_a_table_may_start_at_c7() -> None:
    shifted: Rows = [[None, None, *row] for row in (HEADER, job("J-1"), job("J-2"))]
    tracker = read([[], [], [], [], [], [], *shifted])
    assert table(tracker).header_rows == (7,)
    assert tracker.jobs[0].place("number").cell == "C8"


def test_a_band_over_the_columns_names_them_together() -> None:
    band: list[Value] = ["Job", None, None, None, "Budget", None]
    header: list[Value] = ["Number", "Title", "Client", "Status", "Estimate", "Billed"]
    rows: Rows = [band, header, ["J-1", "Poster", "Acme", "WIP", 1200.0, 300.0]]
    tracker = read(rows, merged=(Area(1, 5, 1, 6),))
    assert table(tracker).header_rows == (1, 2)
    assert (tracker.jobs[0].number, tracker.jobs[0].billed) == ("J-1", Decimal(300))


def test_a_header_may_go_on_in_a_second_row() -> None:
    rows: Rows = [
        ["Job", "Job", "Due", "Account"],
        ["Number", "Title", "Date", "Exec"],
        *job_lines(4),
    ]
    tracker = read(rows)
    assert table(tracker).header_rows == (1, 2)
    assert rows_of(tracker) == [3, 4, 5, 6]
    assert tracker.jobs[0].owner == ("JD",)


def test_headers_with_line_breaks_and_trailing_spaces_are_known() -> None:
    tracker = read([["Job\nNo. ", "Job\nName", "Production\nStatus "], ["J-1", "Poster", "WIP"]])
    assert tracker.jobs[0].status is Status.IN_PROGRESS


def test_section_rows_pass_their_client_down() -> None:
    header: list[Value] = ["Job #", "Job Name", "Status", "Due"]
    rows: Rows = [
        header,
        ["Acme"],
        ["J-1", "Poster", "WIP", date(2026, 4, 1)],
        ["Borg"],
        ["J-2", "Film", "WIP", date(2026, 4, 2)],
    ]
    tracker = read(rows)
    assert [j.client for j in tracker.jobs] == ["Acme", "Borg"]
    assert tracker.jobs[1].place("client").cell == "A4"
    assert table(tracker).rows == 2


def test_a_heading_that_is_no_client_is_not_made_one() -> None:
    header: list[Value] = ["Job #", "Job Name", "Status", "Due"]
    one: list[Value] = ["J-1", "Poster", "WIP", date(2026, 4, 1)]
    for heading in ("Completed jobs", "waiting for legal, see mail of Tuesday"):
        tracker = read([header, one, [heading], ["J-2", "Film", "WIP", date(2026, 4, 2)]])
        assert [j.client for j in tracker.jobs] == [None, None]


def test_phases_are_passed_down_as_milestones() -> None:
    header: list[Value] = ["Job #", "Job Name", "Status", "Due"]
    tracker = read([header, ["Phase 1"], ["J-1", "Poster", "WIP", date(2026, 4, 1)]])
    assert (tracker.jobs[0].client, tracker.jobs[0].milestone) == (None, "Phase 1")


def test_merged_client_cells_fill_their_rows() -> None:
    tracker = read(
        [HEADER, job("J-1"), job("J-2", None), job("J-3", None)], merged=(Area(2, 3, 4, 3),)
    )
    assert [j.client for j in tracker.jobs] == ["Acme", "Acme", "Acme"]
    assert tracker.jobs[2].place("client").cell == "C2"


def test_a_client_written_once_for_its_rows_is_carried_down() -> None:
    rows = [HEADER, job("J-1"), job("J-2", None), job("J-3", "Borg"), job("J-4", None)]
    tracker = read(rows)
    assert [j.client for j in tracker.jobs] == ["Acme", "Acme", "Borg", "Borg"]
    assert table(tracker).remarks


def test_a_single_missing_client_stays_missing() -> None:
    rows = [HEADER, job("J-1"), job("J-2"), job("J-3", None), job("J-4"), job("J-5", "Borg")]
    assert read(rows).jobs[2].client is None


def test_totals_spacers_and_notes_are_no_records() -> None:
    rows: Rows = [
        HEADER,
        job("J-1"),
        [None, "Subtotal", None, None, None, 1200.0],
        [],
        job("J-2"),
        ["Total", None, None, None, None, 2400.0],
        [None, None, None, None, None, 99.0],
        [],
        ["* dates in italics are open"],
    ]
    assert rows_of(read(rows)) == [2, 5]


def test_a_job_named_total_is_a_job() -> None:
    row: list[Value] = ["J-2", "Total rebrand", "Acme", "WIP", date(2026, 4, 1), 500.0]
    assert rows_of(read([HEADER, job("J-1"), row])) == [2, 3]


def test_a_repeated_header_is_no_record() -> None:
    tracker = read([HEADER, job("J-1"), [], HEADER, job("J-2")])
    assert rows_of(tracker) == [2, 5]
    assert len(tracker.tables) == 1


def test_two_tables_below_each_other_are_two() -> None:
    rates: Rows = [["Role", "Hourly Rate"], ["Designer", 90.0], ["Writer", 80.0]]
    tracker = read([HEADER, job("J-1"), job("J-2"), [], [], *rates])
    assert [t.header_rows for t in tracker.tables] == [(1,), (6,)]
    assert [r.rate for r in tracker.rates] == [Decimal(90), Decimal(80)]
    assert rows_of(tracker) == [2, 3]


def test_two_tables_beside_each_other_are_two() -> None:
    beside: Rows = [[*HEADER, None, "Role", "Hourly Rate"], [*job("J-1"), None, "Writer", 80.0]]
    beside += [job(f"J-{i}") for i in range(2, 8)]
    tracker = read(beside)
    assert [t.kind for t in tracker.tables] == ["jobs", "rates"]
    assert (len(tracker.jobs), len(tracker.rates)) == (7, 1)


def test_gantt_columns_to_the_right_are_passed_over() -> None:
    weeks: list[Value] = [date(2026, 3, 2) + timedelta(weeks=w) for w in range(6)]
    tracker = read([[*HEADER, *weeks], [*job("J-1"), None, "x", "x"], job("J-2")])
    assert {c.column for c in table(tracker).columns} == {1, 2, 3, 4, 5, 6}
    assert rows_of(tracker) == [2, 3]


def test_a_far_stray_cell_is_no_table() -> None:
    assert rows_of(read([HEADER, job("J-1"), [], [], [*[None] * 40, "x"]])) == [2]


def test_duplicated_rows_are_all_kept() -> None:
    assert rows_of(read([HEADER, job("J-1"), job("J-1"), job("J-1")])) == [2, 3, 4]


def test_ids_keep_their_type() -> None:
    tracker = read([HEADER, job("0042"), job(42.0), job(" J-7 ")])
    assert [j.number for j in tracker.jobs] == ["0042", 42, "J-7"]
    assert tracker.jobs[2].typed("number") == " J-7 "


def test_a_nan_is_a_blank() -> None:
    assert read([HEADER, job("J-1", "nan"), job("J-2", "-"), job("J-3")]).jobs[0].client is None


def test_errors_and_uncalculated_formulas_are_never_zero() -> None:
    bad = job("J-2")
    bad[5] = CellError("#REF!")
    tracker = read([HEADER, job("J-1"), bad, job("J-3")], uncalculated=frozenset({(4, 6)}))
    assert [j.estimate for j in tracker.jobs] == [Decimal(1200), None, None]
    assert [(u.place.cell, u.why) for u in tracker.unread] == [
        ("F3", Why.CELL_ERROR),
        ("F4", Why.UNCALCULATED),
    ]


def test_an_unreadable_cell_keeps_its_row_and_what_was_typed() -> None:
    tracker = read([HEADER, job("J-1", due="when Anna is back"), job("J-2")])
    (unread,) = tracker.unread
    assert (unread.place.cell, unread.why) == ("E2", Why.UNREADABLE)
    assert unread.typed == "when Anna is back"
    assert tracker.jobs[0].due is None


def test_the_day_order_is_settled_by_the_column_and_stated() -> None:
    tracker = read([HEADER, job("J-1", due="3/4/2026"), job("J-2", due="25/4/2026")])
    assert [j.due for j in tracker.jobs] == [date(2026, 4, 3), date(2026, 4, 25)]
    assert table(tracker).day_first is True


def test_an_open_day_order_is_not_guessed() -> None:
    tracker = read([HEADER, job("J-1", due="3/4/2026"), job("J-2", due="5/6/2026")])
    assert [u.why for u in tracker.unread] == [Why.AMBIGUOUS, Why.AMBIGUOUS]
    settled = read([HEADER, job("J-1", due="3/4/2026")], "[agency]\nday_first = false")
    assert settled.jobs[0].due == date(2026, 3, 4)


def test_an_unknown_status_word_is_reported_and_not_guessed() -> None:
    rows = [HEADER, job("J-1"), job("J-2")]
    rows[2][3] = "With Bruno"
    (unread,) = read(rows).unread
    assert (unread.place.cell, unread.why) == ("D3", Why.UNKNOWN_WORD)
    config = '[status]\n"With Bruno" = "waiting on client"'
    assert read(rows, config).jobs[1].status is Status.WAITING_ON_CLIENT


def test_percent_complete_stands_in_for_a_missing_status() -> None:
    header: list[Value] = ["Job #", "Job Name", "Due", "% Complete"]
    tracker = read([header, *done_lines(0.0, 0.6, 1.0)])
    assert [j.status for j in tracker.jobs] == [
        Status.NOT_STARTED,
        Status.IN_PROGRESS,
        Status.CLOSED,
    ]
    assert tracker.jobs[1].percent_complete == Decimal("0.6")


def test_a_number_among_status_words_is_no_status() -> None:
    rows = [HEADER, job("J-1"), job("J-2")]
    rows[2][3] = 0.25
    (unread,) = read(rows).unread
    assert (unread.place.cell, unread.why) == ("D3", Why.UNKNOWN_WORD)


def test_percent_is_read_whether_it_counts_to_one_or_to_a_hundred() -> None:
    header: list[Value] = ["Job #", "Job Name", "Due", "% Complete"]
    for cells in ((0.6, 1.0), (60.0, 100.0), ("60%", "100 %"), (0.6, 100.0)):
        tracker = read([header, *done_lines(*cells)])
        assert [j.percent_complete for j in tracker.jobs] == [Decimal("0.6"), Decimal(1)]


def test_nonsense_and_missing_headers_are_read_by_their_cells() -> None:
    rows: Rows = [["#", "Snarf", "Status", None]]
    people = ("Anna Meier", "Ben Cole", "JD")
    rows += [[i + 1.0, f"Draw poster {i}", "WIP", who] for i, who in enumerate(people)]
    tracker = read(rows)
    assert [j.name for j in tracker.jobs] == ["Draw poster 0", "Draw poster 1", "Draw poster 2"]
    assert tracker.jobs[0].owner == ("Anna Meier",)


def test_an_amount_names_the_currency_of_its_row() -> None:
    rows = [[*HEADER[:5], "Estimate (€)"], job("J-1"), job("J-2")]
    assert [j.currency for j in read(rows).jobs] == ["EUR", "EUR"]
    rows = [HEADER, job("J-1"), job("J-2")]
    rows[1][5] = "£1,200"
    assert [j.currency for j in read(rows).jobs] == ["GBP", None]


def test_struck_and_hidden_rows_say_so() -> None:
    tracker = read(
        [HEADER, job("J-1"), job("J-2")],
        struck=frozenset({(2, 2)}),
        hidden_rows=frozenset({3}),
    )
    assert [(j.struck, j.hidden) for j in tracker.jobs] == [(True, False), (False, True)]
    hidden = read([HEADER, job("J-1")], visibility=Visibility.HIDDEN)
    assert hidden.jobs[0].hidden


def test_agency_toml_always_wins() -> None:
    config = """
        [columns]
        "Estimate" = "billed"
        [sheets."jobs".columns]
        "Client" = "product"
        B = ""
    """
    one = read([HEADER, job("J-1")], config).jobs[0]
    assert (one.client, one.product, one.name) == (None, "Acme", None)
    assert (one.estimate, one.billed) == (None, Decimal(1200))


def test_own_and_skipped_sheets_are_passed_over() -> None:
    rows = [HEADER, job("J-1")]
    assert not read(rows, own="Checks").tables
    assert not read(rows, '[sheets."Jobs"]\nskip = true').tables


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [[None, ""]], [["just one cell"]], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]],
)
def test_a_sheet_without_a_table_holds_nothing(rows: Rows) -> None:
    assert read(rows).tables == ()


def test_headers_alone_are_a_table_without_records() -> None:
    tracker = read([HEADER])
    assert (table(tracker).rows, tracker.jobs) == (0, ())


def test_harvest_columns_make_time_entries() -> None:
    header = (
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,"
        "First Name,Last Name,Employee Id,Roles,Employee?,Billable Rate,Billable Amount,"
        "Cost Rate,Cost Amount,Currency,External Reference URL"
    ).split(",")
    cells = (
        "2026-03-02,Acme,Poster,,Design,draft,1.50,Yes,No,Yes,Anna,Meier,,Designer,Yes,90.0,135.0,"
        "45.0,67.5,British Pound - GBP,"
    ).split(",")
    grid = Grid("hours", [header, cells, cells])
    tracker = read_tracker([("hours.csv", {"hours": grid})], Config(), AS_OF)
    entry = tracker.hours[0]
    assert (entry.person, entry.client, entry.job_name) == (("Anna Meier",), "Acme", "Poster")
    assert (entry.hours, entry.rate, entry.currency) == (Decimal("1.50"), Decimal(90), "GBP")
    assert (entry.billable, entry.role, entry.task) == (True, "Designer", "Design")


def test_jobs_of_two_books_are_one_set() -> None:
    grid = Grid("Jobs", [HEADER, job("J-1")])
    tracker = read_tracker(
        [("a.xlsx", {"Jobs": grid}), ("b.xlsx", {"Jobs": grid})], Config(), AS_OF
    )
    assert [j.source.book for j in tracker.jobs] == ["a.xlsx", "b.xlsx"]


def test_records_are_the_same_as_those_made_one_by_one() -> None:
    one = read([HEADER, job("J-1")]).jobs[0]
    made = Job(one.source, 2, number="J-1", name="Poster J-1", client="Acme",
               status=Status.IN_PROGRESS, due=date(2026, 4, 1), estimate=Decimal(1200))  # fmt: skip
    assert one == made
    assert hash(one.source) == hash(made.source)


def under(header: list[Value], *lines: list[Value]) -> Rows:
    return [header, *lines]


def test_lines_under_a_total_are_no_records() -> None:
    line: list[Value] = ["Poster", "Acme", "WIP", AS_OF, 100.0]
    rows = under(["Item", "Client", "Status", "Due", "Fee"], line, line, line, line)
    rows += [["Total", None, None, None, 400.0], ["VAT", None, None, None, 80.0]]
    rows += [["Discount", "agreed", "once", AS_OF, 20.0]]
    assert rows_of(read(rows)) == [2, 3, 4, 5]


def test_a_total_on_a_time_card_is_hours() -> None:
    days: Rows = [["Monday", 8.0, 1.0, 9.0], ["Tuesday", 8.0, 1.0, 9.0]]
    rows = under(["Day", "Regular Hours", "Overtime", "Total"], *days)
    tracker = read_tracker([("b", {"Time Card": Grid("Time Card", rows)})], Config(), AS_OF)
    assert [c.field for c in table(tracker).columns][-1] == "hours"


def test_milestones_name_the_rows_where_their_dates_stand_beside_them() -> None:
    steps: Rows = [[step, "JD", AS_OF] for step in ("Proofs out", "On press", "Delivery")]
    tracker = read(under(["Milestone", "Who", "Due"], *steps))
    assert [c.field for c in table(tracker).columns] == ["name", "owner", "due"]


def test_first_and_last_name_are_one_person() -> None:
    line: list[Value] = [AS_OF, "Acme", 2.0, "Sarah", "Chen"]
    tracker = read(under(["Date", "Client", "Hours", "First Name", "Last Name"], line, line))
    assert [c.field for c in table(tracker).columns][3:] == ["owner", "last_name"]
    assert tracker.hours[0].person == ("Sarah Chen",)


def test_hours_worked_come_before_hours_quoted() -> None:
    line: list[Value] = ["Poster", AS_OF, 12.0, 7.5]
    tracker = read(under(["Job", "Due", "Hrs Quoted", "Hrs Spent"], line, line))
    assert [c.field for c in table(tracker).columns][2:] == [None, "hours"]


def test_a_plain_header_is_believed_whatever_stands_below_it() -> None:
    lines: Rows = [["Set up", f"Day {i}", f"Day {i + 4}", i] for i in range(1, 5)]
    tracker = read(under(["Task Name", "Start", "Finish", "Stage"], *lines))
    assert [c.field for c in table(tracker).columns][2:] == ["due", "status"]


def test_a_band_alone_does_not_name_a_column() -> None:
    rows: Rows = [["Team", None, "Schedule", None], ["Client", "Client Lead", "In", "Due"]]
    rows += [["Acme", "JD", AS_OF, AS_OF], ["Fabrikam", "KS", AS_OF, AS_OF]]
    tracker = read(rows, merged=(Area(1, 1, 1, 2), Area(1, 3, 1, 4)))
    assert [c.field for c in table(tracker).columns][:2] == ["client", "owner"]


def test_a_milestone_stands_in_for_a_job_where_there_is_none() -> None:
    lines: Rows = [["M1", "On press", "WIP", AS_OF], ["M2", "Proofs out", "WIP", AS_OF]]
    tracker = read(under(["ID", "Milestone", "Status", "Due"], *lines))
    assert table(tracker).columns[1].field == "name"
    assert [j.milestone for j in tracker.jobs] == ["On press", "Proofs out"]


def test_a_list_of_invoices_with_a_status_stays_one() -> None:
    line: list[Value] = ["INV-1", "Acme", AS_OF, AS_OF, "Design", 2, 50.0, 100.0, "Paid"]
    other: list[Value] = ["INV-2", "Hooli", AS_OF, AS_OF, "Print", 1, 70.0, 70.0, "Open"]
    header: list[Value] = ["Invoice No", "Customer", "Invoice Date", "Due Date", "Description"]
    tracker = read_tracker(
        [
            (
                "b",
                {
                    "q": Grid(
                        "q", under([*header, "Quantity", "Rate", "Amount", "Status"], line, other)
                    )
                },
            )
        ],
        Config(),
        AS_OF,
    )
    assert table(tracker).kind == "invoices"
    assert [c.field for c in table(tracker).columns][7] == "billed"


def test_totals_of_an_expense_sheet_are_no_hours() -> None:
    line: list[Value] = [AS_OF, "Travel", "Trade show", 100.0, 20.0, 120.0]
    rows = under(["Date", "Account", "Description", "Hotel", "Meals", "Total"], line, line)
    tracker = read_tracker([("b", {"Costs": Grid("Costs", rows)})], Config(), AS_OF)
    assert "hours" not in [c.field for c in table(tracker).columns]


def test_a_record_of_words_that_could_be_headers_begins_no_table() -> None:
    header: list[Value] = ["Task", "Notes", "Assignee", "Status", "Deadline", "Completed"]
    lines: Rows = [
        ["Poster", "call printer", "Anna Meier", "Todo", "2026-04-01", "checked"],
        ["Film", "nothing new", "Ben Cole", "In progress", "2026-04-02", ""],
        ["Campaign site", "approved by phone", "Eva Lund", "Todo", "2026-04-03", "checked"],
        ["Banner", "send v2", "Anna Meier", "Done", "2026-04-04", ""],
    ]
    assert table(read([header, *lines])).rows == 4


@pytest.mark.parametrize("odd", [float("nan"), float("inf")])
def test_a_number_no_sheet_can_show_is_a_finding_at_its_cell(odd: float) -> None:
    tracker = read([HEADER, job("J-1"), [odd, "Film", "Acme", "WIP", odd, odd]])
    assert {u.place.cell for u in tracker.unread} == {"A3", "E3", "F3"}
