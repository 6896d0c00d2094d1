"""The rows of a tracker → streams of revenue; what cannot be placed is listed, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from toolkit.config import Config
from toolkit.forecast.fees import cycle_of, fee_spans, policy_of
from toolkit.forecast.fiscal import Period
from toolkit.forecast.recognition import (
    JobRows,
    approval,
    billed_to_date,
    job_rows,
    percent_done,
)
from toolkit.forecast.streams import Layer, Span, Stream, Unplaced
from toolkit.model import (
    Invoice,
    Job,
    Opportunity,
    Retainer,
    Source,
    Status,
    Tracker,
    id_key,
    name_key,
)
from toolkit.money import currency_code, from_minor, split, to_minor
from toolkit.table import Grid
from toolkit.workdays import Workdays, days

__all__ = ["WON", "Frame", "Names", "outcome_of", "streams_of"]

ZERO = Decimal(0)
WON = frozenset({"won", "closed won", "signed", "awarded", "contract"})
LOST = frozenset({"lost", "closed lost", "cancelled", "killed", "dead", "declined", "no bid"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a forecast is made under: the day, the periods, the basis, the agency's choices."""

    as_of: date
    periods: tuple[Period, ...]
    config: Config
    calendar: Workdays
    basis: str

    @property
    def first(self) -> date:
        """The first day of the forecast."""
        return self.periods[0].first

    @property
    def through(self) -> date:
        """The last day of the forecast."""
        return self.periods[-1].through


class Names:
    """Clients under one spelling each, with the owner and currency of their account."""

    def __init__(self, tracker: Tracker) -> None:
        self._spelled: dict[str, str] = {}
        self._seen: dict[str | None, str] = {}
        self._accounts = {name_key(a.client): a for a in reversed(tracker.accounts)}
        for account in tracker.accounts:
            self.client(account.client)

    def client(self, name: str | None) -> str:
        """Return a client's name as it was first spelled."""
        if name not in self._seen:
            spelled = " ".join((name or "").split())
            self._seen[name] = self._spelled.setdefault(name_key(name), spelled)
        return self._seen[name]

    def owner(self, client: str | None, people: Sequence[str] = ()) -> str:
        """Return who owns a row: the first one named, or the account's owner."""
        if people:
            return people[0]
        account = self._accounts.get(name_key(client))
        return next(iter(account.owner if account else ()), "")

    def currency(self, client: str | None, text: str | None, default: str) -> str | None:
        """Return a row's currency: its own, its account's, the agency's; None when not known."""
        account = self._accounts.get(name_key(client))
        return currency_code(text or (account.currency if account else None), default)


Found = Stream | Unplaced


def streams_of(tracker: Tracker, frame: Frame) -> tuple[tuple[Stream, ...], tuple[Unplaced, ...]]:
    """Return every stream of revenue the rows promise, and the rows that could not be placed."""
    names = Names(tracker)
    others = job_rows(tracker, frame.as_of)
    found: list[Found] = []
    for retainer in (*tracker.retainers, *_configured(tracker, frame)):
        found += _retainer(retainer, frame, names)
    for job in tracker.jobs:
        if job.status is not Status.CANCELLED:
            found += _job(job, others.get(id_key(job.number), JobRows()), frame, names)
    for opportunity in tracker.pipeline:
        found += _opportunity(opportunity, frame, names)
    if frame.basis == "billed":
        for invoice in tracker.invoices:
            found += _invoice(invoice, frame, names)
    streams = tuple(f for f in found if isinstance(f, Stream))
    return streams, tuple(f for f in found if isinstance(f, Unplaced))


TOML = Source("agency.toml", Grid("retainers", ()), "retainers", (), 1, 0, 0, ())
"""Where retainers stand that no sheet has: no cell of a workbook."""


def _configured(tracker: Tracker, frame: Frame) -> Iterator[Retainer]:
    """Yield the retainers whose terms stand in agency.toml alone."""
    kept = {name_key(retainer.client) for retainer in tracker.retainers}
    for client, policy in frame.config.retainers.items():
        starts = [terms.start for terms in policy.terms if terms.fee is not None]
        if starts and name_key(client) not in kept:
            yield Retainer(TOML, 0, client=client, start=min(starts), currency=policy.currency)


def _retainer(retainer: Retainer, frame: Frame, names: Names) -> Iterator[Found]:
    client = names.client(retainer.client)
    currency = names.currency(retainer.client, retainer.currency, frame.config.agency.currency)
    place = retainer.place("fee")
    job = retainer.products or ""
    terms = policy_of(retainer.client, frame.config).terms
    if retainer.fee is None and all(t.fee is None for t in terms):
        return
    reason = ""
    if currency is None:
        reason = f"its currency {retainer.currency!r} is not known"
    elif retainer.start is None:
        reason = "it has no start date"
    elif cycle_of(retainer, frame.config) is None:
        reason = f"its period {retainer.period!r} is no week, month, quarter or year"
    if reason or currency is None:
        yield Unplaced(place, client, job, retainer.fee, currency or "", reason, currency is None)
        return
    spans = fee_spans(retainer, frame.config, frame.first, frame.through, frame.calendar, currency)
    if frame.basis == "billed":
        spans = tuple(_billed(spans, frame))
    yield Stream(
        client,
        job,
        "retainer",
        Layer.COMMITTED,
        currency,
        spans,
        owner=names.owner(retainer.client),
        sources=((retainer, ("fee", "start", "end")),),
    )


def _billed(spans: Iterable[Span], frame: Frame) -> Iterator[Span]:
    """Move each fee to the day it is invoiced; what was invoiced before today is an invoice."""
    first = frame.config.forecast.retainers_billed == "first day"
    for span in spans:
        day = span.first if first else span.through
        if day > frame.as_of:
            yield Span(day, day, span.amount, working=False)


def _job(job: Job, rows: JobRows, frame: Frame, names: Names) -> Iterator[Found]:
    money = approval(job, rows, frame.as_of)
    if not (money.approved or money.unsigned or money.unsigned_orders):
        return
    client = names.client(job.client)
    currency = names.currency(job.client, job.currency, frame.config.agency.currency)
    number = "" if job.number is None else str(job.number)
    if currency is None:
        reason = f"its currency {job.currency!r} is not known"
        amount = money.approved + money.unsigned + money.unsigned_orders
        yield Unplaced(job.place("currency"), client, number, amount, "", reason, True)
        return
    billed = billed_to_date(job, rows)
    earned = money.approved * percent_done(job, money.approved, billed)
    done = billed if frame.basis == "billed" else earned
    rest = max(money.approved - done, ZERO) if _goes_on(job, frame) else ZERO
    parts = (
        ("estimate", Layer.COMMITTED, rest, money.sources, done),
        ("estimate", Layer.EXPECTED, _still(job, money.unsigned), money.sources, None),
        (
            "change order",
            Layer.EXPECTED,
            _still(job, money.unsigned_orders),
            money.order_sources,
            None,
        ),
    )
    owner = names.owner(job.client, job.owner)
    for line, layer, amount, sources, so_far in parts:
        if not amount and not so_far:
            continue
        amount = from_minor(to_minor(amount, currency), currency)
        spans = _work_spans(job, rows, amount, currency, frame)
        if spans is None:
            place = job.place("due")
            yield Unplaced(place, client, number, amount, currency, "it has no due date")
            continue
        yield Stream(
            client,
            number,
            line,
            layer,
            currency,
            spans,
            frame.config.forecast.expected_rate if layer is Layer.EXPECTED else Decimal(1),
            owner,
            str(job.status or ""),
            so_far,
            (*sources, (job, ("due", "percent_complete", "billed"))),
        )


def _goes_on(job: Job, frame: Frame) -> bool:
    """Whether a job still brings money: finished work is earned, but not yet billed."""
    if frame.basis == "billed":
        return job.status not in (Status.BILLED, Status.CLOSED)
    return job.is_open


def _still(job: Job, amount: Decimal) -> Decimal:
    return amount if job.is_open else ZERO


def _work_spans(
    job: Job, rows: JobRows, amount: Decimal, currency: str, frame: Frame
) -> tuple[Span, ...] | None:
    """Return when a job's remaining amount is earned; None when no row says until when."""
    if not amount:
        return ()
    due = max((day for day in (job.due, *_new_dues(rows)) if day), default=None)
    if due is None and rows.milestones:
        due = rows.milestones[-1]
    if due is None and job.is_open:
        return None
    start = max(frame.as_of, job.started or frame.as_of)
    end = due if due and due >= start else max(start, frame.periods[0].through)
    config = frame.config.forecast
    if config.spread == "milestones" and rows.milestones:
        points = [max(day, frame.as_of) for day in rows.milestones]
        return _points(points, amount, currency)
    if frame.basis == "billed":
        return _points([end if job.is_open else max(frame.as_of, frame.first)], amount, currency)
    if config.spread == "curve" and config.curve:
        return _curve(start, end, amount, currency, frame)
    return (Span(start, end, amount, working=True),)


def _new_dues(rows: JobRows) -> Iterator[date]:
    return (o.new_due for o in rows.orders if o.new_due and o.signed_on)


def _points(points: Sequence[date], amount: Decimal, currency: str) -> tuple[Span, ...]:
    parts = split(to_minor(amount, currency), [1] * len(points))
    return tuple(
        Span(day, day, from_minor(part, currency), working=False)
        for day, part in zip(points, parts, strict=True)
    )


def _curve(
    start: date, end: date, amount: Decimal, currency: str, frame: Frame
) -> tuple[Span, ...]:
    """Cut the working days into equal slices, and give each its share of the curve."""
    worked = [d for d in days(start, end) if frame.calendar.is_workday(d)] or [start]
    curve = frame.config.forecast.curve
    slices = min(len(curve), len(worked))
    shares = [int(share * 1_000_000) for share in curve]
    # Fewer days than shares: the last day takes the shares that have none of their own.
    weights = [*shares[: slices - 1], sum(shares[slices - 1 :])]
    parts = split(to_minor(amount, currency), weights)
    bounds = [len(worked) * n // slices for n in range(slices + 1)]
    return tuple(
        Span(worked[a], worked[b - 1], from_minor(part, currency), working=True)
        for (a, b), part in zip(pairwise(bounds), parts, strict=True)
    )


def _opportunity(row: Opportunity, frame: Frame, names: Names) -> Iterator[Found]:
    stage = name_key(row.stage)
    if row.value is None or stage in LOST:
        return
    client = names.client(row.client)
    title = row.name or ""
    currency = names.currency(row.client, row.currency, frame.config.agency.currency)
    probability = _probability(row, stage, frame.config.forecast.stages)
    begin = row.start or row.close_on
    reason, place = "", row.place("value")
    if currency is None:
        reason = f"its currency {row.currency!r} is not known"
    elif probability is None:
        place = row.place("probability")
        reason = f"neither it nor forecast.stages gives a probability for {row.stage!r}"
    elif begin is None:
        reason, place = "it has no start and no closing date", row.place("close_on")
    if currency is None or probability is None or begin is None:
        yield Unplaced(place, client, title, row.value, currency or "", reason, currency is None)
        return
    begin = max(begin, frame.as_of)
    end = max(row.end or begin, begin)
    value = from_minor(to_minor(row.value, currency), currency)
    yield Stream(
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
        ((row, ("value", "probability", "stage", "close_on", "start", "end")),),
    )


def outcome_of(row: Opportunity) -> bool | None:
    """Return whether an opportunity was won or lost; None while it is open."""
    stage = name_key(row.stage)
    return True if stage in WON else False if stage in LOST else None


def _probability(row: Opportunity, stage: str, stages: Mapping[str, Decimal]) -> Decimal | None:
    if stage in WON:
        return Decimal(1)
    if row.probability is not None and 0 <= row.probability <= 1:
        return row.probability
    return next((p for name, p in stages.items() if name.casefold() == stage), None)


def _invoice(row: Invoice, frame: Frame, names: Names) -> Iterator[Found]:
    """Yield what was invoiced in the first period: billed revenue that needs no forecast."""
    if row.amount is None or row.issued is None:
        return
    if not frame.first <= row.issued <= frame.as_of:
        return
    currency = names.currency(row.client, row.currency, frame.config.agency.currency)
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
        sources=((row, ("amount", "issued")),),
    )
