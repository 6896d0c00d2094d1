from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from toolkit.documents import free_path, output_folder, write_document
from toolkit.errors import OutputError


def test_a_document_lands_whole_in_a_new_folder(tmp_path: Path) -> None:
    path = tmp_path / "out" / "Status.html"
    assert write_document(path, b"one") == path
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_a_person_may_have_worked_on_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "Status.html"
    path.write_bytes(b"edited by hand")
    second = write_document(path, b"new")
    assert second == tmp_path / "Status (2).html"
    assert path.read_bytes() == b"edited by hand"
    assert free_path(path) == tmp_path / "Status (3).html"


def test_the_same_bytes_again_are_no_new_file(tmp_path: Path) -> None:
    path = tmp_path / "Status.html"
    write_document(path, b"one")
    write_document(path, b"two")
    assert write_document(path, b"two") == tmp_path / "Status (2).html"
    assert len(list(tmp_path.iterdir())) == 2


def test_going_back_to_older_bytes_is_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "Status.html"
    write_document(path, b"one")
    write_document(path, b"two")
    assert write_document(path, b"one") == tmp_path / "Status (3).html"


def test_a_folder_where_a_file_stands_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="--out"):
        write_document(tmp_path / "out" / "Status.html", b"one")


def test_a_disk_that_fills_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_document(tmp_path / "Status.html", b"one")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_a_document_may_be_read_by_whoever_the_users_mask_allows(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        path = write_document(tmp_path / "Status.html", b"one")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_results_go_beside_the_book_unless_configured_elsewhere(tmp_path: Path) -> None:
    assert output_folder(tmp_path, "toolkit-output") == tmp_path / "toolkit-output"
    assert output_folder(Path("elsewhere"), str(tmp_path)) == tmp_path
