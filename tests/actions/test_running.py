from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.runs.agency import CLEAN, LATE, Area, job_list, write_sheet
from toolkit import agency
from toolkit.actions import checking, errands, running, steps, syncing
from toolkit.actions.ordering import Order, order_named
from toolkit.actions.running import CLEAN as ALL_WELL
from toolkit.actions.running import FAILED, FOR_PERSON
from toolkit.books import open_book
from toolkit.config import BurnStep, SyncStep
from toolkit.errors import BookBusyError, ConfigError, MailError, UnreachableError
from toolkit.history import RunState, ScheduledRun, StepState, open_history
from toolkit.history.scheduled import scheduled_runs
from toolkit.runs.places import run_places
from toolkit.table import Value

NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
CHECK = '[run.nightly]\nsteps = ["check"]\ntries = 1\n'


def ordered(area: Area, name: str = "nightly") -> Order:
    made = order_named(name, area.agency, history=str(area.history))
    return replace(made, state=area.state)


def run(order: Order, waited: list[float] | None = None) -> ScheduledRun:
    naps = [] if waited is None else waited
    return running.run(order, clock=lambda: NOW, sleep=naps.append)


@pytest.fixture
def area(tmp_path: Path) -> Area:
    return Area(tmp_path)


def kept(area: Area) -> tuple[ScheduledRun, ...]:
    with open_history(str(area.history)) as history:
        return scheduled_runs(history)


def test_a_run_where_nothing_is_wrong_ends_with_0(area: Area) -> None:
    config = CHECK + '[checks]\nselect = ["DAT301"]\n'
    done = run(ordered(area.settle(config)))
    assert (done.exit_code, done.steps[0].state) == (ALL_WELL, StepState.DONE)
    assert done.steps[0].for_person == ()
    assert kept(area) == (done,)


@pytest.mark.parametrize(
    ("level", "told", "code"), [("warning", 1, FOR_PERSON), ("error", 0, ALL_WELL)]
)
def test_findings_need_a_person_from_the_level_that_was_set(
    area: Area, level: str, told: int, code: int
) -> None:
    config = f'{CHECK}tell_from = "{level}"\n[checks]\nselect = ["DAT301"]\n'
    done = run(ordered(area.settle(config, *LATE)))
    assert (len(done.steps[0].for_person), done.exit_code) == (told, code)
    assert done.steps[0].counts == {"warning": 1}


def test_results_go_beside_the_agency_whatever_the_working_folder(area: Area) -> None:
    done = run(ordered(area.settle('[run.nightly]\nout = "night"\nsteps = ["check", "chase"]')))
    places = [Path(place) for step in done.steps for place in step.made]
    assert [place.name for place in places] == [
        "Jobs checked 2026-11-25.xlsx",
        "Chase list 2026-11-25.csv",
        "Chase list 2026-11-25.txt",
    ]
    assert {place.parent for place in places} == {area.agency / "night"}
    assert all(place.is_file() for place in places)


def test_a_step_that_fails_stops_only_those_that_need_it(area: Area) -> None:
    done = run(
        ordered(
            area.settle(
                """
                [run.nightly]
                tries = 1
                steps = [
                  { do = "check", name = "first", books = ["gone.xlsx"] },
                  { do = "status", needs = ["first"] },
                  { do = "chase", needs = ["status"] },
                  { do = "forecast", books = ["Jobs.xlsx"] },
                ]
                """
            )
        )
    )
    assert [step.state for step in done.steps] == [
        StepState.FAILED,
        StepState.SKIPPED,
        StepState.SKIPPED,
        StepState.DONE,
    ]
    assert "gone.xlsx" in done.steps[0].for_person[0]
    assert "first" in done.steps[1].said[0]
    assert done.exit_code == FAILED
    assert kept(area) == (done,)


def test_a_bug_in_a_step_costs_no_other_and_shows_no_value(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(step: object, errand: object) -> errands.Work:
        raise RuntimeError("secret cell")

    monkeypatch.setitem(steps.DOING, BurnStep, broken)
    done = run(ordered(area.settle('[run.nightly]\nsteps = ["burn", "chase"]')))
    assert [step.state for step in done.steps] == [StepState.FAILED, StepState.DONE]
    assert "RuntimeError" in done.steps[0].for_person[0]
    assert "secret" not in repr(done) + area.log()


def test_reading_is_tried_again(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    read = agency.open_agency
    calls: list[int] = []

    def busy_at_first(*args: object, **named: object) -> object:
        calls.append(1)
        if len(calls) < 3:
            raise BookBusyError("being saved")
        return read(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(errands, "open_agency", busy_at_first)
    waited: list[float] = []
    done = run(ordered(area.settle('[run.nightly]\nsteps = ["chase"]')), waited)
    assert (done.steps[0].state, done.steps[0].tries) == (StepState.DONE, 3)
    assert waited == [30.0, 60.0]
    assert area.log().count("tries again") == 2


def test_writing_is_not_tried_again(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def busy(*_: object, **__: object) -> None:
        calls.append(1)
        raise BookBusyError("open in Excel")

    monkeypatch.setattr(checking, "write_checks", busy)
    waited: list[float] = []
    done = run(ordered(area.settle('[run.nightly]\nsteps = ["check"]')), waited)
    assert (done.steps[0].state, done.steps[0].tries) == (StepState.FAILED, 1)
    assert (calls, waited) == ([1], [])


def sync_area(area: Area, options: str = "") -> Order:
    toml = f"""
        [books]
        ours = "a.xlsx"
        theirs = "b.xlsx"
        [run.nightly]
        steps = [{{ do = "sync", books = ["ours", "theirs"]{options} }},
                 {{ do = "status", books = ["ours"], needs = ["sync"] }}]
    """
    area.settle(toml)
    job_list(area.agency / "a.xlsx", *CLEAN)
    job_list(area.agency / "b.xlsx", *CLEAN)
    return ordered(area)


def changed(area: Area, book: str, status: Value) -> None:
    row = [*CLEAN[0][:3], status, *CLEAN[0][4:]]
    job_list(area.agency / book, row)


def status_of(area: Area, book: str) -> Value:
    return open_book(area.agency / book).read()["Jobs"].value(2, 4)


def test_a_sync_writes_only_where_the_step_says_so(area: Area) -> None:
    order = sync_area(area, ", write = true")
    assert run(order).exit_code == ALL_WELL
    changed(area, "a.xlsx", "Closed")
    (step, _) = order.wanted.steps
    assert isinstance(step, SyncStep)
    shown = replace(order, wanted=replace(order.wanted, steps=(replace(step, write=False),)))
    said = run(shown).steps[0].said
    assert "only shown" in said[0]
    assert status_of(area, "b.xlsx") == "Open"
    assert run(order).steps[0].counts["changes"] == 1
    assert status_of(area, "b.xlsx") == "Closed"


def test_a_conflict_needs_a_person_and_stops_no_later_step(area: Area) -> None:
    order = sync_area(area, ", write = true")
    run(order)
    changed(area, "a.xlsx", "Closed")
    changed(area, "b.xlsx", "On hold")
    done = run(order)
    assert [step.state for step in done.steps] == [StepState.DONE, StepState.DONE]
    assert "A Closed, B On hold" in done.steps[0].for_person[0]
    assert done.exit_code == FOR_PERSON


def test_a_sync_that_had_to_stop_keeps_what_needs_it_from_running(area: Area) -> None:
    order = sync_area(area, ", write = true")
    job_list(area.agency / "a.xlsx", *CLEAN, *CLEAN)
    done = run(order)
    assert [step.state for step in done.steps] == [StepState.STOPPED, StepState.SKIPPED]
    assert done.exit_code == FOR_PERSON


def test_a_sync_that_failed_on_the_way_is_planned_anew(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = sync_area(area, ", write = true")
    sync = syncing.sync
    calls: list[int] = []

    def away_at_first(*names: str, **named: object) -> object:
        calls.append(1)
        done = sync(*names, **named)  # type: ignore[arg-type]
        if len(calls) == 1:
            raise UnreachableError("the answer was lost after the write landed")
        return done

    monkeypatch.setattr(syncing, "sync", away_at_first)
    run(order)
    changed(area, "a.xlsx", "Closed")
    calls.clear()
    done = run(order)
    assert done.steps[0].tries == 2
    assert done.steps[0].said[0] == "Nothing to bring over"
    assert status_of(area, "b.xlsx") == "Closed"


def test_a_history_that_cannot_be_written_costs_nobody_the_run(area: Area) -> None:
    area.settle(CHECK)
    area.history.parent.mkdir()
    area.history.write_bytes(b"no database at all, though it lies where one is looked for")
    done = run(ordered(area))
    assert done.steps[0].made
    assert any("history" in remark for remark in done.remarks)
    assert done.exit_code == FAILED


def test_a_run_somebody_stops_is_no_crash(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    order = ordered(area.settle(CHECK))
    monkeypatch.setattr(errands, "open_agency", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(order)
    assert [one.state for one in kept(area)] == [RunState.STOPPED]
    monkeypatch.undo()
    assert run(order).remarks == ()


def test_the_day_of_a_run_can_be_chosen(area: Area) -> None:
    order = replace(ordered(area.settle(CHECK)), as_of=date(2026, 5, 1))
    assert Path(run(order).steps[0].made[0]).name == "Jobs checked 2026-05-01.xlsx"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "it names no run"),
        ('[run.nightley]\nsteps = ["check"]', "did you mean 'nightley'"),
        ("[run.nightly]", "no steps"),
        ('[run.nightly]\nsteps = ["check", "check"]', "two steps called 'check'"),
        ('[run.nightly]\nsteps = ["check", {do = "chase", needs = ["chek"]}]', "'check'"),
        ('[run.nightly]\nsteps = [{do = "chase", needs = ["check"]}, "check"]', "no step before"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(area: Area, toml: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        ordered(area.settle(toml))
    assert not area.state.exists()
    assert not area.history.exists()


def test_a_run_whose_name_could_leave_its_folder_is_refused(area: Area) -> None:
    area.settle('[run."../x"]\nsteps = ["check"]')
    with pytest.raises(ConfigError, match="needs a name"):
        ordered(area, "../x")


BURNT = """
[run.nightly]
steps = [{ do = "burn", page = false }]
"""


def test_a_crossing_is_told_until_somebody_was_told(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    area.settle(BURNT)
    hours: list[list[Value]] = [["Date", "Person", "Client", "Hours"]]
    hours += [[date(2026, 11, day), "Ben Cole", "Marlow", 6] for day in (3, 4)]
    write_sheet(area.agency / "Hours.xlsx", hours)
    retainers: list[list[Value]] = [
        ["Client", "Retainer Hours", "Period", "Start Date"],
        ["Marlow", 10, "month", date(2026, 11, 1)],
    ]
    write_sheet(area.agency / "Retainers.xlsx", retainers, "Retainers")
    mail = '[mail]\nserver = "localhost"\nsender = "a@b.example"\nto = ["c@b.example"]\n'
    (area.agency / "agency.toml").write_text(BURNT + mail, encoding="utf-8")
    sent: list[str] = []

    def away(*_: object) -> None:
        raise MailError("away")

    monkeypatch.setattr(running, "send", away)
    failed = run(ordered(area))
    assert failed.exit_code == FAILED
    assert failed.steps[0].counts["alerts"] > 0
    monkeypatch.setattr(running, "send", lambda letter, *_: sent.append(letter.subject))
    told = run(ordered(area))
    assert told.steps[0].for_person == failed.steps[0].for_person
    assert len(sent) == 1
    again = run(ordered(area))
    assert (again.exit_code, again.steps[0].for_person, len(sent)) == (ALL_WELL, (), 1)


def test_findings_the_last_run_did_not_have_come_first(area: Area) -> None:
    config = f'{CHECK}tell_from = "warning"\n[checks]\nselect = ["DAT301"]\n'
    order = ordered(area.settle(config, *LATE))
    (first,) = run(order).steps
    assert not any(line.startswith("New") for line in first.for_person)
    inserted: list[Value] = ["J-0", "Card", "Marlow", "Open", "", "Ana Reyes", "2026-05-01"]
    later: list[Value] = ["J-9", "Stand", "Marlow", "Open", "", "Zoe Hall", "2026-05-01"]
    job_list(area.agency / "Jobs.xlsx", inserted, *LATE, later)
    (second,) = run(order).steps
    assert [line.split(" ", 2)[:2] for line in second.for_person] == [
        ["New:", "Ana"],
        ["New:", "Zoe"],
        ["Ben", "Cole:"],
    ]
    job_list(area.agency / "Jobs.xlsx", later)
    (third,) = run(order).steps
    assert third.said[1] == "0 of those to be told are new, 2 are gone since the last run"


def test_a_crash_the_history_does_not_know_is_told_by_the_lock(area: Area) -> None:
    order = ordered(area.settle('[run.nightly]\nsteps = ["chase"]'))
    lock = run_places(order.agency, order.state).lock
    lock.parent.mkdir(parents=True)
    note = {"run": "weekly", "host": "pc", "process": 7, "since": NOW.isoformat()}
    lock.write_text(json.dumps(note))
    done = run(order)
    assert (done.exit_code, run(order).exit_code) == (FOR_PERSON, ALL_WELL)
    assert "“weekly”, process 7 on pc" in done.remarks[0]


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ((), ["."]),
        (("Jobs.xlsx",), ["Jobs.xlsx"]),
        (("ours", "team"), ["sub/Ours.xlsx", "gsheet:KEY/Jobs"]),
        (("gsheet:OTHER",), ["gsheet:OTHER"]),
    ],
)
def test_books_of_a_step_are_meant_from_beside_agency_toml(
    area: Area, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...], meant: list[str]
) -> None:
    books = '[books]\nours = "sub/Ours.xlsx"\nteam = "gsheet:KEY/Jobs"\n'
    order = ordered(area.settle(books + CHECK))
    (step,) = order.wanted.steps
    wanted = replace(order.wanted, steps=(replace(step, books=named),))
    asked: list[str] = []

    def noted(names: tuple[str, ...], **_: object) -> None:
        asked.extend(names)
        raise UnreachableError("noted")

    monkeypatch.setattr(errands, "open_agency", noted)
    run(replace(order, wanted=wanted))
    files = [name if "gsheet" in name else str(area.agency / name) for name in meant]
    assert asked == files
