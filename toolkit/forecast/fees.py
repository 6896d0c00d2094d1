"""Retainers → streams: what each pays by month, as the burn reads and prorates it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.config import FILE_NAME
from toolkit.forecast.frame import Found, Frame, Names
from toolkit.forecast.streams import Layer, Span, Stream, Unplaced
from toolkit.model import Record, Tracker
from toolkit.retainers.agreement import Agreement, CountDays, Terms
from toolkit.retainers.agreements import agreements_of
from toolkit.retainers.fees import fees_due

__all__ = ["retainer_streams"]

FIELDS = ("fee", "period", "start", "end", "pauses", "proration", "currency")


def retainer_streams(tracker: Tracker, frame: Frame, names: Names) -> Iterator[Found]:
    """Yield what retainers will pay, a stream for each row of terms that pays in the forecast.

    A month's fee is earned evenly over its days.
    """
    agreed = agreements_of(tracker, frame.config)
    for finding in agreed.findings:
        client = names.client(finding.client)
        yield Unplaced(finding.place, client, "", None, "", finding.message)
    count = functools.cache(frame.calendar.count)
    for agreement in agreed.agreements:
        yield from _without_fee(agreement, frame, names)
        if any(terms.fee for terms in agreement.terms):
            yield from _agreement(agreement, frame, names, count)


def _without_fee(agreement: Agreement, frame: Frame, names: Names) -> Iterator[Unplaced]:
    """Yield the first terms in the forecast that say nothing of a fee: 0 would be a figure."""
    inside = [t for t in agreement.terms if t.through >= frame.first and t.first <= frame.through]
    terms = next((terms for terms in inside if terms.fee is None), None)
    if terms is None:
        return
    place = terms.record.place("fee") if terms.record else terms.place
    typed = terms.record.typed("fee") if terms.record else ""
    reason = (
        f"its fee {typed!r} cannot be read"
        if typed
        else "its retainer has no fee; write what is paid a period, 0 if nothing"
    )
    yield Unplaced(place, names.client(agreement.client), "", None, "", reason)


def _agreement(
    agreement: Agreement, frame: Frame, names: Names, count: CountDays
) -> Iterator[Found]:
    client, job = names.client(agreement.client), str(agreement.scope.products)
    rows = [terms.record for terms in agreement.terms if terms.record]
    written = next((row.currency for row in rows if row.currency), None)
    own = agreement.currency if agreement.currency != frame.config.agency.currency else None
    currency = names.currency(agreement.client, written or own)
    place = rows[0].place("fee") if rows else agreement.terms[0].place
    if currency is None:
        reason = f"its currency {written or own!r} is not known"
        yield Unplaced(place, client, job, agreement.terms[0].fee, "", reason, True)
        return
    owner = names.owner(agreement.client)
    known = replace(agreement, currency=currency)
    for terms, spans in _by_terms(known, frame, count):
        paid = tuple(_billed(spans, frame)) if frame.basis == "billed" else tuple(spans)
        sources: tuple[tuple[Record, tuple[str, ...]], ...] = ()
        stated = terms.place._replace(book=FILE_NAME)
        if terms.record:
            sources = ((terms.record, FIELDS),)
        yield Stream(
            client,
            job,
            "retainer",
            Layer.COMMITTED,
            currency,
            paid,
            owner=owner,
            sources=sources,
            stated=() if terms.record else (stated,),
        )


def _by_terms(
    agreement: Agreement, frame: Frame, count: CountDays
) -> Iterator[tuple[Terms, list[Span]]]:
    """Yield the terms that hold in the forecast, each with what it pays by month."""
    paid: dict[int, list[Span]] = {id(terms): [] for terms in agreement.terms}
    for due in fees_due([agreement], frame.first, frame.through, count):
        if due.amount:
            span = Span(due.first, due.through, due.amount, working=False)
            paid[id(due.terms)].append(span)
    for terms in agreement.terms:
        if terms.fee and terms.through >= frame.first and terms.first <= frame.through:
            yield terms, paid[id(terms)]


def _billed(spans: Sequence[Span], frame: Frame) -> Iterator[Span]:
    """Move each fee to the day it is invoiced; what was invoiced before today is an invoice."""
    first = frame.config.forecast.retainers_billed == "first day"
    for span in spans:
        day = span.first if first else span.through
        if day > frame.as_of:
            yield Span(day, day, span.amount, working=False)
