"""Jobs → streams: the remainder of what was signed, what was not yet, and their change orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from toolkit.forecast.frame import Found, Frame, Names
from toolkit.forecast.recognition import (
    Approval,
    JobRows,
    Sources,
    approval,
    billed_of,
    billed_to_date,
    done_of,
    rows_by_job,
)
from toolkit.forecast.spreading import work_spans
from toolkit.forecast.streams import Layer, Stream, Unplaced, unreadable
from toolkit.model import ChangeOrder, Job, Status, Tracker, Unread, id_key
from toolkit.money import from_minor, to_minor
from toolkit.table import Place

__all__ = ["job_streams"]

ZERO = Decimal(0)
ONE = Decimal(1)
TIMING = ("status", "started", "due", "percent_complete", "billed", "currency")


def job_streams(tracker: Tracker, frame: Frame, names: Names) -> Iterator[Found]:
    """Yield what jobs will still bring, and the rows that say too little.

    A row that repeats another is listed instead of counted again, for it is the same job on
    another sheet. So is a change order whose job is on no sheet, a job whose amount is blank, and
    either where the amount cannot be read.
    """
    unread = {u.place: u for u in tracker.unread if u.field in ("budget", "estimate", "fee_delta")}
    for job, rows in rows_by_job(tracker, frame.as_of, names):
        money = approval(job, rows, frame.as_of)
        if job.estimate is None and job.budget is None and _goes_on(job, frame):
            yield from _without_amount(job, money, unread, names)
        if not (money.approved or money.unsigned or money.unsigned_orders):
            continue
        if rows.repeats:
            yield _repeated(job, rows.repeats, names)
        else:
            yield from _job(job, rows, money, frame, names)
    yield from _orders_of_no_job(tracker, names)
    for cell in unread.values():
        if isinstance(cell.record, ChangeOrder):
            number = "" if cell.record.job is None else str(cell.record.job)
            yield Unplaced(cell.place, names.client(None), number, None, "", unreadable(cell))


def _repeated(job: Job, first: Job, names: Names) -> Unplaced:
    column = "budget" if job.budget is not None else "estimate"
    reason = f"it repeats {first.place(column)} and is counted there"
    amount = job.budget if job.budget is not None else job.estimate
    client = names.client(job.client)
    return Unplaced(job.place(column), client, str(job.number), amount, "", reason)


def _without_amount(
    job: Job, money: Approval, unread: Mapping[Place, Unread], names: Names
) -> Iterator[Unplaced]:
    """Yield a job whose amount cannot be read, or that has none where its sheet keeps them.

    Signed or waiting change orders are an amount; a blank estimate beside them is not missed.
    """
    columns = [name for name in ("budget", "estimate") if name in job.source.fields]
    found = [unread[place] for name in columns if (place := job.place(name)) in unread]
    blank = columns and not (money.approved or money.unsigned_orders)
    if not found and not blank:
        return
    place = found[-1].place if found else job.place(columns[-1])
    reason = unreadable(found[-1]) if found else "it has no amount"
    number = "" if job.number is None else str(job.number)
    yield Unplaced(place, names.client(job.client), number, None, "", reason)


def _orders_of_no_job(tracker: Tracker, names: Names) -> Iterator[Unplaced]:
    known = {id_key(job.number) for job in tracker.jobs} if tracker.change_orders else set()
    for order in tracker.change_orders:
        if order.fee_delta and id_key(order.job) not in known:
            number = "" if order.job is None else str(order.job)
            reason = f"no job has the number {number!r}" if number else "it names no job"
            place = order.place("job")
            yield Unplaced(place, names.client(None), number, order.fee_delta, "", reason)


class _Part(NamedTuple):
    """One line of a job's money."""

    line: str
    layer: Layer
    amount: Decimal
    sources: Sources
    done: Decimal | None = None


def _job(job: Job, rows: JobRows, money: Approval, frame: Frame, names: Names) -> Iterator[Found]:
    client = names.client(job.client)
    currency = names.currency(job.client, job.currency)
    number = "" if job.number is None else str(job.number)
    if currency is None:
        reason = f"its currency {job.currency!r} is not known"
        amount = money.approved + money.unsigned + money.unsigned_orders
        yield Unplaced(job.place("currency"), client, number, amount, "", reason, True)
        return
    owner = names.owner(job.client, job.owner)
    timing = _timing(job, rows, frame)
    for part in _parts(job, rows, money, frame):
        if not part.amount and not part.done:
            continue
        amount = from_minor(to_minor(part.amount, currency), currency)
        spans = work_spans(job, rows, amount, currency, frame)
        if spans is None:
            place = job.place("due")
            yield Unplaced(place, client, number, amount, currency, "it has no due date")
            continue
        yield Stream(
            client,
            number,
            part.line,
            part.layer,
            currency,
            spans,
            frame.config.forecast.expected_rate if part.layer is Layer.EXPECTED else ONE,
            owner,
            str(job.status or ""),
            part.done,
            (*part.sources, *timing),
        )
    for invoice in rows.foreign if job.billed is None else ():
        place = invoice.place("currency")
        reason = f"it is not in {currency}, its job's currency: write into the job what was billed"
        yield Unplaced(place, client, number, invoice.amount, "", reason)


def _parts(job: Job, rows: JobRows, money: Approval, frame: Frame) -> Iterator[_Part]:
    billed = billed_to_date(job, rows)
    if frame.basis == "billed":
        done, total = billed_of(money, billed), billed
    else:
        done = done_of(job, money, billed)
        total = done.total
    waiting = done.unsigned + done.orders if job.is_open else ZERO
    rest = max(money.approved - done.approved, ZERO) if _goes_on(job, frame) else ZERO
    yield _Part("estimate", Layer.COMMITTED, rest, money.sources, total - waiting)
    if job.is_open:
        rest = money.unsigned - done.unsigned
        yield _Part("estimate", Layer.EXPECTED, rest, money.sources, done.unsigned)
        rest, orders = money.unsigned_orders - done.orders, money.order_sources
        yield _Part("change order", Layer.EXPECTED, rest, orders, done.orders)


def _timing(job: Job, rows: JobRows, frame: Frame) -> Sources:
    """Return the cells that say when and how much is done, beside those of the money."""
    more: Sources = ()
    if job.billed is None:
        more += tuple((invoice, ("amount",)) for invoice in rows.invoices)
    more += tuple((order, ("new_due",)) for order in rows.orders if order.signed_on)
    if frame.config.forecast.spread == "milestones" or job.due is None:
        more += tuple((milestone, ("due",)) for milestone in rows.milestones)
    return ((job, TIMING), *more)


def _goes_on(job: Job, frame: Frame) -> bool:
    """Whether a job still brings money: finished work is earned, but not yet billed."""
    if frame.basis == "billed":
        return job.status not in (Status.BILLED, Status.CLOSED)
    return job.is_open
