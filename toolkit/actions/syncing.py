"""Keeping two books in step, and remembering what they last agreed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.remembering import history_of, kept_history
from toolkit.agency import open_one
from toolkit.books import Book
from toolkit.books.google.address import is_google, parse_address
from toolkit.config import Config, find_config, load_config
from toolkit.errors import ConfigError, RefusedError
from toolkit.history import open_history
from toolkit.plan import Plan, Receipt
from toolkit.sync.merge import Direction, Side
from toolkit.sync.pair import SyncRules
from toolkit.sync.run import Prepared, Settings, apply_sync, prepare_sync
from toolkit.table import same_value

if TYPE_CHECKING:
    from toolkit.history.store import History

__all__ = ["SyncResult", "sync", "sync_open_book"]


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a sync found, and what it wrote; nothing when it was only shown."""

    names: Mapping[Side, str]
    prepared: Prepared
    receipts: Mapping[Side, Receipt]

    @property
    def cells(self) -> int:
        """How many cells were changed, in both books."""
        return sum(_cells(self.prepared.plans[side]) for side in self.receipts)


def sync(
    a: str,
    b: str,
    *,
    now: datetime,
    write: bool = False,
    allow_deletes: bool = False,
    history: str | None = None,
    config_path: Path | None = None,
    user_folder: Path | None = None,
) -> SyncResult:
    """Plan the sync of two books and, with ``write``, make it.

    A and B are files, Google sheets or names from agency.toml. Raises as books and the history do;
    what one book has taken by then stays, and the next sync does the rest.
    """
    first = next((Path(name) for name in (a, b) if Path(name).exists()), Path())
    found = config_path or find_config(first, user_folder)
    config = load_config(found) if found else Config()
    books = {Side.A: open_one(a, config), Side.B: open_one(b, config)}
    settings = _settings(config, allow_deletes=allow_deletes)
    pair = "\n".join((_identity(a, books[Side.A], config), _identity(b, books[Side.B], config)))
    with _memory(history_of(config, history), pair, now, create=write) as memory:
        return _synced(books, memory, settings, lambda _: write)


def sync_open_book(
    book: Book,
    path: Path,
    *,
    now: datetime,
    agree: Callable[[str], bool],
    user_folder: Path | None = None,
) -> SyncResult:
    """Sync a book that is open, such as the one in front in Excel, with its partner.

    Which that is stands in agency.toml; the pair is the one that ``sync`` knows by the names of
    file and partner. ``agree`` is told what would be written, and nothing is when it answers no.
    Raises ConfigError where no partner is named, RefusedError where a table cannot be synced as it
    stands, otherwise as ``sync``.
    """
    found = find_config(path, user_folder)
    config = load_config(found) if found else Config()
    partner = config.sync.partners.get(path.name)
    if partner is None:
        raise ConfigError(
            f"Nothing says which Google sheet {path.name} goes with: in {found or 'agency.toml'}, "
            f'under [sync.partners], write "{path.name}" = "gsheet:KEY/Tab"'
        )
    books = {Side.A: book, Side.B: open_one(partner, config)}
    pair = "\n".join((str(path.resolve()), _identity(partner, books[Side.B], config)))

    def agreed(prepared: Prepared) -> bool:
        if prepared.problems:
            raise RefusedError("\n".join(map(str, prepared.problems)))
        return not any(prepared.plans.values()) or agree(_in_brief(prepared))

    with _memory(history_of(config), pair, now, create=True) as memory:
        return _synced(books, memory, _settings(config, allow_deletes=False), agreed)


def _in_brief(prepared: Prepared) -> str:
    counts = [
        f"{count} cells in {book.name}"
        for side, book in prepared.books.items()
        if (count := _cells(prepared.plans[side]))
    ]
    if conflicts := len(prepared.merge.conflicts):
        counts.append(f"{conflicts} to be decided in the sheet Conflicts")
    return ", ".join(counts)


def _cells(plan: Plan) -> int:
    """Return how many cells a plan changes; some edits only hold a header to what it was."""
    return sum(edit.formula or not same_value(edit.before, edit.after) for edit in plan.edits)


def _synced(
    books: Mapping[Side, Book],
    memory: _Memory,
    settings: Settings,
    agree: Callable[[Prepared], bool],
) -> SyncResult:
    prepared = prepare_sync(books[Side.A], books[Side.B], memory, settings)
    receipts = apply_sync(prepared, memory) if agree(prepared) else {}
    names = {side: book.name for side, book in books.items()}
    return SyncResult(names, prepared, receipts)


def _settings(config: Config, *, allow_deletes: bool) -> Settings:
    wanted = config.sync
    directions = {name: Direction(one) for name, one in wanted.directions.items()}
    rules = SyncRules(wanted.columns, directions, wanted.only)
    return Settings(wanted.key, wanted.sheet, rules, allow_deletes)


def _identity(name: str, book: Book, config: Config) -> str:
    """Return what stays the same of a book, however a person names it."""
    meant = name if Path(name).exists() else config.books.get(name, name)
    if is_google(meant):
        address = parse_address(meant)
        return f"gsheet:{address.key}/{address.tab or address.gid or ''}"
    path = getattr(book, "path", Path(meant))
    return str(Path(path).resolve())


@dataclass(frozen=True, slots=True)
class _Memory:
    history: History | None
    pair: str
    now: datetime

    def load(self) -> bytes | None:
        return self.history.sync_base(self.pair) if self.history else None

    def save(self, content: bytes) -> None:
        if self.history:
            self.history.set_sync_base(self.now, self.pair, content)


@contextmanager
def _memory(address: str, pair: str, now: datetime, *, create: bool) -> Iterator[_Memory]:
    """Open what is remembered of a pair; a plan that is only shown begins no history."""
    with open_history(address) if create else kept_history(address) as history:
        yield _Memory(history, pair, now)
