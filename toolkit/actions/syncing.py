"""Keeping two books in step, and remembering what they last agreed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from toolkit.history import open_history
from toolkit.plan import Receipt
from toolkit.sync.merge import Direction, Side
from toolkit.sync.pair import SyncRules
from toolkit.sync.run import Prepared, Settings, apply_sync, prepare_sync

if TYPE_CHECKING:
    from toolkit.history.store import History

__all__ = ["SyncResult", "sync"]


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What a sync found, and what it wrote; nothing when it was only shown."""

    names: Mapping[Side, str]
    prepared: Prepared
    receipts: Mapping[Side, Receipt]


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
    address = history_of(config, history)
    with _memory(address, pair, now, create=write) as memory:
        prepared = prepare_sync(books[Side.A], books[Side.B], memory, settings)
        receipts = apply_sync(prepared, memory) if write else {}
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
