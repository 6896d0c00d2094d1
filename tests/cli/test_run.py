"""``toolkit run`` as a scheduler calls it: processes of their own, killed and crossing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.runs.agency import LATE, Area, everything, wait_until
from tests.runs.post_office import PASSWORD, USER, authority_file, free_port, post_office
from toolkit.history import RunState, StepState, open_history
from toolkit.history.scheduled import scheduled_runs
from toolkit.shipped import shipped
from toolkit.table import Value

SLOW = """
[run.nightly]
wait_seconds = 60
steps = ["chase", { do = "check", name = "slow", books = ["copied/damaged.xlsx"] }]
[run.weekly]
steps = ["chase"]
"""
"""The second step waits for a book that cannot be read."""


def slow(tmp_path: Path) -> Area:
    area = Area(tmp_path).settle(SLOW)
    (area.agency / "copied").mkdir()
    (area.agency / "copied" / "damaged.xlsx").write_bytes(b"PK\x03\x04 cut off")
    return area


def test_a_killed_run_is_told_and_the_next_one_works(tmp_path: Path) -> None:
    area = slow(tmp_path)
    process = area.start("run", "nightly")
    wait_until(lambda: "tries again step=slow" in area.log())
    process.kill()
    process.communicate()
    code, output = area.invoke("run", "weekly")
    assert code == 1
    assert "crashed" in output
    with open_history(str(area.history)) as history:
        weekly, nightly = scheduled_runs(history)
    assert (nightly.name, nightly.state) == ("nightly", RunState.CRASHED)
    assert [step.name for step in nightly.steps] == ["chase"]
    assert (weekly.name, weekly.state, weekly.exit_code) == ("weekly", RunState.ENDED, 1)
    assert area.invoke("run", "weekly")[0] == 0
    past = area.invoke("run", "weekly", "--past")[1].splitlines()
    assert [line.split(";")[0].split(" ", 2)[2] for line in past if line[0] != " "] == [
        "weekly: ended, exit code 0",
        "weekly: ended, exit code 1",
        "nightly: crashed",
    ]


def test_a_second_run_says_who_is_at_it_and_does_nothing(tmp_path: Path) -> None:
    area = slow(tmp_path)
    process = area.start("run", "nightly")
    try:
        wait_until(lambda: "tries again step=slow" in area.log())
        code, output, errors = area.run("run", "weekly")
    finally:
        process.kill()
        process.communicate()
    assert (code, output) == (2, "")
    assert f"“nightly”, process {process.pid} on " in errors
    assert "since 20" in errors
    with open_history(str(area.history)) as history:
        assert [run.name for run in scheduled_runs(history)] == ["nightly"]


STEPS_DONE = 7
EVERY_STEP = """
[agency]
currency = "GBP"
[export]
accounts = [{ account = "4000", name = "Income" }]
[books]
ours = "Jobs.xlsx"
theirs = "other/Jobs.xlsx"
[mail]
server = "127.0.0.1"
port = 1
user = "toolkit@agency.example"
password_env = "MAIL_PASSWORD"
to = ["ana@agency.example"]
[run.nightly]
tries = 1
steps = [
  { do = "check", write = true, annotate = true, page = true },
  { do = "sync", books = ["ours", "theirs"], write = true },
  { do = "status", formats = ["html", "docx"] },
  { do = "burn", write = true, close = true },
  { do = "forecast", write = true },
  "chase",
  "export",
]
"""


@pytest.mark.parametrize("begun", [False, True], ids=["no history yet", "a history"])
def test_a_dry_run_writes_nothing_anywhere(tmp_path: Path, begun: bool) -> None:
    area = Area(tmp_path).settle(EVERY_STEP, *LATE)
    retainers = "Accounts & Retainers.xlsx"
    shutil.copy(shipped("workbooks/demo") / retainers, area.agency / retainers)
    (area.agency / "other").mkdir()
    shutil.copy(area.agency / "Jobs.xlsx", area.agency / "other" / "Jobs.xlsx")
    area.environment()
    if begun:
        code, output = area.invoke("run", "nightly", MAIL_PASSWORD="x")
        assert (code, output.count(": done")) == (2, STEPS_DONE), output
        assert area.history.is_file()
    before = everything(tmp_path)
    code, output, errors = area.run("run", "nightly", "--dry-run", MAIL_PASSWORD="x")
    assert everything(tmp_path) == before
    assert "nothing was written" in output
    assert "Not sent" in output
    assert (code, errors, output.count(": done")) == (1, "", STEPS_DONE), output


def test_the_log_can_be_json(tmp_path: Path) -> None:
    area = Area(tmp_path).settle('[run.nightly]\nsteps = ["chase"]')
    assert area.invoke("run", "nightly", "--log", "json")[0] == 0
    events = [json.loads(line) for line in area.log(".jsonl").splitlines()]
    assert [event["event"] for event in events] == [
        "run begins",
        "step begins",
        "step ends",
        "run ends",
    ]
    assert events[-1]["exit_code"] == 0


def test_a_folder_without_agency_toml_is_told(tmp_path: Path) -> None:
    area = Area(tmp_path)
    area.agency.mkdir()
    code, output, errors = area.run("run", "nightly")
    assert (code, output) == (2, "")
    assert "--config" in errors


MAIL = f"""
[agency]
name = "Marlow & Sons\\nBcc: eve@evil.example"
[mail]
server = "localhost"
port = PORT
user = "{USER}"
password_env = "MAIL_PASSWORD"
to = ["ana@agency.example"]
certificates = "authority.pem"
wait_seconds = 20
[checks]
select = ["DAT301"]
[run.nightly]
tell_from = "warning"
tries = 1
steps = ["check", {{ do = "chase", books = ["gone.xlsx"] }}]
[run.calm]
steps = [{{ do = "check", select = ["DAT101"] }}]
[run.talkative]
mail = "always"
to = ["ben@agency.example"]
steps = [{{ do = "check", select = ["DAT101"] }}]
"""


def mailing(tmp_path: Path, port: int) -> Area:
    area = Area(tmp_path).settle(MAIL.replace("PORT", str(port)), *LATE)
    authority_file(area.agency)
    return area


def test_a_summary_goes_to_people_when_something_needs_one(tmp_path: Path) -> None:
    with post_office() as office:
        area = mailing(tmp_path, office.port)
        code, output = area.invoke("run", "nightly", MAIL_PASSWORD=PASSWORD)
        assert area.invoke("run", "calm", MAIL_PASSWORD=PASSWORD)[0] == 0
        assert area.invoke("run", "talkative", MAIL_PASSWORD=PASSWORD)[0] == 0
    needed, calm = office.letters
    assert (code, office.to) == (2, [["ana@agency.example"], ["ben@agency.example"]])
    assert needed["Subject"].startswith("nightly: 1 thing for you, 1 step failed")
    assert needed["Bcc"] is None
    assert "all is well" in calm["Subject"]
    for kind in ("plain", "html"):
        body = needed.get_body((kind,))
        assert body
        assert "J-2" in body.get_content()
        assert "gone.xlsx" in body.get_content()
    everywhere = output + area.log() + area.history.read_bytes().decode("latin-1")
    everywhere += "".join(letter.as_string() for letter in office.letters)
    assert PASSWORD not in everywhere
    with open_history(str(area.history)) as history:
        assert "A summary was sent to ana@agency.example" in scheduled_runs(history)[2].remarks


@pytest.mark.parametrize("password", ["wrong-sesame", PASSWORD], ids=["refused", "away"])
def test_a_mail_that_fails_is_told_and_costs_nothing_of_the_run(
    tmp_path: Path, password: str
) -> None:
    with post_office() as office:
        area = mailing(tmp_path, free_port() if password == PASSWORD else office.port)
        code, output = area.invoke("run", "talkative", MAIL_PASSWORD=password)
    said = "refused the login" if password != PASSWORD else "cannot be reached"
    assert (code, office.letters) == (2, [])
    assert said in output
    assert said in area.log()
    assert password not in output + area.log() + area.history.read_bytes().decode("latin-1")
    with open_history(str(area.history)) as history:
        (kept,) = scheduled_runs(history)
    assert (kept.state, kept.exit_code) == (RunState.ENDED, 2)
    assert [step.state for step in kept.steps] == [StepState.DONE]
    assert any(said in remark for remark in kept.remarks)
    assert all(Path(place).is_file() for place in kept.steps[0].made)


def test_output_a_code_page_cannot_hold_is_no_failure(tmp_path: Path) -> None:
    row: list[Value] = ["J-2", "Сайт", "Marlow", "Open", "", "Łukasz", "2026-06-01"]
    area = Area(tmp_path).settle('[run.nightly]\ntell_from = "advice"\nsteps = ["chase"]', row)
    code, output, errors = area.run("run", "nightly", PYTHONIOENCODING="cp1252")
    assert (code, errors) == (1, "")
    assert "J-2 ????" in output
