from __future__ import annotations

import errno
import itertools
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.books.build import plan, shelf, workbook
from toolkit.books import saving
from toolkit.books.backups import KEPT, Shelf, fingerprint, fingerprint_of
from toolkit.books.strays import is_whole
from toolkit.books.writer import apply_plan
from toolkit.errors import (
    BookBusyError,
    ChangedUnderneathError,
    NotAWorkbookError,
    OutputError,
    RefusedError,
    ToolkitError,
)

SCALE = float(os.environ.get("TOOLKIT_TEST_SCALE", "1"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "books").mkdir()
    return tmp_path / "books"


@pytest.fixture
def book(folder: Path) -> Path:
    return workbook(folder / "tracker.xlsx")


@pytest.fixture
def kept(tmp_path: Path) -> Shelf:
    return shelf(tmp_path)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def write_new(out: BinaryIO) -> None:
    out.write(b"new")


@pytest.mark.parametrize("mark", ["~$tracker.xlsx", ".~lock.tracker.xlsx#"])
def test_a_book_open_in_another_program_is_not_written(book: Path, kept: Shelf, mark: str) -> None:
    (book.parent / mark).write_bytes(b"Bo")

    with pytest.raises(BookBusyError, match="tracker"):
        apply_plan(book, plan(), shelf=kept)


def test_a_book_saved_while_we_work_is_not_written(book: Path, kept: Shelf) -> None:
    taken = saving.take(book)

    def write(out: BinaryIO) -> None:
        book.write_bytes(b"theirs")
        out.write(b"ours")

    with pytest.raises(ChangedUnderneathError):
        saving.replace(taken, write, kept)
    assert book.read_bytes() == b"theirs"
    assert names(book.parent) == ["tracker.xlsx"]


def test_a_read_only_book_is_refused(book: Path, kept: Shelf) -> None:
    before = book.read_bytes()
    book.chmod(0o444)

    with pytest.raises(RefusedError):
        apply_plan(book, plan(), shelf=kept)
    assert book.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_mode_stays_and_the_time_tells_the_truth(book: Path, kept: Shelf) -> None:
    book.chmod(0o640)
    os.utime(book, (1_000_000_000, 1_000_000_000))

    apply_plan(book, plan(), shelf=kept)

    assert book.stat().st_mode & 0o777 == 0o640
    assert time.time() - book.stat().st_mtime < 60


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(book: Path, kept: Shelf, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(book)

    apply_plan(link, plan(), shelf=kept)

    assert link.is_symlink()
    assert not apply_plan(book, plan(), shelf=kept).written


def test_a_full_disk_leaves_the_old_book_whole(book: Path, kept: Shelf) -> None:
    before = book.read_bytes()

    def write(out: BinaryIO) -> None:
        out.write(before[: len(before) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match="full"):
        saving.replace(saving.take(book), write, kept)
    assert book.read_bytes() == before
    assert names(book.parent) == ["tracker.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX one")
def test_a_real_limit_on_file_size_leaves_the_old_book_whole(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tests.books.build import plan, shelf\n"
        "from toolkit.books.writer import apply_plan\n"
        "import toolkit.books.image, xlsxwriter\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "apply_plan(Path(sys.argv[1]), plan(), shelf=shelf(Path(sys.argv[2])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, str(book), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert "OutputError" in done.stderr
    assert book.read_bytes() == before
    assert names(book.parent) == ["tracker.xlsx"]


def test_a_folder_that_is_gone_is_told(book: Path, kept: Shelf) -> None:
    taken = saving.take(book)
    book.unlink()
    book.parent.rmdir()

    with pytest.raises(ToolkitError):
        saving.replace(taken, write_new, kept)
    with pytest.raises(NotAWorkbookError):
        apply_plan(book, plan(), shelf=kept)
    with pytest.raises(OutputError):
        apply_plan(workbook(kept.folder.parent / "a.xlsx"), plan(), to=book, shelf=kept)


def test_a_shelf_that_cannot_be_written_stops_the_save(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    (tmp_path / "backups").write_text("a file where the folder should be")

    with pytest.raises(OutputError):
        apply_plan(book, plan(), shelf=shelf(tmp_path))
    assert book.read_bytes() == before


# Renames that fail


@pytest.fixture
def renames(monkeypatch: pytest.MonkeyPatch) -> list[OSError]:
    """Let the next renames onto a book fail with these errors, one each."""
    failures: list[OSError] = []
    rename = Path.replace

    def replace(source: Path, target: Path) -> Path:
        if failures and Path(target).name == "tracker.xlsx":
            raise failures.pop(0)
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(saving, "PAUSES", (0.0, 0.0))
    return failures


def test_a_short_sharing_violation_is_waited_out(
    book: Path, kept: Shelf, renames: list[OSError]
) -> None:
    renames += [PermissionError(errno.EACCES, "in use")] * 2

    assert apply_plan(book, plan(), shelf=kept).written
    assert names(book.parent) == ["tracker.xlsx"]


def test_where_renaming_onto_an_open_file_fails_it_is_written_over(
    book: Path, kept: Shelf, renames: list[OSError]
) -> None:
    renames += [PermissionError(errno.EACCES, "in use")] * 3

    before = book.read_bytes()
    receipt = apply_plan(book, plan(), shelf=kept)

    assert receipt.written
    assert Path(receipt.backup or "").read_bytes() == before
    assert not apply_plan(book, plan(), shelf=kept).written
    assert names(book.parent) == ["tracker.xlsx"]


def test_a_book_that_cannot_be_written_at_all_stays_as_it_is(
    book: Path, kept: Shelf, renames: list[OSError], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.read_bytes()
    renames += [PermissionError(errno.EACCES, "in use")] * 3

    def refuse(content: bytes, path: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(saving, "pour", refuse)
    with pytest.raises(BookBusyError):
        apply_plan(book, plan(), shelf=kept)
    assert book.read_bytes() == before
    assert names(book.parent) == ["tracker.xlsx"]


# What killed runs leave


def test_strays_are_cleaned_up(book: Path, kept: Shelf) -> None:
    stray = book.with_name(".~tracker.xlsx.0a0b.account-services.tmp")
    other = book.with_name(".~other.xlsx.0a0b.account-services.tmp")
    stray.write_bytes(b"half")
    other.write_bytes(b"half")

    apply_plan(book, plan(), shelf=kept)

    assert not stray.exists()
    assert other.exists()


def test_a_cut_off_overwrite_is_finished(book: Path) -> None:
    new = workbook(book.with_name("new.xlsx"), {"Jobs": [["x" * 50, n] for n in range(99)]})
    whole, old = new.read_bytes(), book.read_bytes()
    book.with_name(".~tracker.xlsx.0a0b.account-services.ready").write_bytes(whole)
    book.write_bytes(whole[:3000] + old[3000:])

    assert saving.take(book).content == whole


def test_a_book_somebody_saved_after_a_cut_off_overwrite_stays(book: Path) -> None:
    old = book.read_bytes()
    book.with_name(".~tracker.xlsx.0a0b.account-services.ready").write_bytes(b"ours")

    assert saving.take(book).content == old
    assert names(book.parent) == ["tracker.xlsx"]


SAVE = """
import sys, itertools
from pathlib import Path
from tests.books.build import plan, shelf
from toolkit.books.writer import apply_plan
import toolkit.books.image, xlsxwriter
book, folder = Path(sys.argv[1]), Path(sys.argv[2])
kept = shelf(folder)
print("ready", flush=True)
for number in itertools.count():
    apply_plan(book, plan(*["Late", "Fine"] * (1 + number % 40)), shelf=kept)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX one")
def test_a_kill_at_any_moment_leaves_a_whole_book(book: Path, tmp_path: Path) -> None:
    rng = random.Random(7)
    for _ in range(int(4 * SCALE)):
        child = subprocess.Popen(
            [sys.executable, "-B", "-c", SAVE, str(book), str(tmp_path)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(rng.uniform(0, 0.3))
        child.send_signal(signal.SIGKILL)
        child.wait(timeout=30)
        child.stdout.close()
        assert is_whole(book)
        apply_plan(book, plan("Late"), shelf=shelf(tmp_path))
        assert names(book.parent) == ["tracker.xlsx"]


# Undo


def test_undo_puts_the_previous_version_back(book: Path, kept: Shelf) -> None:
    before = book.read_bytes()
    receipt = apply_plan(book, plan(), shelf=kept)

    version = saving.undo(book, kept)

    assert book.read_bytes() == before
    assert version is not None
    assert receipt.backup == str(version.file)


def test_undo_goes_back_save_by_save(book: Path, kept: Shelf) -> None:
    versions = [book.read_bytes()]
    for states in (["Late"], ["Fine"], ["Late", "Late"]):
        apply_plan(book, plan(*states), shelf=kept)
        versions.append(book.read_bytes())

    for version in versions[-2::-1]:
        saving.undo(book, kept)
        assert book.read_bytes() == version
    assert saving.undo(book, kept) is None


def test_undo_never_takes_a_persons_work_away(book: Path, kept: Shelf) -> None:
    apply_plan(book, plan(), shelf=kept)
    workbook(book, {"Jobs": [["Mine"]]})
    theirs = book.read_bytes()

    with pytest.raises(ChangedUnderneathError):
        saving.undo(book, kept)
    assert book.read_bytes() == theirs


def test_without_an_earlier_version_undo_says_so(book: Path, kept: Shelf) -> None:
    assert saving.undo(book, kept) is None


def test_the_last_ten_versions_are_kept(book: Path, kept: Shelf) -> None:
    for number in itertools.islice(itertools.count(1), KEPT + 3):
        apply_plan(book, plan(*["Late"] * number), shelf=kept)

    place = kept.place(book)
    assert len([f for f in place.iterdir() if f.suffix == ".xlsx"]) == KEPT
    assert len(list(kept.versions(book))) == KEPT
    assert len(names(place)) == 2 * KEPT


def test_a_version_is_kept_even_when_the_clock_was_set_back(book: Path, kept: Shelf) -> None:
    for number in range(1, KEPT + 1):
        apply_plan(book, plan(*["Late"] * number), shelf=kept)
    before = book.read_bytes()

    early = Shelf(kept.folder, lambda: datetime(2020, 1, 1, tzinfo=UTC))
    apply_plan(book, plan("Fine"), shelf=early)
    saving.undo(book, early)

    assert book.read_bytes() == before


def test_a_save_that_changes_nothing_keeps_no_version(book: Path, kept: Shelf) -> None:
    same = book.read_bytes()

    def write(out: BinaryIO) -> None:
        out.write(same)

    assert saving.replace(saving.take(book), write, kept) is None
    assert names(kept.place(book)) == []


def test_a_save_that_fails_keeps_no_version(book: Path, kept: Shelf) -> None:
    def write(out: BinaryIO) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError):
        saving.replace(saving.take(book), write, kept)
    assert names(kept.place(book)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is a POSIX one")
def test_a_shelf_on_a_full_disk_stops_the_save(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    script = (
        "import io, resource, signal, sys; from pathlib import Path\n"
        "from tests.books.build import shelf\n"
        "from toolkit.books import saving\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "write = lambda out: out.write(b'new')\n"
        "saving.replace(saving.take(Path(sys.argv[1])), write, shelf(Path(sys.argv[2])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, str(book), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert "OutputError: The previous version" in done.stderr
    assert book.read_bytes() == before
    assert names(book.parent) == ["tracker.xlsx"]
    assert names(shelf(tmp_path).place(book)) == []


def test_a_fingerprint_tells_versions_apart_wherever_they_differ(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    for path, text in ((first, b"one"), (second, b"two")):
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(zipfile.ZipInfo("part"), text)
            for number in range(3_000):  # its index alone is longer than a comment can be
                package.writestr(zipfile.ZipInfo(f"other part {number}"), b"")
    one, two = first.read_bytes(), second.read_bytes()
    texts = b"Job;Status" + b" " * 200_000, b"Job;Closed" + b" " * 200_000

    assert len({fingerprint(content) for content in (one, two, *texts)}) == 4
    assert fingerprint_of(first) == fingerprint(one)


def test_a_version_has_bytes_of_its_own(book: Path, kept: Shelf) -> None:
    before = book.read_bytes()
    with book.open("r+b") as held_open:
        receipt = apply_plan(book, plan(), shelf=kept)
        held_open.write(b"written late, into the old file")

    assert Path(receipt.backup or "").read_bytes() == before


def test_books_of_the_same_name_do_not_share_versions(tmp_path: Path, kept: Shelf) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = workbook(tmp_path / "a" / "t.xlsx"), workbook(tmp_path / "b" / "t.xlsx")
    apply_plan(first, plan(), shelf=kept)

    assert saving.undo(second, kept) is None
