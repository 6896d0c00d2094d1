"""OPP: new business without a next step, a value, or a date that can still be met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import count_of, day, quoted
from toolkit.model import Opportunity, Severity

__all__ = ["RULES"]

WON = re.compile(r"\b(won|signed|awarded|closed won|win)\b", re.IGNORECASE)
LOST = re.compile(
    r"\b(lost|dead|declined|withdrawn|dropped|no bid|closed lost|closed)\b", re.IGNORECASE
)
EARLY = re.compile(
    r"\b(lead|leads|prospect|suspect|identified|enquiry|inquiry|target)\b", re.IGNORECASE
)
LATE = re.compile(r"\b(verbal|contract|contracting|negotiation|negotiating|final)\b", re.IGNORECASE)
EARLY_AT_MOST = Decimal("0.6")
LATE_AT_LEAST = Decimal("0.3")


def _open(context: Context) -> Iterator[Opportunity]:
    for deal in context.tracker.pipeline:
        stage = deal.stage or ""
        if not WON.search(stage) and not LOST.search(stage):
            yield deal


def _deal(deal: Opportunity) -> str:
    name = deal.name or "The opportunity"
    return f"{name} ({deal.client})" if deal.client else name


@rule("OPP101", Severity.WARNING, "pipeline.next_step", "pipeline.stage")
def deal_without_next_step(context: Context) -> Iterator[Flaw]:
    """An open opportunity has no next step.

    Why: new business is lost by not calling back more often than by price.

    Wrong:  Stage Proposal, Next step blank
    Right:  Next step “Present proposal”
    Configure: nothing.
    """
    for deal in _open(context):
        if not deal.next_step and context.lacks(deal, "next_step"):
            says = f"{_deal(deal)} is open and has no next step."
            yield Flaw(deal, "next_step", says, "Write what happens next, and by whom.")


@rule("OPP102", Severity.WARNING, "pipeline.close_on", "pipeline.stage")
def past_close_date(context: Context) -> Iterator[Flaw]:
    """An open opportunity is past the day it should have closed.

    Why: the forecast still counts it in a month that is over.

    Wrong:  Close 2026-02-28, Stage Proposal, on 2026-03-12
    Right:  a new date, or the stage it has reached
    Configure: nothing.
    """
    for deal in _open(context):
        if deal.close_on and deal.close_on < context.as_of:
            ago = count_of((context.as_of - deal.close_on).days, "day")
            says = f"{_deal(deal)} was to close {day(deal.close_on)}, {ago} ago."
            yield Flaw(deal, "close_on", says, "Ask where it stands; move the date or the stage.")


@rule("OPP103", Severity.WARNING, "pipeline.value", "pipeline.stage")
def deal_without_value(context: Context) -> Iterator[Flaw]:
    """An open opportunity has no value.

    Why: what has no value is nothing in the forecast.

    Wrong:  Stage Proposal, Value blank
    Right:  Value 45,000
    Configure: nothing.
    """
    for deal in _open(context):
        if context.lacks(deal, "value") or deal.value == 0:
            yield Flaw(deal, "value", f"{_deal(deal)} has no value.", "Enter the best guess.")


@rule("OPP104", Severity.WARNING, "pipeline.stage", "pipeline.probability")
def stage_and_probability(context: Context) -> Iterator[Flaw]:
    """An opportunity's probability does not fit its stage.

    Why: the weighted forecast multiplies by it.

    Wrong:  Stage Lost, Probability 50 %
    Right:  Stage Lost, Probability 0 %
    Configure: nothing; won is 100 %, lost 0 %, leads at most 60 %, negotiations at least 30 %.
    """
    for deal in context.tracker.pipeline:
        if deal.stage and deal.probability is not None:
            fits = _fitting(deal.stage)
            if not fits[0] <= deal.probability <= fits[1]:
                shown = f"{deal.probability * 100:.0f} %"
                says = f"{_deal(deal)} is at stage {quoted(deal.stage)} with {shown}."
                yield Flaw(deal, "probability", says, "Correct the stage or the probability.")


def _fitting(stage: str) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest probability that fits a stage, ends included."""
    least, most = Decimal("0.001"), Decimal("0.999")
    if WON.search(stage):
        return Decimal("0.9"), Decimal(1)
    if LOST.search(stage):
        return Decimal(0), Decimal(0)
    if EARLY.search(stage):
        return Decimal(0), EARLY_AT_MOST
    return (LATE_AT_LEAST, most) if LATE.search(stage) else (least, most)


@rule("OPP201", Severity.WARNING, "pipeline.rfp_due")
def rfp_due_soon(context: Context) -> Iterator[Flaw]:
    """A request for proposal has to be answered within days.

    Why: an answer that is late is not read.

    Wrong:  RFP due 2026-03-18, on 2026-03-12
    Right:  answered, and the date cleared or the stage moved on
    Configure: checks.rfp_days (7).
    """
    for deal in _open(context):
        if (
            deal.rfp_due
            and 0 <= (deal.rfp_due - context.as_of).days <= context.config.checks.rfp_days
        ):
            left = (deal.rfp_due - context.as_of).days
            says = (
                f"{_deal(deal)}: the answer is due {day(deal.rfp_due)}, in {count_of(left, 'day')}."
            )
            yield Flaw(deal, "rfp_due", says, "Agree today who finishes what by when.")


RULES = (
    deal_without_next_step,
    past_close_date,
    deal_without_value,
    stage_and_probability,
    rfp_due_soon,
)
