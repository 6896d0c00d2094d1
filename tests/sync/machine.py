"""Two people at two books and a sync between them, at random, with faults; and what must hold."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.books.google_sheets import made_book
from tests.real.sheets_server import SheetsServer
from tests.real.sheets_server.server import Fault
from tests.sync.desk import Desk, GoogleDesk, MemoryDesk, Rows, sheet_of
from tests.sync.fragile import Crash, Fragile, Kept, Power
from toolkit.books.base import Book
from toolkit.books.memory import MemoryBook
from toolkit.errors import BookError
from toolkit.sync.base import unpack_base
from toolkit.sync.conflicts import NAME, PICK, REF
from toolkit.sync.merge import Side
from toolkit.sync.planning import Limits
from toolkit.sync.run import Prepared, Settings, apply_sync, prepare_sync
from toolkit.sync.tables import keyed_table
from toolkit.table import Value, a1, same_value

__all__ = ["Broken", "World"]

SHARED = ("Name", "Status", "Hours", "Due")
COMPUTED = {Side.A: ("Total",), Side.B: ("Total",)}
SETTINGS = Settings(allow_deletes=True, limits=Limits(10_000, 1.0))


def _first_rows(side: Side) -> Rows:
    jobs = (1, 2, 3)
    rows: Rows = [["Job #", *SHARED, "Total", f"Private {side}"]]
    return rows + [[f"J-{n}", f"Ad {n}", "Open", n, date(2026, 3, n), n * 2, None] for n in jobs]


class Broken(AssertionError):  # noqa: N818 - what is broken is a promise
    """A promise of the sync that was broken."""


def promise(held: object, what: str) -> None:
    """Raise Broken unless it holds."""
    if not held:
        raise Broken(what)


@dataclass(slots=True)
class World:
    """Everything there is, and what is known of it."""

    books: Mapping[Side, Book]
    desks: Mapping[Side, Desk]
    server: SheetsServer | None
    power: Power = field(default_factory=Power)
    memory: Kept = field(init=False)
    agreed: dict[tuple[Value, str], Value] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    """Column and value that both books showed at one time."""
    count: int = 0
    renamed: bool = False
    """Whether a column ever had another name: it then begins anew, which may be a conflict."""
    first_number: dict[Value, Value] = field(default_factory=dict)
    """Number of a job → the one it had before a person renumbered it."""
    touched: set[Value] = field(default_factory=set)
    """First numbers of the jobs a person touched while a sync ran."""
    fresh: dict[tuple[Side, Value, str], Value] = field(default_factory=dict)
    """What a person typed while a sync ran: nobody has agreed on it, and so it stays."""

    def __post_init__(self) -> None:
        self.memory = Kept(self.power)

    @classmethod
    def make(cls, server: SheetsServer | None) -> World:
        """Return a world of three jobs, B on Google where a server is given."""
        sheets = {side: sheet_of(_first_rows(side), COMPUTED[side]) for side in Side}
        a = MemoryBook({"Jobs": sheets[Side.A]}, "a.xlsx")
        if server is None:
            b: Any = MemoryBook({"Jobs": sheets[Side.B]}, "b.xlsx")
            desk: Desk = MemoryDesk(b, COMPUTED[Side.B])
        else:
            server.faults, server.before_each, server.log = [], [], []
            b = made_book(server, sheets[Side.B])
            desk = GoogleDesk(server, COMPUTED[Side.B])
        desks = {Side.A: MemoryDesk(a, COMPUTED[Side.A]), Side.B: desk}
        return cls({Side.A: a, Side.B: b}, desks, server)

    # What people do -----------------------------------------------------------------------------

    def type_in(self, side: Side, row: int, column: int, kind: int) -> None:
        """Put a value nobody ever typed, or a blank, into a cell of a keyed row."""
        rows = self.desks[side].load()
        number = self._keyed(rows, row)
        names = [name for name in rows[0] if name in SHARED or name == f"Private {side}"]
        if number is None or not names:
            return
        name = names[column % len(names)]
        at = rows[0].index(name)
        rows[number][at] = self._new_value(kind, name)
        job = self._job(rows[number][rows[0].index("Job #")])
        self.touched.add(job)
        self.fresh[side, job, str(name)] = rows[number][at]
        self.desks[side].store(rows)

    def _new_value(self, kind: int, name: Value) -> Value:
        self.count += 1
        n = self.count
        if name == "Hours":
            return n
        pool: tuple[Value, ...] = (
            f"text {n}",
            n + 0.25,
            f"00{n}",
            f"={n}+1",
            date(2026, 1, 1) + timedelta(days=n),
            datetime(2026, 1, 1, 9, 30) + timedelta(days=n),  # noqa: DTZ001 - cells know none
            timedelta(hours=30 + n),
            time(n % 24, n // 24 % 60),
            None,
        )
        return pool[kind % len(pool)]

    def same_on_both(self, row: int, kind: int) -> None:
        """Let both people type the same into the same job."""
        value = self._new_value(kind, "Status")
        a = self.desks[Side.A].load()
        number = self._keyed(a, row)
        if number is None:
            return
        key = a[number][a[0].index("Job #")]
        for side in Side:
            rows = self.desks[side].load()
            for line in rows[1:]:
                if line[rows[0].index("Job #")] == key and "Status" in rows[0]:
                    line[rows[0].index("Status")] = value
            self.desks[side].store(rows)

    def add_row(self, side: Side, key: Value = None) -> None:
        """Write a new job under the others."""
        rows = self.desks[side].load()
        self.count += 1
        line: list[Value] = [None] * len(rows[0])
        line[rows[0].index("Job #")] = key or f"N-{self.count}"
        line[rows[0].index("Hours")] = self.count
        end = max(n for n, cells in enumerate(rows) if any(v is not None for v in cells))
        rows[end + 1 : end + 1] = [line]
        self.desks[side].store(rows)

    def delete_row(self, side: Side, row: int) -> None:
        """Delete a job, its row too."""
        rows = self.desks[side].load()
        number = self._keyed(rows, row)
        if number is not None and len(rows) > 3:
            self.touched.add(self._job(rows[number][rows[0].index("Job #")]))
            del rows[number]
            self.desks[side].store(rows)

    def insert_row(self, side: Side, row: int) -> None:
        """Insert a blank row."""
        rows = self.desks[side].load()
        if sum(cells == [None] * len(rows[0]) for cells in rows) < 3:
            rows.insert(1 + row % len(rows), [None] * len(rows[0]))
            self.desks[side].store(rows)

    def renumber(self, side: Side, row: int) -> None:
        """Give a job another number."""
        rows = self.desks[side].load()
        number = self._keyed(rows, row)
        if number is not None:
            self.count += 1
            at, new = rows[0].index("Job #"), f"R-{self.count}"
            self.first_number[new] = self._job(rows[number][at])
            self.touched.add(self._job(new))
            rows[number][at] = new
            self.desks[side].store(rows)

    def _job(self, number: Value) -> Value:
        """Return the first number of a job, whatever it is called now."""
        return self.first_number.get(number, number)

    def sort(self, side: Side, seed: int) -> None:
        """Bring the rows into another order."""
        rows = self.desks[side].load()
        body = rows[1:]
        random.Random(seed).shuffle(body)
        self.desks[side].store([rows[0], *body])

    def move_column(self, side: Side, seed: int) -> None:
        """Bring the columns into another order, the key among them."""
        rows = self.desks[side].load()
        order = list(range(len(rows[0])))
        random.Random(seed).shuffle(order)
        width = len(order)
        rows = [[*cells, *[None] * (width - len(cells))] for cells in rows]
        self.desks[side].store([[cells[n] for n in order] for cells in rows])

    def rename_column(self, side: Side) -> None:
        """Rename a column, or give it its name back."""
        rows = self.desks[side].load()
        self.renamed = True
        names = {"Due": "Deadline", "Deadline": "Due"}
        rows[0] = [names.get(str(name), name) for name in rows[0]]
        self.desks[side].store(rows)

    def pick(self, row: int, side: Side) -> None:
        """Decide one conflict."""
        grid = self.books[Side.A].read().get(NAME)
        book = self.books[Side.A]
        if grid is None or not isinstance(book, MemoryBook):
            return
        rows = [list(cells) for cells in grid.rows]
        head = next((n for n, cells in enumerate(rows) if PICK in cells and REF in cells), None)
        if head is None or head + 1 >= len(rows):
            return
        line = rows[head + 1 + row % (len(rows) - head - 1)]
        line[rows[head].index(PICK)] = str(side)
        book._grids[NAME] = replace(grid, rows=rows)

    @staticmethod
    def _keyed(rows: Rows, row: int) -> int | None:
        at = rows[0].index("Job #")
        keyed = [n for n, cells in enumerate(rows) if n and at < len(cells) and cells[at]]
        return keyed[row % len(keyed)] if keyed else None

    # What the sync does, and what must hold -------------------------------------------------------

    def cells(self, side: Side) -> dict[Value, dict[str, Value]]:
        """Return the shared cells of one book, by key and column."""
        table = keyed_table(self.desks[side].grid())
        promise(not table.problems, f"keys of {side} stay good: {table.problems}")
        names = {name.lower(): name for name in (*SHARED, f"Private {side}")}
        return {
            key: {names[n]: v for n, v in row.items() if n in names}
            for key, row in table.cells.items()
        }

    def sync(
        self,
        stop: int = 0,
        faults: tuple[Fault | None, ...] = (),
        person: Callable[[], None] | None = None,
        at: int = 1,
    ) -> Prepared | None:
        """Sync once; return what was planned, or None where something went wrong on the way.

        A person works just before the request of number ``at``.
        """
        before = {side: self.cells(side) for side in Side}
        computed = [side for side in Side if self.desks[side].grid().formulas]
        base = self.memory.content
        self.touched.clear()
        self.fresh.clear()
        self.power.left = stop
        books = {side: Fragile(book, self.power) for side, book in self.books.items()}
        prepared: Prepared | None = None
        failed = False
        if self.server:
            self.server.faults = list(faults)
            self.server.before_each = [self._in_between(person, at)] if person else []
        try:
            prepared = prepare_sync(books[Side.A], books[Side.B], self.memory, SETTINGS)
            apply_sync(prepared, self.memory)
        except (Crash, BookError):
            failed = True
        finally:
            self.power.left = 0
            if self.server:
                self.server.faults, self.server.before_each = [], []
        self._look(before, prepared)
        self._formulas(computed)
        if prepared is not None and not failed and person is None:
            self._deletions_arrive(before, prepared)
            self._conflicts_are_real(prepared)
        moved = self.memory.content != base  # a base that was not saved knows no new numbers
        for one in prepared.merge.renumbered if prepared and moved else ():
            for column in SHARED:
                if (one.old, column) in self.agreed:
                    self.agreed.setdefault((one.new, column), self.agreed[one.old, column])
        if prepared is not None and not failed:
            self._learn()
        self._check_base(base)
        return None if failed else prepared

    def _in_between(self, person: Callable[[], None], at: int) -> Callable[[str, str], None]:
        left = at

        def edit(verb: str, path: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                person()

        return edit

    def _look(self, before: Mapping[Side, Any], prepared: Prepared | None) -> None:
        """Hold every cell a sync changed to what it was allowed to change."""
        after = {side: self.cells(side) for side in Side}
        new = {one.new: one.old for one in prepared.merge.renumbered} if prepared else {}
        picks = prepared.pair.rules.picks if prepared else {}
        for side in Side:
            for key, row in before[side].items():
                if self._job(key) in self.touched:
                    continue
                now = after[side].get(key)
                if now is None:
                    renamed = next((n for n, old in new.items() if old == key), None)
                    now = after[side].get(renamed)
                    other = before[side.other].get(renamed if now is not None else key)
                    if now is None:
                        promise(other is None, f"(1) {key} vanished from {side}, unasked")
                        if not picks:
                            self._was_agreed(key, row)
                        continue
                self._one_row(key, row, now, side, before, picks, new)
        for (side, job, column), value in self.fresh.items():
            if value is None and column == "Due" and self.renamed:
                continue  # a column that begins anew: a blank there is no edit, but not yet filled
            kept = [row.get(column) for key, row in after[side].items() if self._job(key) == job]
            if value is None and not kept:
                continue  # blanked in a row that was to be emptied: both wanted the same
            promise(
                any(same_value(one, value) for one in kept),
                f"(1) {side} {job} {column}: {value!r}, typed during the sync, was overwritten",
            )

    def _deletions_arrive(self, before: Mapping[Side, Any], prepared: Prepared) -> None:
        """A row both once had, gone on one side and untouched on the other, goes there too."""
        if prepared.pair.rules.picks or prepared.problems:
            return
        if self.renamed:
            return  # a column of another name begins anew: nobody can tell whether it was touched
        for side in Side:
            for key, row in before[side].items():
                # A column under a new name was never agreed on: its values count as edits.
                known = [c for c in SHARED if (key, c) in self.agreed and c in row]
                same = all(same_value(row[c], self.agreed[key, c]) for c in known)
                if len(known) == len(SHARED) and same and key not in before[side.other]:
                    left = [one for one in Side if key in self.cells(one)]
                    promise(not left, f"(1) {key} was deleted, and is in {left} again")

    def _conflicts_are_real(self, prepared: Prepared) -> None:
        """Both sides of a conflict differ from what they last agreed on."""
        for one in prepared.merge.conflicts:
            column = one.column.capitalize()
            if column == "Due" and self.renamed:
                continue
            if one.why == "changed on both sides" and (one.key, column) in self.agreed:
                known = self.agreed[one.key, column]
                real = not same_value(one.a, known) and not same_value(one.b, known)
                promise(real, f"(3) {one.key} {column} is called a conflict and is none")

    def _was_agreed(self, key: Value, row: Mapping[str, Value]) -> None:
        for column in SHARED:
            # What was agreed on under an earlier number, or never, is not told apart here.
            known = self.agreed.get((key, column), row.get(column))
            promise(
                column not in row or same_value(row[column], known),
                f"(1) {key} was deleted although {column} was edited to {row.get(column)!r}",
            )

    def _one_row(
        self,
        key: Value,
        row: Mapping[str, Value],
        now: Mapping[str, Value],
        side: Side,
        before: Mapping[Side, Any],
        picks: Mapping[str, Side],
        new: Mapping[Value, Value],
    ) -> None:
        for column, value in row.items():
            if column not in now or same_value(value, now[column]):
                continue
            promise(column in SHARED, f"(7) {side} {key} {column} was written")
            moved = next((n for n, old in new.items() if old == key), key)
            olds = (key, new.get(key, key), moved)
            theirs = [before[side.other][k].get(column) for k in olds if k in before[side.other]]
            promise(
                any(same_value(now[column], one) for one in theirs),
                f"(8) {side} {key} {column} became {now[column]!r}, which nobody typed",
            )
            known = any(same_value(value, self.agreed.get((k, column))) for k in olds)
            promise(known or picks, f"(1) {side} {key} {column}: {value!r} was overwritten unseen")

    def _formulas(self, sides: Iterable[Side]) -> None:
        """Hold every job to its formula; where all rows were deleted, there is none to copy."""
        for side in sides:
            grid = self.desks[side].grid()
            table = keyed_table(grid)
            hours, total = table.columns["hours"], table.columns["total"]
            for key, row in table.rows.items():
                wanted = f"{a1(row, hours)}*2"
                found = grid.formulas.get((row, total))
                promise(found == wanted, f"(5) {side} {key} computes {found}, not {wanted}")

    def _learn(self) -> None:
        """Remember what both books show now: from here on it may be overwritten."""
        a, b = self.cells(Side.A), self.cells(Side.B)
        for key in a.keys() & b.keys():
            for column in SHARED:
                if (
                    column in a[key]
                    and column in b[key]
                    and same_value(a[key][column], b[key][column])
                ):
                    self.agreed[key, column] = a[key][column]

    def _check_base(self, before: bytes | None) -> None:
        if self.memory.content == before:
            return
        a, b = self.cells(Side.A), self.cells(Side.B)
        for key in a.keys() & b.keys():
            for column in a[key].keys() & b[key].keys():
                if same_value(a[key][column], b[key][column]):
                    self.seen.add((column.lower(), repr(a[key][column])))
        for key, row in unpack_base(self.memory.content).items():
            for column, value in row.items():
                if column in [name.lower() for name in SHARED] and value is not None:
                    shown = {repr(value), repr(float(value)) if type(value) is int else ""}
                    promise(
                        any((column, one) in self.seen for one in shown),
                        f"(9) the base has {key} {column} {value!r}, which never was on both sides",
                    )

    def calm(self) -> None:
        """Let everybody rest, and hold the sync to what it promises then."""
        for side in Side:
            rows = self.desks[side].load()
            rows[0] = ["Due" if name == "Deadline" else name for name in rows[0]]
            self.desks[side].store(rows)
        self._synced()
        prepared = self._synced()
        self._second_run_writes_nothing()
        self._differences_are_listed(prepared)
        for _ in range(3):
            for row in range(len(prepared.merge.conflicts)):
                self.pick(row, Side.A)
            prepared = self._synced()
            if not prepared.merge.conflicts:
                break
        self._synced()
        promise(not prepared.merge.conflicts, "(3) every conflict was picked, and some are left")
        self._differences_are_listed(prepared)
        self._second_run_writes_nothing()

    def _synced(self) -> Prepared:
        prepared = self.sync()
        promise(prepared is not None, "a quiet sync goes through")
        assert prepared
        promise(not prepared.problems, f"a quiet sync has no problems: {prepared.problems}")
        return prepared

    def _second_run_writes_nothing(self) -> None:
        prepared = prepare_sync(self.books[Side.A], self.books[Side.B], self.memory, SETTINGS)
        for side, plan in prepared.plans.items():
            promise(not plan.edits, f"(4) a second run writes {plan.edits} into {side}")
        kept = self.memory.content
        receipts = apply_sync(prepared, self.memory)
        promise(not any(one.written for one in receipts.values()), "(4) a second run writes")
        promise(self.memory.content == kept, "(4) a second run moves the base")

    def _differences_are_listed(self, prepared: Prepared) -> None:
        a, b = self.cells(Side.A), self.cells(Side.B)
        listed = {(one.key, one.column) for one in prepared.merge.conflicts}
        for key in a.keys() | b.keys():
            if (key, "") in listed:
                continue
            promise(key in a and key in b, f"(3) {key} stands on one side only")
            for column in SHARED:
                same = same_value(a[key].get(column), b[key].get(column))
                promise(
                    same or (key, column.lower()) in listed,
                    f"(2) {key} {column} differs and is not shown: {a[key]} {b[key]}",
                )
