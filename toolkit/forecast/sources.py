"""The rows of a tracker → streams of revenue; what cannot be placed is listed, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.forecast.fees import retainer_streams
from toolkit.forecast.frame import Found, Frame, Names
from toolkit.forecast.jobs import job_streams
from toolkit.forecast.pipeline import opportunity_streams
from toolkit.forecast.streams import Layer, Span, Stream, Unplaced
from toolkit.model import Invoice, Tracker

__all__ = ["streams_of"]


def streams_of(tracker: Tracker, frame: Frame) -> tuple[tuple[Stream, ...], tuple[Unplaced, ...]]:
    """Return every stream of revenue the rows promise, and the rows that could not be placed."""
    names = Names(tracker, frame.config.agency.currency)
    found: list[Found] = [
        *retainer_streams(tracker, frame, names),
        *job_streams(tracker, frame, names),
        *opportunity_streams(tracker, frame, names),
    ]
    if frame.basis == "billed":
        for invoice in tracker.invoices:
            found += _invoice(invoice, frame, names)
    streams = tuple(f for f in found if isinstance(f, Stream))
    return streams, tuple(f for f in found if isinstance(f, Unplaced))


def _invoice(row: Invoice, frame: Frame, names: Names) -> Iterator[Found]:
    """Yield what was invoiced in the first period: billed revenue that needs no forecast."""
    if row.amount is None or row.issued is None:
        return
    if not frame.first <= row.issued <= frame.as_of:
        return
    currency = names.currency(row.client, row.currency)
    client = names.client(row.client)
    job = "" if row.job is None else str(row.job)
    if currency is None:
        reason = f"its currency {row.currency!r} is not known"
        yield Unplaced(row.place("amount"), client, job, row.amount, "", reason, True)
        return
    span = Span(row.issued, row.issued, row.amount, working=False)
    owner = names.owner(row.client, row.owner)
    yield Stream(
        client,
        job,
        "invoice",
        Layer.COMMITTED,
        currency,
        (span,),
        owner=owner,
        sources=((row, ("amount", "issued", "currency")),),
    )
