"""OPP and QBR: deals that stand still, and clients nobody has reviewed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scripts.demo_agency.defects.planting import Planting
from scripts.demo_agency.lines import Line

__all__ = ["plant"]

QUARTER = date(2026, 4, 1)


def plant(planting: Planting) -> None:
    """Plant the defects of both families."""
    _deals(planting)
    _reviews(planting)


def _deals(planting: Planting) -> None:
    deals = [d for d in planting.lines["pipeline"] if d.text("stage") not in ("Won", "Lost")]
    plain = iter(d for d in deals if d.text("is_rfp") != "True")
    for _ in range(2):
        deal = next(plain)
        deal.cells.pop("next_step")
        planting.seed("OPP101", deal, "next_step", "no next step")
    for day in (date(2026, 5, 29), date(2026, 6, 5)):
        deal = next(plain)
        deal.cells["close_on"] = day
        planting.seed("OPP102", deal, "close_on", "should have closed by now")
    for _ in range(2):
        deal = next(plain)
        deal.cells.pop("value")
        planting.seed("OPP103", deal, "value", "no value")
    won = next(d for d in planting.lines["pipeline"] if d.text("stage") == "Won")
    lost = next(d for d in planting.lines["pipeline"] if d.text("stage") == "Lost")
    for deal, probability in ((won, "0.4"), (lost, "0.6")):
        deal.cells["probability"] = Decimal(probability)
        what = f"{deal.text('stage')} at {Decimal(probability):.0%}"
        planting.seed("OPP104", deal, "probability", what)
    rfps = [d for d in deals if d.text("is_rfp") == "True"]
    for deal, day in zip(rfps[:2], (date(2026, 6, 17), date(2026, 6, 19)), strict=True):
        deal.cells["rfp_due"] = day
        planting.seed("OPP201", deal, "rfp_due", "due within the week")


def _reviews(planting: Planting) -> None:
    this = [r for r in planting.lines["reviews"] if r.day("held_on") >= QUARTER]
    for review in this[:2]:
        planting.remove("reviews", [review])
        account = _account(planting, review.text("client"))
        planting.seed("QBR101", account, "client", "no review this quarter")
    for review, name in zip(this[2:4], ("progress_report", "issues_raised"), strict=True):
        review.cells[name] = False
        planting.seed("QBR102", review, name, "a part of the pack is missing")
    for review in this[4:6]:
        invited = review.cells["invited"]
        deciders = {c.text("name") for c in planting.lines["contacts"] if _decides(c)}
        if isinstance(invited, tuple):
            review.cells["invited"] = tuple(n for n in invited if n not in deciders)
        planting.seed("QBR103", review, "invited", "whoever decides was not asked")
    reviewed = {r.text("client") for r in planting.lines["reviews"]}
    small = [a for a in planting.lines["accounts"] if a.text("client") not in reviewed]
    for account in small[:2]:
        account.cells["renewal_on"] = date(2026, 7, 31)
        planting.seed("QBR201", account, "renewal_on", "renewal in six weeks, never reviewed")


def _account(planting: Planting, client: str) -> Line:
    return next(a for a in planting.lines["accounts"] if a.text("client") == client)


def _decides(contact: Line) -> bool:
    return contact.cells.get("is_decision_maker") is True
