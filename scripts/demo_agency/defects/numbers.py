"""NUM: numbers that are missing, malformed, used twice, or left out of a series."""

from __future__ import annotations

from scripts.demo_agency.defects.planting import Planting, is_ahead, is_closed, signed
from scripts.demo_agency.lines import Line
from toolkit.model import Status

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family; jobs still ahead have no hours that would go astray."""
    _used_twice(planting)
    for job in planting.take("NUM101", "jobs", 2, _bare):
        for kind in ("initiations", "documents"):
            for line in planting.about(kind, job):
                planting.keep(line)
        del job.cells["number"]
        planting.keep(job)
        planting.seed("NUM101", job, "number", "job number deleted")
    for job in planting.take("NUM102", "jobs", 2, _bare, (1, 3)):
        number = job.text("number")
        wrong = number.replace("-", "") if "-" in number else f"{number[:2]} {number[2:]}"
        planting.renumber(job, wrong)
        planting.keep(job)
        planting.seed("NUM102", job, "number", f"{number} typed as {wrong}")
    for job in planting.take("NUM203", "jobs", 2, is_closed):
        again = job.copy()
        at = planting.lines["jobs"].index(job)
        below = [i for i in range(at + 1, at + 4) if _same_section(planting, i, job)]
        planting.lines["jobs"].insert(below[-1] + 1 if below else at + 1, again)
        planting.seed("NUM203", again, "number", "row pasted a second time")
    _gaps(planting)


def _bare(line: Line) -> bool:
    return is_ahead(line) and not signed(line)


def _same_section(planting: Planting, index: int, job: Line) -> bool:
    lines = planting.lines["jobs"]
    return index < len(lines) and lines[index].text("team") == job.text("team")


def _used_twice(planting: Planting) -> None:
    """Give jobs still ahead the numbers of cancelled ones: of their own client, and of others."""
    jobs = planting.lines["jobs"]
    gone = [line for line in jobs if line.cells.get("status") is Status.CANCELLED]
    wanted = {"NUM201": 2, "NUM202": 2}
    for first in gone:
        for code in ("NUM201", "NUM202"):
            later = jobs[jobs.index(first) + 1 :]
            free = [
                line
                for line in later
                if _bare(line)
                and not planting.is_taken(line)
                and _same_book(first, line)
                and (line.text("client") == first.text("client")) is (code == "NUM201")
            ]
            if wanted[code] and free and not planting.is_taken(first):
                job = free[0]
                wanted[code] -= 1
                planting.keep(first)
                planting.keep(job)
                was, number = job.text("number"), first.cells["number"]
                planting.renumber(job, number if isinstance(number, int) else str(number))
                whose = f"of {first.text('client')}" if code == "NUM202" else "of another job"
                planting.seed(code, job, "number", f"{was} overtyped with the number {whose}")
    if any(wanted.values()):
        raise LookupError(f"no rows left for {wanted}")


def _same_book(one: Line, other: Line) -> bool:
    left, right = one.text("number"), other.text("number")
    return len(left) == len(right)


def _gaps(planting: Planting) -> None:
    orders = planting.lines["change_orders"]
    for at in (len(orders) // 3, 2 * len(orders) // 3):
        for order in orders[at:]:
            number = int(order.text("number").removeprefix("CO-"))
            order.cells["number"] = f"CO-{number + 1}"
        last = orders[at - 1].text("number")
        planting.keep(orders[at])
        planting.seed("NUM301", orders[at], "number", f"no form between this and {last}")
