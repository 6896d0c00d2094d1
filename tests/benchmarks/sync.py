"""What a sync with Google costs in requests and time, beside a plain gspread script.

Usage: python -m tests.benchmarks.sync
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.books.google_sheets import google_book, made_book
from tests.real.sheets_server import SheetsServer
from toolkit.books.google.client import Patience
from toolkit.books.google.grids import READ_MASK
from toolkit.books.memory import MemoryBook
from toolkit.plan import Block, Column, OwnSheet, Plan
from toolkit.sync.run import Settings, apply_sync, prepare_sync
from toolkit.table import Grid, Value

HEAD: list[Value] = ["Job #", *(f"Column {n}" for n in range(14))]


class Kept:
    """The memory of a pair, in memory."""

    content: bytes | None = None

    def load(self) -> bytes | None:
        """Return what was saved."""
        return self.content

    def save(self, content: bytes) -> None:
        """Keep it."""
        self.content = content


def jobs(rows: int) -> Grid:
    """Return a tracker of 15 columns."""
    lines: list[list[Value]] = [
        [f"J-{n:05d}", *(f"{n}-{c}" for c in range(14))] for n in range(rows)
    ]
    return Grid("Jobs", [list(HEAD), *lines])


def timed(server: SheetsServer, what: str, work: Callable[[], object]) -> tuple[int, float]:
    """Print and return how many requests and seconds some work takes."""
    server.log.clear()
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    requests = server.requests()
    size = sum(one.received + one.sent for one in requests) / 1e6
    print(f"  {what:46} {len(requests):6} requests {size:7.2f} MB {seconds:7.2f} s")
    return len(requests), seconds


def measure(rows: int) -> None:
    """Print every measure for a tracker of so many rows, every tenth row changed on each side."""
    print(f"{rows:,} rows of 15 columns")
    with SheetsServer() as server:
        memory, a = Kept(), MemoryBook({"Jobs": jobs(rows)})
        made_book(server, jobs(rows))
        b = google_book(server, "KEY", patience=Patience())
        apply_sync(prepare_sync(a, b, memory, Settings()), memory)
        timed(server, "pull of all tabs", b.read)
        block = Block(
            (Column("Job"), Column("What")), tuple((f"J-{n}", "late") for n in range(200))
        )
        sheets = tuple(OwnSheet(name, name, (), (block,)) for name in ("Late", "Burn", "Owners"))
        timed(server, "push of three result tabs", lambda: b.apply(Plan(sheets=sheets)))
        client = server.client()
        _, moved = timed(
            server,
            "moving the bytes: three reads as they are",
            lambda: [
                client.http_client.fetch_sheet_metadata("KEY", {"fields": READ_MASK})
                for _ in range(3)
            ],
        )
        changed = [list(cells) for cells in jobs(rows).rows]
        for row in range(1, rows, 10):
            changed[row][2] = "changed here"
        a._grids["Jobs"] = Grid("Jobs", changed)
        tab = server.service.books["KEY"].tabs[0]
        for number in range(5, rows, 10):
            tab.change(number, 3, value="changed there")
        ours, seconds = timed(
            server,
            "two-way sync",
            lambda: apply_sync(prepare_sync(a, b, memory, Settings()), memory),
        )
        sheet = client.open_by_key("KEY").worksheet("Jobs")
        some = min(rows // 10, 100)

        def plainly() -> None:
            sheet.get_all_values()
            for row in range(1, some + 1):
                sheet.update_cell(row * 10 + 1, 3, "changed here")

        plain, _ = timed(server, f"plain gspread, {some} of {rows // 10} cells", plainly)
    whole = 1 + (plain - 1) * (rows // 10) // some
    print(f"  requests: {whole / ours:.0f} × fewer than the plain script ({whole})")
    print(f"  time: {seconds / moved:.1f} × that of moving the bytes")


if __name__ == "__main__":
    for count in (1_000, 10_000):
        measure(count)
