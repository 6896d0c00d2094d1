"""Files → grids: the kind is told by the content, and doubtful files go to a child process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TypeVar

from toolkit.books.formats import FileFormat, sniff
from toolkit.books.package import Package, is_suspicious
from toolkit.books.stamp import FileStamp, read_stamped
from toolkit.errors import BookBusyError, NotAWorkbookError, ToolkitError, UnreadableError
from toolkit.table import Grid, SheetInfo

__all__ = [
    "Outcome",
    "Reader",
    "Reading",
    "grids_by",
    "is_final",
    "list_sheets",
    "read_workbook",
    "sheets_by",
]

T = TypeVar("T")

TOO_LARGE = 400_000_000
LARGE_TEXT = 100_000_000
"""A larger text table is read in a child process: its cells take many times its bytes."""


class Reader(StrEnum):
    """Who turns bytes into grids; each is the others' second reader."""

    CALAMINE = "calamine"
    OWN = "own"
    OPENPYXL = "openpyxl"


class Outcome(StrEnum):
    """How a reading in a child process ended."""

    READ = "read"
    NO_WORKBOOK = "no workbook"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """The grids of a file, and the stamp of the bytes they were read from."""

    grids: Mapping[str, Grid]
    seen: FileStamp


def read_workbook(path: Path, names: Sequence[str] = ()) -> Reading:
    """Return the grids of the named sheets, or of all.

    Raises NotAWorkbookError, UnreadableError or BookBusyError, each with what to do.
    """
    content, seen = _content(path)
    with _any_failure_refused(path.name):
        return _read(content, seen, path, names)


def _read(content: bytes, seen: FileStamp, path: Path, names: Sequence[str]) -> Reading:
    kind = sniff(content, path.name)
    if kind is FileFormat.TEXT and len(content) <= LARGE_TEXT:
        return Reading(grids_by(Reader.OWN, content, path.name, names), seen)
    if kind is FileFormat.XLSX and not is_suspicious(Package(content, path.name)):
        try:
            return Reading(grids_by(Reader.CALAMINE, content, path.name, names), seen)
        except UnreadableError as first:
            if is_final(first):
                raise
            return Reading(_second_try(kind, content, path.name, names, first), seen)
    return Reading(_second_try(kind, content, path.name, names, None), seen)


def list_sheets(path: Path) -> tuple[SheetInfo, ...]:
    """Return a file's sheets without reading their cells. Raises as ``read_workbook``."""
    content, _ = _content(path)
    with _any_failure_refused(path.name):
        kind = sniff(content, path.name)
        if kind is FileFormat.TEXT:
            return (SheetInfo(path.stem),)
        if kind is FileFormat.XLSX:
            return sheets_by(Reader.OWN, content, path.name)
        from toolkit.books.guarded import guarded_sheets

        return guarded_sheets(Reader.CALAMINE, content, path.name)


@contextmanager
def _any_failure_refused(name: str) -> Iterator[None]:
    """Turn whatever a parser raises over a damaged file into a refusal."""
    try:
        yield
    except ToolkitError:
        raise
    except MemoryError as error:
        raise UnreadableError(
            f"{name} needs more memory than there is; save the sheet you need on its own"
        ) from error
    except Exception as error:  # a damaged file can make any line of any parser fail
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise UnreadableError(
            f"{name} cannot be read ({told}); let Excel repair it, and tell us with --debug"
        ) from error


def _content(path: Path) -> tuple[bytes, FileStamp]:
    try:
        if path.is_dir():
            raise NotAWorkbookError(f"{path} is a folder; name a workbook in it")
        size = path.stat().st_size
        if size > TOO_LARGE:
            raise UnreadableError(
                f"{path.name} has {size // 1_000_000} MB, more than can be read safely "
                f"({TOO_LARGE // 1_000_000} MB); split it, or save it without pictures"
            )
        return read_stamped(path)
    except FileNotFoundError as error:
        raise NotAWorkbookError(f"There is no file {path}; check the name") from error
    except PermissionError as error:
        raise BookBusyError(
            f"{path.name} cannot be opened: another program holds it, or you may not read it; "
            "close it there, or copy it, and try again"
        ) from error
    except OSError as error:
        raise UnreadableError(
            f"{path.name} cannot be read from its disk ({error.strerror}); copy it elsewhere first"
        ) from error


def _second_try(
    kind: FileFormat,
    content: bytes,
    name: str,
    names: Sequence[str],
    first: UnreadableError | None,
) -> Mapping[str, Grid]:
    """Read in a child process, by each reader in turn until one can."""
    from toolkit.books.guarded import Deadline, guarded_grids

    readers = [Reader.OWN, Reader.OPENPYXL] if kind is FileFormat.XLSX else []
    if first is None:
        readers.insert(0, Reader.CALAMINE)
    deadline = Deadline.from_now()
    for reader in readers:
        try:
            return guarded_grids(reader, content, name, names, deadline)
        except UnreadableError as error:
            first = first or error
            if is_final(error):
                raise
    raise first or UnreadableError(f"{name} cannot be read")


def is_final(error: UnreadableError) -> bool:
    """Whether another reader must not try: the cells make no sense, or the limits were reached."""
    return isinstance(error.__cause__, ValueError | MemoryError | TimeoutError)


def sheets_by(reader: Reader, content: bytes, name: str) -> tuple[SheetInfo, ...]:
    """Return the sheets as one reader sees them, in this process."""
    if reader is Reader.OWN:
        from toolkit.books.xlsx import XlsxReader

        return XlsxReader(content, name).sheets
    if sniff(content, name) is FileFormat.ODS:  # calamine knows it by more than what it is
        return tuple(
            SheetInfo(grid.sheet, grid.visibility)
            for grid in _grids_by(reader, content, name, ()).values()
        )
    from toolkit.books.calamine import Calamine

    return Calamine(content, name).sheets()


def grids_by(reader: Reader, content: bytes, name: str, names: Sequence[str]) -> Mapping[str, Grid]:
    """Return the grids as one reader sees them, in this process.

    Raises UnreadableError when it cannot, NotAWorkbookError when a name is not there.
    """
    with _any_failure_refused(name):
        return _grids_by(reader, content, name, names)


def _grids_by(
    reader: Reader, content: bytes, name: str, names: Sequence[str]
) -> Mapping[str, Grid]:
    if reader is Reader.OPENPYXL:
        from toolkit.books.openpyxl_reader import read_with_openpyxl

        return _picked(read_with_openpyxl(content, name), names, name)
    kind = sniff(content, name)
    if kind is FileFormat.TEXT:
        from toolkit.books.delimited import read_delimited

        grid = read_delimited(content, PurePath(name).stem, name)
        return _picked({grid.sheet: grid}, names, name)
    if kind is FileFormat.ODS:
        from toolkit.books.ods import read_ods

        return _picked(read_ods(content, name), names, name)
    if kind is FileFormat.XLSX:
        from toolkit.books.xlsx import XlsxReader

        book = XlsxReader(content, name, calamine=reader is Reader.CALAMINE)
        infos = {info.name: info for info in book.sheets}
        return {sheet: book.grid(info) for sheet, info in _picked(infos, names, name).items()}
    from toolkit.books.legacy import read_legacy

    return _picked(read_legacy(content, name, kind), names, name)


def _picked(found: Mapping[str, T], names: Sequence[str], book: str) -> Mapping[str, T]:
    for name in names:
        if name not in found:
            raise NotAWorkbookError(
                f"{book} has no sheet {name!r}; it has {', '.join(map(repr, found)) or 'none'}"
            )
    return {name: found[name] for name in names} if names else found
