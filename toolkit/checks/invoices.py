"""INV: invoices that are overdue, wrong, or chased as they should not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, Unfit, rule
from toolkit.checks.wording import count_of, day, money, quoted
from toolkit.model import Invoice, Severity, id_key

__all__ = ["RULES", "owed"]

ZERO = Decimal(0)
CENT = Decimal("0.01")
FEW = 10
"""Different job numbers, up to which every unknown one is taken for a slip."""


def owed(invoice: Invoice) -> Decimal:
    """Return what is still to be paid: the balance, else the amount less what was paid."""
    if invoice.balance is not None:
        return invoice.balance
    if invoice.paid is None:
        return ZERO if invoice.paid_on else invoice.amount or ZERO
    return (invoice.amount or ZERO) - invoice.paid


def _days_overdue(invoice: Invoice, context: Context) -> int:
    """Return for how many days an unpaid invoice has been due; 0 for one that is not."""
    if not invoice.due or owed(invoice) <= CENT:
        return 0
    return max((context.as_of - invoice.due).days, 0)


def _rests(invoice: Invoice, context: Context) -> bool:
    """Whether chasing is paused: by a dispute, or by a promise that may still be kept."""
    promised = invoice.promised_on is not None and invoice.promised_on >= context.as_of
    return bool(invoice.disputed) or promised


def _invoice(invoice: Invoice) -> str:
    whom = f" to {invoice.client}" if invoice.client else ""
    return f"Invoice {invoice.number}{whom}" if invoice.number is not None else f"The invoice{whom}"


@rule(
    "INV101",
    Severity.WARNING,
    "invoices.due",
    "invoices.amount | invoices.balance",
    "invoices.last_chased",
    yields_to=("INV102", "INV103", "INV201", "INV203"),
)
def overdue_unchased(context: Context) -> Iterator[Flaw]:
    """An invoice is overdue, and has not been chased at its stage.

    Why: invoices that nobody asks about are paid last.

    Wrong:  Due 2026-02-20, last chased 2026-02-22, on 2026-03-12
    Right:  last chased 2026-03-08, fifteen days after it was due
    Configure: checks.chase_days (1, 8, 15, 30, 45 days overdue, each moved to a working day). A
    dispute or a promise pauses it.
    """
    stages = sorted(context.config.checks.chase_days)
    for invoice in context.tracker.invoices:
        overdue = _days_overdue(invoice, context)
        if not overdue or not invoice.due or _rests(invoice, context):
            continue
        missed = [stage for stage in stages if _passed(invoice.due, stage, context)]
        ask_from = invoice.due + timedelta(days=missed[-1] if missed else 0)
        if missed and (invoice.last_chased is None or invoice.last_chased < ask_from):
            last = (
                f"last chased {day(invoice.last_chased)}" if invoice.last_chased else "never chased"
            )
            says = (
                f"{_invoice(invoice)} is {count_of(overdue, 'day')} overdue with "
                f"{money(owed(invoice))} open, {last}."
            )
            yield Flaw(
                invoice, "last_chased", says, f"Chase it: stage {len(missed)} of {len(stages)}."
            )


def _passed(due: date, stage: int, context: Context) -> bool:
    """Whether the working day on which a stage was to be chased is over."""
    return context.workdays.add(due + timedelta(days=stage), 0) < context.as_of


@rule("INV102", Severity.ERROR, "invoices.amount", "invoices.paid", "invoices.balance")
def does_not_add_up(context: Context) -> Iterator[Flaw]:
    """An invoice's balance is not its amount less what was paid.

    Why: either the client is chased for too much, or too little is collected.

    Wrong:  Amount 8,000, Paid 3,000, Balance 4,500
    Right:  Balance 5,000
    Configure: nothing.
    """
    for invoice in context.tracker.invoices:
        if invoice.amount is None or invoice.balance is None:
            continue
        rest = invoice.amount - (invoice.paid or ZERO)
        if abs(rest - invoice.balance) > CENT:
            says = (
                f"{_invoice(invoice)} shows a balance of {money(invoice.balance)}; "
                f"{money(invoice.amount)} less {money(invoice.paid or ZERO)} is {money(rest)}."
            )
            yield Flaw(invoice, "balance", says, "Correct the figure that is wrong.")


@rule("INV103", Severity.ERROR, "invoices.number")
def duplicate_invoice(context: Context) -> Iterator[Flaw]:
    """Two invoices carry the same number.

    Why: the client pays one and books the other as paid.

    Wrong:  INV-2041 twice
    Right:  INV-2041 and INV-2042
    Configure: nothing.
    """
    first: dict[str, Invoice] = {}
    for invoice in context.tracker.invoices:
        if invoice.number is None:
            continue
        earlier = first.setdefault(id_key(invoice.number), invoice)
        if earlier is not invoice:
            place = earlier.place("number")
            where = place.cell if place.sheet == invoice.place().sheet else place.reference
            says = f"{_invoice(invoice)} stands in {where} already."
            yield Flaw(invoice, "number", says, "Take the repeat out, or correct its number.")


@rule("INV104", Severity.WARNING, "invoices.job", "jobs.number")
def invoice_of_unknown_job(context: Context) -> Iterator[Flaw | Unfit]:
    """An invoice names a job that no tracker has.

    Why: the job looks unbilled, and the bill belongs to nothing.

    Wrong:  Invoice INV-2041 for job 1402, no such job
    Right:  Invoice INV-2041 for job 1042
    Configure: nothing.
    """
    unknown = {n: i for n, i in context.invoices.items() if n not in context.jobs}
    if len(unknown) * 2 > len(context.invoices) > FEW:
        yield Unfit("most job numbers of the invoices are in no tracker; they are of another kind")
        return
    for invoices in unknown.values():
        for invoice in invoices:
            says = f"{_invoice(invoice)} is for job {quoted(invoice.job)}, which is in no tracker."
            yield Flaw(invoice, "job", says, "Correct the number, or put the job into the tracker.")


@rule(
    "INV201",
    Severity.WARNING,
    "invoices.promised_on",
    "invoices.amount | invoices.balance",
    yields_to=("INV102", "INV203"),
)
def broken_promise(context: Context) -> Iterator[Flaw]:
    """A promised payment has not come.

    Why: a promise is chased the day after it is broken, and counted.

    Wrong:  Promised 2026-03-06, still open on 2026-03-12
    Right:  paid, or a new promise with the broken one counted
    Configure: nothing.
    """
    for invoice in context.tracker.invoices:
        promised = invoice.promised_on
        if promised and promised < context.as_of and owed(invoice) > CENT and not invoice.disputed:
            says = f"{_invoice(invoice)}: {money(owed(invoice))} was promised for {day(promised)}."
            yield Flaw(invoice, "promised_on", says, "Call today; count the promise as broken.")


@rule(
    "INV202",
    Severity.ADVICE,
    "invoices.disputed",
    "invoices.last_chased",
    "invoices.amount | invoices.balance",
)
def disputed_and_chased(context: Context) -> Iterator[Flaw]:
    """A disputed invoice is being chased.

    Why: chasing is paused on a dispute; it is settled first, by somebody who knows the job.

    Wrong:  Disputed yes, last chased 2026-03-10
    Right:  Disputed yes, last chased blank until it is settled
    Configure: nothing.
    """
    for invoice in context.tracker.invoices:
        if invoice.disputed and invoice.last_chased and owed(invoice) > CENT:
            says = f"{_invoice(invoice)} is disputed and was chased {day(invoice.last_chased)}."
            yield Flaw(invoice, "last_chased", says, "Stop chasing, and settle the dispute.")


@rule(
    "INV203",
    Severity.ERROR,
    "invoices.due",
    "invoices.amount | invoices.balance",
    "invoices.escalated_on",
    yields_to=("INV102",),
)
def to_escalate(context: Context) -> Iterator[Flaw]:
    """An invoice has to go to the director and has not.

    Why: two broken promises, or 45 days overdue, and it is no longer the account team's.

    Wrong:  50 days overdue, escalated blank
    Right:  escalated 2026-03-10
    Configure: checks.chase_days (the last stage, 45), checks.broken_promises (2).
    """
    last = max(context.config.checks.chase_days, default=None)
    for invoice in context.tracker.invoices:
        if invoice.escalated_on or owed(invoice) <= CENT or _rests(invoice, context):
            continue
        overdue = _days_overdue(invoice, context)
        broken = invoice.broken_promises or 0
        too_old = last is not None and overdue >= last
        if too_old or broken >= context.config.checks.broken_promises:
            why = f"{count_of(overdue, 'day')} overdue" if too_old else f"{broken} promises broken"
            says = f"{_invoice(invoice)}, {money(owed(invoice))}: {why}."
            yield Flaw(invoice, "escalated_on", says, "Hand it to the director today.")


RULES = (
    overdue_unchased,
    does_not_add_up,
    duplicate_invoice,
    invoice_of_unknown_job,
    broken_promise,
    disputed_and_chased,
    to_escalate,
)
