from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.config import Config, parse_config
from toolkit.errors import OutputError
from toolkit.history import RunState, ScheduledRun, ScheduledStep, StepState
from toolkit.runs.summary import MOST_LINES, letter, subject

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
STEP = ScheduledStep(
    "check", "check", StepState.DONE, AT, AT, said=("1 error",), for_person=("J-1 <b>late</b>",)
)
FAILED = replace(STEP, name="sync", state=StepState.FAILED, for_person=("no network",))
RUN = ScheduledRun(AT, "nightly", "agency.toml", "pc", RunState.ENDED, AT, 1, ("crashed",), (STEP,))


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (RUN, "nightly: 1 thing for you – Marlow"),
        (replace(RUN, steps=(STEP, FAILED)), "nightly: 1 thing for you, 1 step failed – Marlow"),
        (replace(RUN, steps=()), "nightly: look at the run itself – Marlow"),
        (replace(RUN, steps=(), exit_code=0), "nightly: all is well – Marlow"),
    ],
)
def test_the_subject_says_what_there_is_to_do(run: ScheduledRun, said: str) -> None:
    assert subject(run, "Marlow") == said


def test_text_and_html_say_the_same_and_cells_are_no_markup() -> None:
    made = letter(replace(RUN, steps=(STEP, FAILED)), Config(), None)
    for said in ("crashed", "1 error", "no network", "exit code 1"):
        assert said in made.text
        assert said in made.html
    assert "J-1 <b>late</b>" in made.text
    assert "J-1 &lt;b&gt;late&lt;/b&gt;" in made.html


def test_a_line_break_in_a_cell_begins_no_line_of_the_mail() -> None:
    step = replace(STEP, for_person=("Film\n! all is well",))
    assert "  - Film ! all is well" in letter(replace(RUN, steps=(step,)), Config(), None).text


def test_a_long_list_is_cut_and_says_so() -> None:
    step = replace(STEP, for_person=tuple(f"thing {n}." for n in range(MOST_LINES + 7)))
    text = letter(replace(RUN, steps=(step,)), Config(), None).text
    assert "thing 39." in text
    assert "thing 40." not in text
    assert "and 7 more" in text


def test_an_agencys_own_template_stands_for_ours(tmp_path: Path) -> None:
    (tmp_path / "run.txt.j2").write_text("Hello {{ run }}")
    assert letter(RUN, parse_config(""), tmp_path).text == "Hello nightly"
    (tmp_path / "run.txt.j2").write_text("Hello {{ nobody }}")
    with pytest.raises(OutputError, match=r"run\.txt\.j2"):
        letter(RUN, parse_config(""), tmp_path)
