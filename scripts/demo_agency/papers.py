"""Papers that open a job: its days on the way, the initiation form, what the client signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scripts.demo_agency.amounts import Costing
from scripts.demo_agency.chance import Chance
from scripts.demo_agency.days import AS_OF, LAST_BOOKED, working_day_after
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from toolkit.model import Document, Initiation

__all__ = ["Opening", "documents", "initiations", "openings"]


@dataclass(frozen=True, slots=True)
class Opening:
    """The days on which a job was asked for, opened, estimated, signed and kicked off."""

    asked: date
    opened: date
    sent: date | None
    signed: date | None
    kickoff: date | None
    form: str = ""


def openings(costed: tuple[Costing, ...]) -> tuple[Opening, ...]:
    """Return the openings of the jobs, in their order, the forms numbered by date."""
    opened = [_opening(costing) for costing in costed]
    order = sorted(range(len(opened)), key=lambda i: (opened[i].asked, i))
    forms = {index: f"JIF-{place:04d}" for place, index in enumerate(order, start=1201)}
    return tuple(replace(o, form=forms[i]) for i, o in enumerate(opened))


def _opening(costing: Costing) -> Opening:
    """Return days that follow each other; what would be ahead has not happened yet."""
    plan = costing.plan
    chance = Chance(f"opening {plan.number}")
    kickoff = working_day_after(plan.start, -1)
    signed = working_day_after(kickoff, -chance.between(0, 2))
    sent = working_day_after(signed, -chance.between(1, 2))
    opened = working_day_after(sent, -chance.between(2, 6))
    asked = working_day_after(min(opened, LAST_BOOKED), -chance.between(0, 2))
    cancelled = plan.is_cancelled
    needs_kickoff = costing.estimate >= 9000 or plan.is_research
    return Opening(
        asked,
        min(opened, LAST_BOOKED),
        sent if sent <= LAST_BOOKED and not cancelled else None,
        signed if signed <= LAST_BOOKED and not cancelled else None,
        kickoff if needs_kickoff and kickoff <= LAST_BOOKED and not cancelled else None,
    )


def initiations(costed: tuple[Costing, ...], opened: tuple[Opening, ...]) -> tuple[Initiation, ...]:
    """Return the initiation forms in the order of their numbers."""
    forms = (_form(c, o) for c, o in zip(costed, opened, strict=True))
    return tuple(sorted(forms, key=lambda f: str(f.form_number)))


def _form(costing: Costing, opening: Opening) -> Initiation:
    plan = costing.plan
    chance = Chance(f"form {plan.number}")
    return Initiation(
        NOWHERE,
        0,
        form_number=opening.form,
        job=plan.number,
        requested_by=chance.pick(plan.client.contacts).name,
        date=opening.asked,
        source_of_request=chance.pick(("Written brief", "Written brief", "Client brief form")),
        brief=f"{plan.client.prefix}-brief-{opening.asked:%y%m%d}",
        deliverables=_deliverables(plan),
        budget=costing.estimate,
        due=plan.end,
        teams=_teams(plan),
        is_research=plan.is_research,
    )


def _deliverables(plan: JobPlan) -> str:
    return {
        "Campaign": "Concepts, master artwork, adaptations",
        "Digital": "Design, copy, build, tracking",
        "Film": "Script, storyboard, shoot, edit, subtitles",
        "Print": "Layouts, artwork, print management",
        "Event": "Concept, build drawings, graphics, staffing plan",
        "Media": "Plan, bookings, post-campaign report",
        "Research": "Discussion guide, fieldwork, debrief",
        "Brand": "Routes, guidelines, asset library",
        "Retainer": "Account management, monthly content, reporting",
    }[plan.type]


def _teams(plan: JobPlan) -> tuple[str, ...]:
    teams = ["Production", "Media", "Creative"]
    return (*teams, "Account Planning") if plan.is_research or plan.type == "Brand" else (*teams,)


def documents(costed: tuple[Costing, ...], opened: tuple[Opening, ...]) -> tuple[Document, ...]:
    """Return what was sent to clients to be signed, by the day it was sent."""
    papers = [p for c, o in zip(costed, opened, strict=True) for p in _papers(c, o)]
    return tuple(sorted(papers, key=lambda p: (p.sent_on or AS_OF, str(p.job))))


def _papers(costing: Costing, opening: Opening) -> Iterator[Document]:
    """Return the estimate, and for larger jobs the creative blueprint or the contract."""
    plan = costing.plan
    if opening.sent is None:
        return
    yield _paper(plan, "Estimate", opening.sent, opening.signed)
    if plan.is_retainer:
        yield _paper(plan, "Contract", opening.sent, opening.signed)
    elif costing.estimate >= 12000 and plan.type in ("Campaign", "Film", "Brand", "Digital"):
        sent = working_day_after(plan.start, 6)
        signed = working_day_after(sent, 2)
        if sent <= LAST_BOOKED and sent < plan.end:
            yield _paper(plan, "Creative blueprint", sent, signed)


def _paper(plan: JobPlan, kind: str, sent: date, signed: date | None) -> Document:
    if signed and signed > LAST_BOOKED:
        signed = None
    return Document(
        NOWHERE,
        0,
        job=plan.number,
        kind=kind,
        version=1,
        version_on=sent,
        sent_on=sent,
        signed_by=plan.client.contacts[0].name if signed else None,
        signed_on=signed,
    )
