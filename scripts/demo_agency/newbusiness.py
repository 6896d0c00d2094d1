"""New business that may come, and the dated steps of the running jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from scripts.demo_agency.chance import Chance
from scripts.demo_agency.days import AS_OF, LAST_BOOKED, settled_day, working_day_after
from scripts.demo_agency.jobs import STEPS
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from toolkit.model import Milestone, Opportunity

__all__ = ["milestones", "opportunities"]

# client, name, stage, value, days to the close, owner, next step, is it an RFP
PIPELINE: tuple[tuple[str, str, str, int, int, str, str, bool], ...] = (
    ("Penhale Cider", "Rebrand & launch", "Lead", 60000, 95, "HV", "Call marketing lead", False),
    ("Wrenfield Homes", "Site launch campaign", "Lead", 35000, 80, "RO", "Send credentials", False),
    ("Kestrel Outdoor", "Ski range launch", "Proposal", 85000, 45, "RO", "Present proposal", False),
    ("Harbour Credit Union", "Member drive", "Qualified", 48000, 70, "HV", "Meet board", False),
    ("Norcastle Airport", "Passenger survey", "Proposal", 52000, 38, "RS", "Revise scope", True),
    ("Tideway Water", "Drought plan 2027", "Negotiation", 120000, 24, "TB", "Agree terms", False),
    ("Ferrand Pumps", "US trade launch", "Qualified", 64000, 88, "MN", "Book discovery day", False),
    ("Upland Rail", "Station artwork", "Lead", 28000, 120, "TB", "Send case studies", False),
    ("Mercer Dental", "Practice recruitment", "Qualified", 22000, 60, "MN", "Call back", False),
    ("Quillon Software", "Analyst summit", "Verbal", 45000, 17, "MN", "Send contract", False),
    ("Dunmore Cheese", "Retail launch", "Proposal", 38000, 52, "RO", "Chase feedback", False),
    ("Somerset Ambulance", "Lottery campaign", "Proposal", 41000, 66, "TB", "Write response", True),
    ("Alderney Ferries", "Summer timetable", "Lead", 18000, 75, "HV", "Send intro deck", False),
    ("Castlegate Law", "Website", "Qualified", 57000, 82, "MN", "Scope with digital", False),
    ("Northmoor Festival", "Winter lights film", "Negotiation", 30000, 31, "TB", "Sign off", False),
    ("Brightwater Leisure", "Spa relaunch", "Verbal", 66000, 21, "RO", "Confirm PO", False),
    ("Bramble Toys", "Christmas TV", "Proposal", 98000, 49, "HV", "Present media plan", True),
    ("Lyndale Logistics", "Employer brand", "Qualified", 40000, 73, "MN", "Review brief", False),
    ("Fenwick Seeds", "Catalogue", "Lead", 15000, 102, "RO", "Call in July", False),
    ("Oxbow Energy", "Tariff launch", "Proposal", 110000, 58, "HV", "Rehearse pitch", True),
    ("Ravel Yarns", "Trade stand", "Lead", 12500, 90, "MN", "Send price guide", False),
    ("Calder Borough Council", "Library app", "Lead", 26000, 110, "TB", "Meet libraries", False),
    ("Marlowe & Finch Teas", "Iced tea", "Won", 72000, -12, "RO", "Open jobs", False),
    ("Ferrand Pumps", "Dealer portal", "Won", 54000, -26, "MN", "Open jobs", False),
    ("Pargeter Hotels", "Brand film", "Lost", 47000, -18, "HV", "Ask for debrief", False),
    ("Greenlane Buses", "Route launch", "Lost", 39000, -40, "TB", "Keep in touch", False),
)
PROBABILITY = {
    "Lead": "0.1",
    "Qualified": "0.25",
    "Proposal": "0.5",
    "Negotiation": "0.75",
    "Verbal": "0.9",
    "Won": "1",
    "Lost": "0",
}


def opportunities() -> Iterator[Opportunity]:
    """Return the pipeline; deals that are over closed in the past, the others lie ahead."""
    for client, name, stage, value, days, owner, step, is_rfp in PIPELINE:
        close = settled_day(AS_OF + timedelta(days=days))
        start = settled_day(close + timedelta(days=30))
        yield Opportunity(
            NOWHERE,
            0,
            name=name,
            client=client,
            stage=stage,
            value=Decimal(value),
            probability=Decimal(PROBABILITY[stage]),
            close_on=close,
            start=start,
            end=settled_day(start + timedelta(days=120)),
            next_step=step,
            owner=(owner,),
            is_rfp=is_rfp,
            rfp_due=settled_day(AS_OF + timedelta(days=min(days - 20, 25))) if is_rfp else None,
            currency="GBP",
        )


def milestones(plans: tuple[JobPlan, ...]) -> Iterator[Milestone]:
    """Return the steps of the jobs under way: what was done, and what comes."""
    for plan in plans:
        if plan.is_cancelled or plan.is_retainer or plan.end < AS_OF or plan.start > LAST_BOOKED:
            continue
        chance = Chance(f"milestones {plan.number}")
        names = dict.fromkeys(milestone for _, milestone in STEPS[plan.type])
        day = plan.start
        for name in ("Brief signed off", *names, "Handover"):
            yield _milestone(plan, name, day if name != "Handover" else plan.end)
            day = min(working_day_after(day, chance.between(5, 9)), plan.end)


def _milestone(plan: JobPlan, name: str, day: date) -> Milestone:
    due = settled_day(day)
    done = due if due <= LAST_BOOKED else None
    return Milestone(NOWHERE, 0, job=plan.number, name=name, due=due, done_on=done)
