from __future__ import annotations

import pytest

from toolkit.errors import NotAWorkbookError, RefusedError
from toolkit.sync.tables import choose_sheet, keyed_table
from toolkit.table import Grid, Value

HEAD: list[Value] = ["Job #", "Name", "Client", "Hours"]
JOBS: list[list[Value]] = [["J-1", "Film", "Kestrel", 2], ["J-2", "Site", "Kestrel", 3]]


def table(*below: list[Value], key: str = "Job #") -> Grid:
    return Grid("Jobs", [[key, *HEAD[1:]], *JOBS, *below])


@pytest.mark.parametrize(
    "word",
    ["Summe", "Gesamt", "Totaal", "Total:", "TOTALS", "Sub-total", "Somme", "Suma", "I alt",
     "– Total –", "Zwischensumme", "Grand total", "Total 2026"],
)  # fmt: skip
def test_a_total_in_any_of_six_languages_is_no_job(word: str) -> None:
    found = keyed_table(table([], [word, None, None, 5]))
    assert (list(found.rows), found.end, found.stop) == (["J-1", "J-2"], 3, 5)


@pytest.mark.parametrize("key", ["MAX-01", "SUM-7", "COUNT12"])
def test_a_key_that_begins_like_a_total_is_a_job(key: str) -> None:
    assert key in keyed_table(table([key, None, None, 5])).rows


def test_a_job_called_total_is_a_job() -> None:
    assert "Total rebrand" in keyed_table(table(["Total rebrand", "Logo", "Kestrel", 5])).rows


def test_jobs_below_a_subtotal_are_jobs() -> None:
    found = keyed_table(
        table(
            ["Subtotal", None, None, 5],
            ["J-3", "Ad", "Ilex", 4],
            ["Subtotal", None, None, 4],
            ["Total", None, None, 9],
        )
    )
    assert (list(found.rows), found.end, found.stop) == (["J-1", "J-2", "J-3"], 5, 6)


def test_another_table_below_a_total_is_not_synced() -> None:
    found = keyed_table(
        table(["Total", None, None, 5], [], ["Invoice", "Job", "Sum", None], ["J-9", "x", "y", 1])
    )
    assert (list(found.rows), found.stop) == (["J-1", "J-2"], 4)


@pytest.mark.parametrize("header", ["Auftragsnr.", "Projektnummer", "N° dossier", "Sagsnr."])
def test_the_key_is_known_by_the_words_of_the_reading(header: str) -> None:
    grid = table(key=header)
    assert choose_sheet("a.xlsx", {"Jobs": grid}, "") is grid
    assert list(keyed_table(grid).rows) == ["J-1", "J-2"]


def test_weak_words_and_two_that_could_be_meant_name_no_key() -> None:
    weak = table(key="Item")
    two = Grid("Jobs", [["Pos", "Auftragsnr.", "Kunde"], [1, "J-1", "Kestrel"]])
    for grid in (weak, two):
        with pytest.raises(NotAWorkbookError):
            choose_sheet("a.xlsx", {"Jobs": grid}, "")


def test_a_legend_of_codes_does_not_stand_beside_the_jobs() -> None:
    jobs, legend = table(), Grid("Legend", [["Code", "Meaning"], ["R", "Red"]])
    assert choose_sheet("a.xlsx", {"Legend": legend, "Jobs": jobs}, "") is jobs


def test_two_sheets_the_reading_knows_are_refused() -> None:
    grids = {"A": table(key="Auftragsnr."), "B": table(key="Auftragsnr.")}
    with pytest.raises(RefusedError):
        choose_sheet("a.xlsx", grids, "")
