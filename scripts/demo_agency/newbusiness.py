"""New business that may come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from scripts.demo_agency.days import AS_OF, settled_day
from scripts.demo_agency.records import NOWHERE
from toolkit.model import Opportunity

__all__ = ["opportunities"]

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
