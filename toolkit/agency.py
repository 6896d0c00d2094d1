"""What a person names as BOOK, opened: configuration, books, and every record in them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from toolkit.books import Book, open_book
from toolkit.books.google.address import is_google
from toolkit.config import Config, find_config, load_config
from toolkit.errors import ConfigError, NotAWorkbookError
from toolkit.model import Tracker
from toolkit.reading import read_tracker
from toolkit.table import Progress

__all__ = [
    "WORKBOOK_SUFFIXES",
    "Agency",
    "agency_around",
    "open_agency",
    "open_named",
    "open_one",
    "user_config_folder",
]

WORKBOOK_SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"}
)


@dataclass(frozen=True, slots=True)
class Agency:
    """Every book a person named, read together as one agency."""

    config: Config
    books: Mapping[str, Book]
    """By the name that every record's place carries."""
    paths: Mapping[str, Path]
    """Where the books stand, by the same names; an open book that was never saved, would stand."""
    tracker: Tracker
    as_of: date
    now: datetime
    """The moment everything is judged at, in the agency's time zone."""
    folder: Path
    """The folder the first book stands in: results go beside it."""


def user_config_folder() -> Path:
    """Return the folder of the user's own agency.toml."""
    import platformdirs

    return platformdirs.user_config_path("account-services-toolkit", appauthor=False)


def open_agency(
    names: Sequence[str],
    *,
    now: datetime,
    as_of: date | None = None,
    config_path: Path | None = None,
    user_folder: Path | None = None,
    progress: Progress = lambda _: None,
) -> Agency:
    """Read all of the books as one agency.

    Each name is a file, a folder (its workbooks), a Google sheet (``gsheet:KEY/Tab`` or its full
    address), or a name from ``[books]`` in agency.toml. The configuration is ``config_path``, or
    the agency.toml found beside the first of them, upwards, or in ``user_folder``. All is judged
    at ``now``, an aware datetime, or on the morning of
    ``as_of``.

    Raises NotAWorkbookError for what is none, UnreadableError and ConfigError as they come.
    """
    first = next((Path(name) for name in names if Path(name).exists()), Path())
    found = config_path or find_config(first, user_folder)
    config = load_config(found) if found else Config()
    moment = _moment(config, now, as_of)
    meant = {n: n if Path(n).exists() else config.books.get(n, n) for n in names}
    files = [name for name, it in meant.items() if not is_google(it)]
    paths = _named_uniquely([path for name in files for path in _workbooks(name, config)])
    books = {name: open_book(path, name) for name, path in paths.items()}
    books |= {name: _google(it, config) for name, it in meant.items() if is_google(it)}
    folder = first if first.is_dir() else next((p.parent for p in paths.values()), Path())
    return _assembled(config, books, paths, moment, folder, progress)


def agency_around(
    book: Book,
    path: Path,
    *,
    now: datetime,
    as_of: date | None = None,
    user_folder: Path | None = None,
    companions: bool = False,
    progress: Progress = lambda _: None,
) -> Agency:
    """Read a book that is open already, such as the one in front in Excel, as an agency.

    ``path`` is where it stands, or would stand when it was never saved. ``companions`` reads the
    other workbooks of its folder as files beside it. Otherwise as ``open_agency``.
    """
    found = find_config(path, user_folder)
    config = load_config(found) if found else Config()
    moment = _moment(config, now, as_of)
    beside = _beside(path) if companions else []
    paths = {book.name: path} | dict(_named_uniquely(beside))
    books = {name: open_book(at, name) for name, at in paths.items() if name != book.name}
    return _assembled(config, {book.name: book, **books}, paths, moment, path.parent, progress)


def _beside(path: Path) -> list[Path]:
    """Return the other workbooks of a book's folder, none where there is no such folder."""
    if not path.exists():
        return []
    return [other for other in _in_folder(path.parent) if other.name != path.name]


def _assembled(
    config: Config,
    books: Mapping[str, Book],
    paths: Mapping[str, Path],
    moment: datetime,
    folder: Path,
    progress: Progress,
) -> Agency:
    named: dict[str, Book] = {}
    grids = []
    for name, book in books.items():
        progress(f"Reading {name}")
        read = book.read()
        shown = name if book.name in named else book.name  # a Google sheet's name comes with it
        named[shown] = book
        grids.append((shown, read))
    progress("Finding the tables")
    tracker = read_tracker(grids, config, moment.date())
    return Agency(config, named, paths, tracker, moment.date(), moment, folder)


def _moment(config: Config, now: datetime, as_of: date | None) -> datetime:
    """Return ``now`` where the agency sits, or the start of work on ``as_of``."""
    try:
        zone = ZoneInfo(config.agency.timezone)
        starts = time.fromisoformat(config.contact.day_starts)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            f"{config.path}: {error}; agency.timezone is a name such as Europe/London, "
            "contact.day_starts a time such as 09:00"
        ) from error
    return datetime.combine(as_of, starts, zone) if as_of else now.astimezone(zone)


def _workbooks(name: str, config: Config) -> Iterator[Path]:
    """Return the files a BOOK means, a folder's sorted by name."""
    path = Path(name)
    if path.is_dir():
        yield from _in_folder(path)
    elif path.exists():
        yield path
    elif name in config.books:
        named = (config.path or path).parent / config.books[name]
        yield from _in_folder(named) if named.is_dir() else [named]
    else:
        raise NotAWorkbookError(
            f"There is no file, folder or book {name!r}{_nearest(path, config)}"
        )


def open_one(name: str, config: Config) -> Book:
    """Return the one book a BOOK means, unread; for folders there is :func:`open_agency`.

    Raises NotAWorkbookError, also where it means several.
    """
    meant = config.books.get(name, name) if not Path(name).exists() else name
    if is_google(meant):
        return _google(meant, config)
    paths = list(_workbooks(name, config))
    if len(paths) > 1:
        raise NotAWorkbookError(f"{name} is a folder of {len(paths)} workbooks; name one of them")
    return open_book(paths[0])


def open_named(name: str, user_folder: Path | None = None) -> Book:
    """Return the one book a person named for writing by hand, unread.

    A file needs no settings; for a Google sheet, or a name of agency.toml's, the one of the working
    folder, upwards, or of the user is asked.

    Raises NotAWorkbookError and ConfigError.
    """
    if Path(name).exists():
        return open_one(name, Config())
    found = find_config(Path(), user_folder)
    return open_one(name, load_config(found) if found else Config())


def _google(name: str, config: Config) -> Book:
    from toolkit.books.google.book import open_google

    key_file = Path(config.google.credentials).expanduser() if config.google.credentials else None
    if key_file and config.path:
        key_file = config.path.parent / key_file
    return open_google(name, key_file)


def _in_folder(folder: Path) -> Sequence[Path]:
    try:
        found = [
            path
            for path in sorted(folder.iterdir())
            if path.suffix.lower() in WORKBOOK_SUFFIXES
            and path.is_file()
            and not path.name.startswith(("~$", "."))
        ]
    except OSError as error:
        raise NotAWorkbookError(f"The folder {folder} cannot be read: {error.strerror}") from error
    if not found:
        raise NotAWorkbookError(
            f"There is no workbook in the folder {folder}; "
            f"the kinds read are {', '.join(sorted(WORKBOOK_SUFFIXES))}"
        )
    return found


def _nearest(path: Path, config: Config) -> str:
    """Return a hint at what was perhaps meant."""
    import difflib

    near = [*config.books]
    if path.parent.is_dir():
        near += [p.name for p in path.parent.iterdir()]
    close = difflib.get_close_matches(path.name, near, n=1)
    return f"; did you mean {close[0]!r}?" if close else "; check the name and the folder"


def _named_uniquely(paths: Sequence[Path]) -> Mapping[str, Path]:
    """Return name → path; a file named twice is read once.

    The name is the file's own where no other has it, else as much of the path as tells them apart.
    """
    single = list({path.resolve(): path for path in paths}.values())
    for depth in itertools.count(1):
        names = ["/".join(path.resolve().parts[-depth:]) for path in single]
        if len(set(names)) == len(names):
            break
    return dict(zip(names, single, strict=True))
