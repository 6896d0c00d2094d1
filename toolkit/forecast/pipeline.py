"""New business → streams, at its own probability or its stage's, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from toolkit.forecast.frame import Found, Frame, Names
from toolkit.forecast.streams import Layer, Span, Stream, Unplaced, unreadable
from toolkit.model import Job, Opportunity, Status, Tracker, name_key
from toolkit.money import from_minor, to_minor

__all__ = ["WON", "opportunity_streams", "outcome_of"]

ZERO = Decimal(0)
WON = frozenset({"won", "closed won", "signed", "awarded", "contract"})
LOST = frozenset({"lost", "closed lost", "cancelled", "killed", "dead", "declined", "no bid"})
FIELDS = ("value", "probability", "stage", "close_on", "start", "end", "currency")


def opportunity_streams(tracker: Tracker, frame: Frame, names: Names) -> Iterator[Found]:
    """Yield what the pipeline may bring, spread evenly from an opportunity's start to its end.

    One whose value cannot be read is listed.
    """
    unread = {u.place: u for u in tracker.unread if u.field == "value"}
    jobs = {
        (name_key(job.client), name_key(job.name)): job
        for job in tracker.jobs
        if job.name and job.status is not Status.CANCELLED
    }
    for row in tracker.pipeline:
        stage = name_key(row.stage)
        if row.value is not None and stage not in LOST:
            job = jobs.get((name_key(row.client), name_key(row.name))) if stage in WON else None
            yield _opportunity(row, stage, job, frame, names)
        elif row.value is None and stage not in LOST and (place := row.place("value")) in unread:
            client, reason = names.client(row.client), unreadable(unread[place])
            yield Unplaced(place, client, row.name or "", None, "", reason)


def _opportunity(
    row: Opportunity, stage: str, job: Job | None, frame: Frame, names: Names
) -> Found:
    client = names.client(row.client)
    title = row.name or ""
    currency = names.currency(row.client, row.currency)
    probability = _probability(row, stage, frame.config.forecast.stages)
    begin = row.start or row.close_on
    reason, place = "", row.place("value")
    if job is not None:
        reason = f"it was won and is counted as job {job.number} of {job.place('number')}"
    elif currency is None:
        reason = f"its currency {row.currency!r} is not known"
    elif probability is None:
        place = row.place("probability" if row.probability is not None else "stage")
        reason = _unweighed(row)
    elif begin is None:
        reason, place = "it has no start and no closing date", row.place("close_on")
    if job or currency is None or probability is None or begin is None:
        unknown = job is None and currency is None
        return Unplaced(place, client, title, row.value, currency or "", reason, unknown)
    begin = max(begin, frame.as_of)
    end = max(row.end or begin, begin)
    value = from_minor(to_minor(row.value or ZERO, currency), currency)
    return Stream(
        client,
        title,
        "opportunity",
        Layer.WEIGHTED,
        currency,
        (Span(begin, end, value, working=False),),
        probability,
        names.owner(row.client, row.owner),
        stage,
        None,
        ((row, FIELDS),),
    )


def outcome_of(row: Opportunity) -> bool | None:
    """Return whether an opportunity was won or lost; None while it is open."""
    stage = name_key(row.stage)
    return True if stage in WON else False if stage in LOST else None


def _probability(row: Opportunity, stage: str, stages: Mapping[str, Decimal]) -> Decimal | None:
    if stage in WON:
        return Decimal(1)
    if row.probability is not None:
        return row.probability if 0 <= row.probability <= 1 else None
    return next((p for name, p in stages.items() if name_key(name) == stage), None)


def _unweighed(row: Opportunity) -> str:
    if row.probability is not None:
        return f"its probability {row.probability:.0%} is not between 0 and 100 %"
    return f"neither it nor forecast.stages gives a probability for {row.stage!r}"
