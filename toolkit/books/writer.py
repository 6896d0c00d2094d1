"""Plans → files: a workbook is patched part by part and then replaced as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lxml.etree import LxmlError

from toolkit.books import saving
from toolkit.books.backups import Shelf, default_shelf
from toolkit.books.endings import REWRITABLE, is_rewritable
from toolkit.books.links import leading_on
from toolkit.books.ooxml.blank import blank_workbook
from toolkit.books.ooxml.edits import edit_cells
from toolkit.books.ooxml.graft import graft
from toolkit.books.ooxml.guards import refuse_what_cannot_be_kept
from toolkit.books.ooxml.notes import change_notes
from toolkit.books.ooxml.package import Package, is_package
from toolkit.books.ooxml.relations import drop_idle_types
from toolkit.books.ooxml.workbook import Workbook
from toolkit.books.stamp import FileStamp
from toolkit.collector import collector_resting
from toolkit.errors import BookError, RefusedError
from toolkit.plan import OwnSheet, Plan, Receipt

__all__ = ["apply_plan", "rehearse_plan"]


@dataclass(frozen=True, slots=True)
class Patch:
    """What a plan came to, before anything is written."""

    package: Package
    edits: int
    sheets: dict[str, str]
    notes: int
    remarks: tuple[str, ...]


def apply_plan(
    path: Path,
    plan: Plan,
    *,
    seen: FileStamp | None = None,
    to: Path | None = None,
    shelf: Shelf | None = None,
) -> Receipt:
    """Write all of a plan into a workbook, or nothing.

    ``seen`` is what the file was when the plan was made. With ``to`` the result goes there and
    the workbook keeps every byte. Files that are no workbook or template of Excel are never
    rewritten: own sheets go to a new .xlsx beside them, anything else is refused.

    Raises ChangedUnderneathError, RefusedError, BookBusyError, NotAWorkbookError or OutputError;
    the workbook is then as it was.
    """
    if not plan:
        return Receipt(str(path), written=False)
    shelf = shelf or default_shelf()
    taken = saving.take(path, seen)
    if is_rewritable(path) and is_package(taken.content[:4]):
        sheets = tuple(leading_on(sheet, path, to or path) for sheet in plan.sheets)
        patch = _named(path, lambda: _patched(taken.content, replace(plan, sheets=sheets)))
        return _saved(taken, patch, to or path, shelf)
    return _saved_beside(taken, plan, to, shelf)


def rehearse_plan(path: Path, plan: Plan, *, seen: FileStamp | None = None) -> None:
    """Make the whole of a plan's result and drop it; raises what writing it would raise."""
    taken = saving.take(path, seen)
    saving.refuse_if_open(path)
    if is_rewritable(path):
        saving.refuse_if_read_only(taken.path)
        _named(path, lambda: _patched(taken.content, plan))
    else:
        _refuse_cells(path, plan)


def _refuse_cells(path: Path, plan: Plan) -> None:
    if plan.edits or plan.notes:
        raise RefusedError(
            f"{path.name} is not changed in place, because only {', '.join(REWRITABLE)} can be "
            "without loss; save it as .xlsx first"
        )


def _named(path: Path, patch: Callable[[], Patch]) -> Patch:
    """Run a patch, its failures named after the book they speak of."""
    try:
        with collector_resting():
            return patch()
    except BookError as error:
        raise type(error)(f"{path.name}: {error}") from error
    except (ValueError, LookupError, LxmlError) as error:
        # A number that is none, a style that is not there: a package some program built wrongly.
        raise RefusedError(
            f"{path.name}: it is built in a way that is not understood ({error}); open and save "
            "it in Excel first"
        ) from error


def _patched(content: bytes, plan: Plan) -> Patch:
    """Return the package with the plan in it; every guard is asked before anything is written."""
    package = Package(content)
    workbook = Workbook(package)
    refuse_what_cannot_be_kept(workbook)
    edit_cells(workbook, plan.edits)
    remarks = change_notes(workbook, plan.notes, clear=plan.clear_notes)
    sheets = {}
    for sheet in plan.sheets:
        place = graft(workbook, sheet.name, partial(_image, sheet))
        sheets[sheet.name] = place.name
    drop_idle_types(package)
    remarks += [
        f"A sheet called {wanted} was there already; the results stand in {given}"
        for wanted, given in sheets.items()
        if wanted != given
    ]
    return Patch(package, plan.changes, sheets, len(plan.notes), tuple(remarks))


def _image(sheet: OwnSheet, name: str) -> bytes:
    from toolkit.books.image import build_image

    return build_image(sheet, name)


def _saved(taken: saving.Taken, patch: Patch, to: Path, shelf: Shelf) -> Receipt:
    receipt = Receipt(str(to), False, patch.edits, patch.sheets, patch.notes, remarks=patch.remarks)
    here = to.resolve() == taken.path
    if here and not patch.package.changes():
        return receipt
    if not here and not to.exists():
        saving.create(to, patch.package.write)
        return replace(receipt, written=True)
    backup = saving.replace(taken if here else saving.take(to), patch.package.write, shelf)
    if backup is None:
        return receipt
    return replace(receipt, written=True, backup=str(backup.file))


def _saved_beside(taken: saving.Taken, plan: Plan, to: Path | None, shelf: Shelf) -> Receipt:
    """Write own sheets to a workbook beside one that is never rewritten."""
    name = taken.path.name
    if is_rewritable(taken.path):
        _named(taken.path, lambda: _patched(taken.content, plan))  # raises what is wrong with it
    _refuse_cells(taken.path, plan)
    target = to or _beside(taken.path)
    base = saving.take(target) if target.exists() else None
    content = base.content if base and to is None else blank_workbook()
    sheets = tuple(leading_on(sheet, taken.path, target, alone=True) for sheet in plan.sheets)
    patch = _named(target, lambda: _patched(content, Plan(sheets=sheets)))
    told = f"{name} is no .xlsx, so it is left as it is: the results stand in {target.name}"
    patch = replace(patch, remarks=(told, *patch.remarks))
    if base is None:
        saving.create(target, patch.package.write)
        return Receipt(str(target), True, sheets=patch.sheets, remarks=patch.remarks)
    return _saved(base, patch, target, shelf)


def _beside(path: Path) -> Path:
    """Return the workbook of results that belongs to a file: never one of a person's."""
    number, target = 1, path.with_name(f"{path.stem} (results).xlsx")
    while target.exists() and not _is_ours(target):
        number += 1
        target = path.with_name(f"{path.stem} (results {number}).xlsx")
    return target


def _is_ours(path: Path) -> bool:
    try:
        sheets = Workbook(Package(path.read_bytes())).sheets()
    except (BookError, OSError):
        return False
    return any(sheet.own for sheet in sheets)
