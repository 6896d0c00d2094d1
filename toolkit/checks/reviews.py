"""QBR: quarterly business reviews of major accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import count_of, day, listed, money
from toolkit.model import Account, Contact, Review, Severity, name_key
from toolkit.model.distribution import contact_named

__all__ = ["RULES"]

PACK: Mapping[str, str] = {
    "progress_report": "the written progress report",
    "renewal_discussed": "whether they are engaged and on track to renew",
    "issues_raised": "the issues",
    "decision_makers_met": "a meeting with the decision-makers",
}


def _reviews(context: Context) -> Mapping[str, Sequence[Review]]:
    found: defaultdict[str, list[Review]] = defaultdict(list)
    for review in context.tracker.reviews:
        found[name_key(review.client)].append(review)
    return found


def _quarter(day_: date) -> tuple[date, date]:
    """Return the first and last day of a day's calendar quarter."""
    first = date(day_.year, 3 * ((day_.month - 1) // 3) + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 3) % 12, 1)
    return first, after - timedelta(days=1)


def _major(context: Context) -> Iterator[Account]:
    limit = context.config.checks.review_revenue
    return (a for a in context.tracker.accounts if a.annual_revenue and a.annual_revenue >= limit)


@rule(
    "QBR101", Severity.WARNING, "accounts.annual_revenue", "reviews.held_on", yields_to=("QBR201",)
)
def no_review(context: Context) -> Iterator[Flaw]:
    """A major account has no quarterly review, neither held nor planned.

    Why: "all major Accounts of $100,000 per year or more … have an on-site Quarterly Business
    Review".

    Wrong:  Revenue 240,000, last review in the quarter before
    Right:  a review held, or planned for a day that is still to come in this quarter
    Configure: checks.review_revenue (100,000).
    """
    first, last = _quarter(context.as_of)
    reviews = _reviews(context)
    for account in _major(context):
        those = reviews.get(name_key(account.client), ())
        held = any(r.held_on and first <= r.held_on <= last for r in those)
        planned = any(r.planned_on and context.as_of <= r.planned_on <= last for r in those)
        if not held and not planned:
            worth = money(account.annual_revenue or context.config.checks.review_revenue)
            says = f"{account.client}, {worth} a year, has no review this quarter."
            fix = f"Agree on a day before {day(last)}."
            yield Flaw(account, "client", says, fix)


@rule("QBR102", Severity.WARNING, "reviews.held_on", "reviews.progress_report")
def pack_incomplete(context: Context) -> Iterator[Flaw]:
    """A review was held with a part of it missing.

    Why: it has four parts: progress report, engagement and renewal, issues, decision-makers.

    Wrong:  held 2026-02-12, progress report no
    Right:  all four yes
    Configure: nothing; parts that have no column are not asked for.
    """
    for review in context.tracker.reviews:
        if not review.held_on or review.held_on > context.as_of:
            continue
        missing = [
            name for name in PACK if getattr(review, name) is False or context.lacks(review, name)
        ]
        if missing:
            lacks = listed(PACK[name] for name in missing)
            says = f"The review of {review.client} on {day(review.held_on)} lacks {lacks}."
            yield Flaw(review, missing[0], says, "Make up for it, and tell the client when.")


@rule("QBR103", Severity.WARNING, "reviews.invited", "contacts.is_decision_maker")
def decision_makers_not_invited(context: Context) -> Iterator[Flaw]:
    """A review that is planned or of this quarter leaves out a decision-maker.

    Why: it is where "key decision-makers" meet "major initiatives".

    Wrong:  Invited “Tom Hale”, the decision-maker Jane Okoro not
    Right:  Invited “Tom Hale, Jane Okoro”
    Configure: the decision-maker column of the contacts.
    """
    makers: defaultdict[str, list[Contact]] = defaultdict(list)
    for contact in context.tracker.contacts:
        if contact.is_decision_maker and contact.name:
            makers[name_key(contact.client)].append(contact)
    first, _ = _quarter(context.as_of)
    for review in context.tracker.reviews:
        on = review.held_on or review.planned_on
        if not on or on < first or not (review.invited or context.lacks(review, "invited")):
            continue
        those = makers[name_key(review.client)]
        asked = [contact_named(those, name, review.client) for name in review.invited]
        missing = [contact.name or "" for contact in those if contact not in asked]
        if missing:
            says = f"The review of {review.client} on {day(on)} is without {listed(missing)}."
            yield Flaw(review, "invited", says, "Invite them, or find a day they can come.")


@rule("QBR201", Severity.ERROR, "accounts.renewal_on", "reviews.held_on")
def renewal_without_review(context: Context) -> Iterator[Flaw]:
    """A contract is about to be renewed, and no review was held before.

    Why: a renewal that begins with an invoice ends with a pitch.

    Wrong:  Renewal 2026-05-01, last review seven months ago
    Right:  a review held in the last 90 days, or planned before the renewal
    Configure: checks.renewal_days (90).
    """
    near = timedelta(days=context.config.checks.renewal_days)
    reviews = _reviews(context)
    for account in context.tracker.accounts:
        renewal = account.renewal_on
        if not renewal or not context.as_of <= renewal <= context.as_of + near:
            continue
        those = reviews.get(name_key(account.client), ())
        held = any(r.held_on and context.as_of - near <= r.held_on <= context.as_of for r in those)
        planned = any(r.planned_on and context.as_of <= r.planned_on <= renewal for r in those)
        if not held and not planned:
            left = count_of((renewal - context.as_of).days, "day")
            says = f"{account.client} renews {day(renewal)}, in {left}, without a review."
            yield Flaw(
                account, "renewal_on", says, "Hold the review before the talk about renewal."
            )


RULES = (no_review, pack_incomplete, decision_makers_not_invited, renewal_without_review)
