"""SGN and CHG: work before signatures, old signatures, and jobs opened without their form."""

from __future__ import annotations

from datetime import date

from scripts.demo_agency.days import working_day_after
from scripts.demo_agency.defects.planting import Planting, is_closed, is_running
from scripts.demo_agency.lines import Line

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of both families."""
    _before_sign_off(planting)
    _old_signatures(planting)
    _opening(planting)
    _changes(planting)


def _before_sign_off(planting: Planting) -> None:
    def is_billed_later(job: Line) -> bool:
        if not is_closed(job) or not planting.about("hours", job):
            return False
        issued = [i.day("issued") for i in planting.about("invoices", job)]
        return min(issued, default=date.min) > _late(planting, job)

    for job in planting.take("SGN101", "jobs", 2, is_billed_later):
        late = _late(planting, job)
        job.cells["estimate_signed_on"] = late
        for paper in planting.about("documents", job):
            if paper.text("kind") == "Estimate":
                paper.cells["signed_on"] = late
        planting.seed("SGN101", job, "estimate_signed_on", "signed after the first hours")
    for job in planting.take("SGN102", "jobs", 2, is_closed):
        first = min(planting.about("invoices", job), key=lambda i: i.day("issued"))
        first.cells["issued"] = working_day_after(job.day("estimate_signed_on"), -4)
        planting.seed("SGN102", first, "issued", "invoiced before the estimate was signed")


def _late(planting: Planting, job: Line) -> date:
    """Return the working day after a job's first hours."""
    first = min(entry.day("date") for entry in planting.about("hours", job))
    return working_day_after(first, 1)


def _old_signatures(planting: Planting) -> None:
    for paper in planting.take("SGN201", "documents", 2, _is_blueprint):
        paper.cells["version"] = 2
        paper.cells["version_on"] = working_day_after(paper.day("signed_on"), 3)
        paper.cells["sent_on"] = paper.cells["version_on"]
        planting.seed("SGN201", paper, "signed_on", "signed before this version was made")
    running = {line.text("number") for line in planting.lines["jobs"] if is_running(line)}

    def is_waited_for(paper: Line) -> bool:
        return _is_blueprint(paper) and paper.text("job") in running

    for paper in planting.take("SGN202", "documents", 2, is_waited_for):
        paper.cells.pop("signed_on")
        paper.cells.pop("signed_by")
        planting.seed("SGN202", paper, "signed_on", "sent and never signed")


def _is_blueprint(line: Line) -> bool:
    done = line.cells.get("signed_on") is not None and line.day("sent_on") < date(2026, 5, 29)
    return line.text("kind") == "Creative blueprint" and done


def _opening(planting: Planting) -> None:
    for job in planting.take("CHG101", "jobs", 2, is_running):
        job.cells.pop("initiation_form")
        planting.remove("initiations", planting.about("initiations", job))
        planting.seed("CHG101", job, "initiation_form", "opened without a form")
    for job in planting.take("CHG102", "jobs", 2, is_closed):
        (form,) = planting.about("initiations", job)
        form.cells["date"] = working_day_after(job.day("opened"), 4)
        planting.seed("CHG102", form, "date", "form written after the job was opened")
    for job in planting.take("CHG301", "jobs", 2, lambda j: is_running(j) and _large(j)):
        job.cells.pop("kickoff_on")
        planting.seed("CHG301", job, "kickoff_on", "no kick-off on a large job")
    for form in planting.take("CHG302", "initiations", 2, lambda f: bool(f.cells["is_research"])):
        form.cells["teams"] = ("Production", "Media", "Creative")
        planting.seed("CHG302", form, "teams", "research without account planning")


def _large(line: Line) -> bool:
    return line.amount("estimate") >= 10500 and line.cells.get("kickoff_on") is not None


def _changes(planting: Planting) -> None:
    (order,) = planting.take("CHG103", "change_orders", 1, _is_old)
    order.cells["source_of_request"] = "Verbal"
    planting.seed("CHG103", order, "source_of_request", "asked for by word of mouth")
    sources = ("E-mail", "Phone call")
    forms = planting.take("CHG103", "initiations", 2, lambda f: not f.cells["is_research"])
    for form, source in zip(forms, sources, strict=True):
        form.cells["source_of_request"] = source
        planting.seed("CHG103", form, "source_of_request", f"source {source!r}")
    for order in planting.take("CHG202", "change_orders", 2, _is_old):
        order.cells.pop("verbal_confirmed_by")
        order.cells.pop("verbal_confirmed_on")
        planting.seed("CHG202", order, "verbal_confirmed_on", "nobody confirmed it in person")


def _is_old(line: Line) -> bool:
    signed = line.cells.get("signed_on")
    return isinstance(signed, date) and signed < date(2026, 6, 1)
