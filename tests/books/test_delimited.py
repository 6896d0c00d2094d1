from __future__ import annotations

import pytest

from toolkit.books.delimited import decoded, read_delimited
from toolkit.errors import UnreadableError


def rows(content: bytes) -> list[list[object]]:
    return [list(row) for row in read_delimited(content, "jobs", "jobs.csv").rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    text = delimiter.join(["Job", "Name", "Fee"]) + "\n" + delimiter.join(["0042", "Spot", "12"])
    assert rows(text.encode()) == [["Job", "Name", "Fee"], ["0042", "Spot", "12"]]


def test_decimal_commas_do_not_part_cells() -> None:
    assert rows(b"Job;Fee\n1;1.200,50\n2;3,5\n") == [
        ["Job", "Fee"],
        ["1", "1.200,50"],
        ["2", "3,5"],
    ]


def test_commas_in_titles_do_not_win_over_tabs() -> None:
    text = b"Jobs, all of them, 2026\n\nJob\tName\n1\tFilm, long\n2\tSite\n3\tAd, short\n"
    assert rows(text)[3] == ["1", "Film, long"]


def test_every_cell_stays_text_as_typed() -> None:
    assert rows(b"0042,1e5,TRUE,2026-01-02, x \n") == [["0042", "1e5", "TRUE", "2026-01-02", " x "]]


def test_line_breaks_and_delimiters_in_quotes_stay_in_their_cell() -> None:
    assert rows(b'a,"b\nc, ""d"""\n1,2\n') == [["a", 'b\nc, "d"'], ["1", "2"]]


def test_blank_lines_keep_their_row() -> None:
    assert rows(b"a,b\n\n1,2\n") == [["a", "b"], [], ["1", "2"]]


def test_excels_own_first_line_is_no_row() -> None:
    assert rows(b"sep=;\na;b,c\n") == [["a", "b,c"]]


def test_one_column_is_one_column() -> None:
    assert rows(b"Job\n1\n2\n") == [["Job"], ["1"], ["2"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encoding_is_found_out(encoding: str) -> None:
    text = "Größe;Straße\nfünf;– 5 –\n"
    assert decoded(text.encode(encoding)) == text


def test_utf_8_cut_in_a_letter_is_still_utf_8() -> None:
    assert decoded("Größe;ü".encode()[:-1]) == "Größe;"


def test_a_quote_that_is_never_closed_is_refused() -> None:
    with pytest.raises(UnreadableError):
        rows(b'a,"' + b"x" * 2_000_000)


def test_a_row_wider_than_a_sheet_is_refused() -> None:
    assert len(rows(b"x," * 16_383 + b"x")[0]) == 16_384
    with pytest.raises(UnreadableError):
        rows(b"x," * 16_384 + b"x")
