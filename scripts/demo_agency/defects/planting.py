"""Choosing rows for defects, so that no two share a job, and keeping the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.demo_agency.chance import Chance
from scripts.demo_agency.clients import CLIENTS
from scripts.demo_agency.lines import Cell, Line
from toolkit.model import Status

__all__ = ["Planting", "Seed", "is_ahead", "is_closed", "is_open", "is_running", "signed"]

TEAM_OF = {client.name: client.team for client in CLIENTS}


@dataclass(frozen=True, slots=True)
class Seed:
    """A defect: the rule's code, the line and field it shows in, and what was done."""

    code: str
    line: Line
    field: str
    what: str


class Planting:
    """The lines of the agency, which of them are taken, and the seeds so far."""

    def __init__(self, lines: dict[str, list[Line]]) -> None:
        self.lines = lines
        self.seeds: list[Seed] = []
        self._taken: set[str] = set()
        self._about: dict[str, dict[str, list[Line]]] = {}

    def seed(self, code: str, line: Line, field: str, what: str) -> None:
        """Put a defect on the list."""
        self.seeds.append(Seed(code, line, field, what))

    def take(
        self,
        code: str,
        kind: str,
        count: int,
        wanted: Callable[[Line], bool],
        teams: tuple[int, ...] = (1, 2, 3),
    ) -> list[Line]:
        """Return so many lines that nothing else touches, from one team after the other.

        Raises LookupError where there are not enough of them.
        """
        chance = Chance(f"defect {code} {kind}")
        found: list[Line] = []
        for turn in range(count * 3):
            if len(found) == count:
                break
            team = teams[(turn + len(code) + sum(map(ord, code))) % len(teams)]
            free = [
                line
                for line in self.lines[kind]
                if self._key(line) not in self._taken
                and team == TEAM_OF.get(line.text("client"), self._team(line))
                and wanted(line)
            ]
            if free:
                found.append(chance.pick(free))
                self.keep(found[-1])
        if len(found) < count:
            raise LookupError(f"only {len(found)} of {count} lines for {code}")
        return found

    def _team(self, line: Line) -> int:
        """Return the team of a line without a client, by its job; 1 where it has neither."""
        number = line.text("job")
        if number.isdigit():
            return 3 if len(number) == 5 else 2
        return 1

    def keep(self, line: Line) -> None:
        """Let nothing else choose this line or its job."""
        self._taken.add(self._key(line))

    def is_taken(self, line: Line) -> bool:
        """Whether a line or its job carries a defect already."""
        return self._key(line) in self._taken

    def _key(self, line: Line) -> str:
        if line.kind == "jobs":
            return line.text("number") or str(id(line))
        return line.text("job") or str(id(line))

    def about(self, kind: str, job: Line) -> list[Line]:
        """Return the lines of a kind that name a job."""
        if kind not in self._about:
            self._about[kind] = {}
            for line in self.lines[kind]:
                self._about[kind].setdefault(line.text("job"), []).append(line)
        return self._about[kind].get(job.text("number"), [])

    def remove(self, kind: str, lines: Iterable[Line]) -> None:
        """Take lines out of their sheet."""
        gone = set(map(id, lines))
        self.lines[kind] = [line for line in self.lines[kind] if id(line) not in gone]
        self._about.pop(kind, None)

    def insert_after(self, kind: str, line: Line, added: Line) -> None:
        """Put a line below another."""
        self.lines[kind].insert(self.lines[kind].index(line) + 1, added)
        self._about.pop(kind, None)

    def reschedule(self, job: Line, due: Cell) -> None:
        """Write another due date into a job's row, and take its next step out of the schedule."""
        job.cells["due"] = due
        name = job.text("milestone")
        ahead = (m for m in self.about("milestones", job) if "done_on" not in m.cells)
        self.remove("milestones", [m for m in ahead if m.text("name") == name])

    def renumber(self, job: Line, number: str | int) -> None:
        """Give a job and every paper about it another number."""
        for kind in ("initiations", "documents", "change_orders", "milestones"):
            for line in self.about(kind, job):
                line.cells["job"] = number
            self._about.pop(kind, None)
        job.cells["number"] = number


def is_open(line: Line) -> bool:
    """Whether a job has work to do."""
    value = line.cells.get("status")
    return isinstance(value, Status) and value.is_open


def is_running(line: Line) -> bool:
    """Whether a project (not a retainer) is being worked on."""
    started = line.cells.get("status") not in (Status.NOT_STARTED, Status.ON_HOLD)
    return is_open(line) and started and line.text("type") != "Retainer"


def is_ahead(line: Line) -> bool:
    """Whether a job has not been started, and so has neither hours nor invoices."""
    return line.cells.get("status") is Status.NOT_STARTED


def is_closed(line: Line) -> bool:
    """Whether a project was done and billed long ago."""
    return line.cells.get("status") is Status.CLOSED and line.text("type") != "Retainer"


def signed(line: Line) -> bool:
    """Whether the estimate of a job was signed."""
    return line.cells.get("estimate_signed_on") is not None
