"""How the lines of a meeting's cells are read."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.minutes import Point, parse_points, parse_statements


def test_a_line_says_job_what_who_and_when() -> None:
    assert parse_points("MHB-1042: send new proofs — Dana Reyes — 12 March") == (
        Point("MHB-1042", "send new proofs", ("Dana Reyes",), "12 March"),
    )


@pytest.mark.parametrize("separator", [" — ", " – ", " - ", " | ", "|", "; ", ";", "\t", "—"])
def test_any_usual_separator_will_do(separator: str) -> None:
    line = separator.join(["MHB-1042: send new proofs", "Dana", "Friday"])
    assert parse_points(line) == (Point("MHB-1042", "send new proofs", ("Dana",), "Friday"),)


@pytest.mark.parametrize(
    ("line", "who", "when"),
    [
        ("Send proofs", (), ""),
        ("Send proofs — Dana", ("Dana",), ""),
        ("Send proofs — Friday", (), "Friday"),
        ("Send proofs — 2026-03-12", (), "2026-03-12"),
        ("Send proofs — client — w/c 3 Mar", ("client",), "w/c 3 Mar"),
        ("Send proofs — Friday — Dana", ("Dana",), "Friday"),
        ("Send proofs — DR/KS — EOD", ("DR", "KS"), "EOD"),
        (
            "Send proofs — Dana Reyes and Kim van der Berg — TBC",
            ("Dana Reyes", "Kim van der Berg"),
            "TBC",
        ),
        ("Send proofs — TBD — Friday", (), "Friday"),
        ("Send proofs — — Friday", (), "Friday"),
        ("Send proofs | Dana |", ("Dana",), ""),
        ("Send proofs — the legal team — 12 March", ("the legal team",), "12 March"),
        ("Send proofs — 山田太郎 — 3月12日", ("山田太郎",), "3月12日"),
        ("Send proofs — Dana — 12 – 14 March", ("Dana",), "12 – 14 March"),
        ("Send proofs — Dana — after the shoot", ("Dana",), "after the shoot"),
        ("Send proofs — Dana — 12 mars", ("Dana",), "12 mars"),
        ("Send proofs — Dana — end of May", ("Dana",), "end of May"),
        ("Send proofs — Dana — within 48 hours", ("Dana",), "within 48 hours"),
    ],
)
def test_what_is_missing_stays_empty(line: str, who: tuple[str, ...], when: str) -> None:
    assert parse_points(line) == (Point("", "Send proofs", who, when),)


@pytest.mark.parametrize(
    "line",
    [
        "Film — the long one — needs a new end",
        "Recut the thirty-second film",
        "Headline — approved",
        "Send the poster — version 2",
        "Send the poster — client may approve it",
        "Back to school: Dana’s posters",
        "Re-send the brief - with the new logo in it this time please",
    ],
)
def test_a_dash_in_a_sentence_makes_no_person(line: str) -> None:
    assert parse_points(line) == (Point("", line),)


def test_a_dash_in_the_text_does_not_move_who_and_when() -> None:
    (point,) = parse_points("A-1: Film — the 30 sec cut; colour — Dana — 12 March")
    assert point == Point("A-1", "Film — the 30 sec cut; colour", ("Dana",), "12 March")


@pytest.mark.parametrize(
    "line",
    [
        "• MHB-1042: headline approved",
        "- MHB-1042: headline approved",
        "1. MHB-1042: headline approved",
        "(2) MHB-1042: headline approved",
        "b) MHB-1042: headline approved",
        "Job MHB-1042: headline approved",
        "Job # MHB-1042: headline approved",
        "[MHB-1042] headline approved",
    ],
)
def test_bullets_and_numbering_are_not_part_of_what_was_said(line: str) -> None:
    assert parse_statements(line) == (Point("MHB-1042", "headline approved"),)


def test_a_leading_zero_stays_in_the_number() -> None:
    assert parse_statements("0042: headline approved")[0].job == "0042"


@pytest.mark.parametrize(
    "line",
    ["Call at 10:30 with legal", "Budget: unchanged", "Note: see below", "http://a1.example"],
)
def test_a_colon_alone_makes_no_job(line: str) -> None:
    assert parse_statements(line) == (Point("", line),)


def test_a_number_on_its_own_line_heads_the_lines_below_it() -> None:
    text = "MHB-1042:\n- headline approved\n- logo larger\n\n- next meeting in May\n7001: stopped"
    assert [p.job for p in parse_statements(text)] == ["MHB-1042", "MHB-1042", "", "7001"]


def test_a_statement_keeps_its_dashes() -> None:
    (point,) = parse_statements("A-1: Version B – Dana's – approved - Friday")
    assert point.text == "Version B – Dana's – approved - Friday"


def test_a_number_before_a_dash_is_the_job() -> None:
    (point,) = parse_points("MHB-1042 — send new proofs — Dana — Friday")
    assert point == Point("MHB-1042", "send new proofs", ("Dana",), "Friday")


@pytest.mark.parametrize("text", [None, "", "  \n \n", "-", "—\n—"])
def test_nothing_said_is_no_point(text: str | None) -> None:
    assert parse_points(text) == ()


@pytest.mark.parametrize(
    ("line", "what", "who", "when"),
    [
        ("Dana to ask for quotes by 1 December", "ask for quotes", ("Dana",), "1 December"),
        (
            "DR and Kim Lee to send it before 12 March.",
            "send it before 12 March.",
            ("DR", "Kim Lee"),
            "12 March",
        ),
        ("Dana: send proofs", "send proofs", ("Dana",), ""),
        ("Client to approve by EOD", "approve", ("Client",), "EOD"),
        ("Dana will not be in by Friday", "Dana will not be in by Friday", ("Dana",), "Friday"),
        ("Back to school posters", "Back to school posters", (), ""),
        ("Send proofs by courier", "Send proofs by courier", (), ""),
        ("Sam to send proofs by Friday", "Sam to send proofs by Friday", (), "Friday"),
    ],
)
def test_a_sentence_says_who_when_it_begins_with_a_known_person(
    line: str, what: str, who: tuple[str, ...], when: str
) -> None:
    people = ["Dana Reyes", "DR", "Kim Lee"]
    assert parse_points(line, people) == (Point("", what, who, when),)


def test_without_known_people_a_sentence_names_nobody() -> None:
    assert parse_points("Dana to send proofs")[0].who == ()


SAID = ("send", "Dana", "Kim", "proofs", "Friday", "12", "March", "by", "to", "and", "TBC", "東京")
MARKS = ("A-1:", "7001:", "[B-2]", "job", "#", "•", "1.", "—", "-", "|", ";", "/", "\n")
WORDS = st.sampled_from(SAID) | st.sampled_from(MARKS)


@settings(max_examples=100 * int(os.environ.get("TOOLKIT_TEST_SCALE", "1")), deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_no_word_of_a_cell_is_lost(text: str) -> None:
    points = parse_points(text, ["Dana", "Kim"])
    said = " ".join(" ".join((p.job, p.text, *p.who, p.when)) for p in points)
    lost = set(re.findall(r"[^\W\d]{3,}", text)) - set(re.findall(r"[^\W\d]{3,}", said))
    assert lost <= {"and", "job", "TBC"}  # what parts names, numbers a job, or names nobody


@given(st.text(max_size=200))
@settings(max_examples=100 * int(os.environ.get("TOOLKIT_TEST_SCALE", "1")), deadline=None)
def test_any_text_is_read_without_harm(text: str) -> None:
    assert all(isinstance(point, Point) for point in (*parse_points(text), *parse_statements(text)))
