"""SGN: work, bills and versions that the client has not signed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, rule
from toolkit.checks.wording import count_of, day, hours, job_name
from toolkit.model import Document, Job, Severity, Status, id_key, name_key

__all__ = ["RULES"]

SIGNATURES = "jobs.estimate_signed_on | documents.signed_on"


@rule(
    "SGN101", Severity.ERROR, SIGNATURES, "hours.job", "hours.date", yields_to=("BIL103", "SGN102")
)
def hours_before_sign_off(context: Context) -> Iterator[Flaw]:
    """Hours are booked on a job before its estimate was signed.

    Why: if the client never signs, nobody pays for them.

    Wrong:  hours from 2026-02-02, Estimate signed 2026-02-11
    Right:  hours from 2026-02-12 on
    Configure: nothing; only jobs with an estimate need a signature. One finding a job.
    """
    for number, entries in context.hours.items():
        job = context.jobs.get(number)
        if job is None or not job.estimate or not context.knows_sign_off(job):
            continue
        signed = context.estimate_signed(job)
        early = [e for e in entries if e.date and (signed is None or e.date < signed)]
        early = [e for e in early if e.billable is not False]
        if early:
            total = hours(sum((e.hours for e in early if e.hours), start=job.estimate * 0))
            state = (
                f"before its estimate was signed on {day(signed)}" if signed else "without sign-off"
            )
            says = f"{job_name(job)} has {total} booked {state}."
            field = (
                "estimate_signed_on" if "estimate_signed_on" in job.source.fields else "estimate"
            )
            yield Flaw(job, field, says, "Get the estimate signed, or stop the work until it is.")


@rule(
    "SGN102", Severity.ERROR, SIGNATURES, "invoices.job", "invoices.issued", yields_to=("DAT103",)
)
def billed_before_sign_off(context: Context) -> Iterator[Flaw]:
    """An invoice went out before the job's estimate was signed.

    Why: the client may send it back, and is right to.

    Wrong:  Invoice issued 2026-02-04, Estimate signed 2026-02-11
    Right:  Invoice issued after 2026-02-11
    Configure: nothing; a job that was billed and never signed is BIL103.
    """
    for number, invoices in context.invoices.items():
        job = context.jobs.get(number)
        if job is None or not context.knows_sign_off(job):
            continue
        signed = context.estimate_signed(job)
        for invoice in invoices:
            if not invoice.issued or (signed is None and job.billed):
                continue
            if signed is None or invoice.issued < signed:
                unsigned = f"was signed {day(signed)}" if signed else "is not signed"
                says = f"{job_name(job)} {unsigned}; invoice {invoice.number} went out"
                says = f"{says} {day(invoice.issued)}."
                yield Flaw(invoice, "issued", says, "Tell the client before they find out.")


@rule("SGN201", Severity.ERROR, "documents.signed_on", "documents.version_on | documents.sent_on")
def signature_of_older_version(context: Context) -> Iterator[Flaw]:
    """A document was signed before its present version existed.

    Why: the client approved something else than what is being made.

    Wrong:  Version 3 of 2026-02-20, signed 2026-02-11
    Right:  Version 3 signed again, after 2026-02-20
    Configure: nothing.
    """
    for paper in context.tracker.documents:
        made = paper.version_on or paper.sent_on
        if paper.signed_on and made and paper.signed_on < made:
            says = (
                f"{_paper(paper)} was signed {day(paper.signed_on)}, but this version "
                f"is from {day(made)}."
            )
            yield Flaw(paper, "signed_on", says, "Have the present version signed.")


def _paper(paper: Document) -> str:
    name = paper.kind or "Document"
    version = f" v{paper.version}" if paper.version is not None else ""
    return f"{name}{version} of {paper.job}" if paper.job is not None else f"{name}{version}"


@rule("SGN202", Severity.WARNING, "documents.sent_on", "documents.signed_on")
def sent_and_unsigned(context: Context) -> Iterator[Flaw]:
    """A document was sent to be signed days ago, and has not come back.

    Why: work goes on as if it were signed; somebody has to ask.

    Wrong:  Estimate sent 2026-03-02, signed blank, on 2026-03-12
    Right:  the client called, and signed
    Configure: checks.unsigned_days (5 days). Older versions, and papers of jobs that are over,
    are left alone.
    """
    limit = context.config.checks.unsigned_days
    latest: dict[tuple[str, str], Document] = {}
    for paper in context.tracker.documents:
        if paper.sent_on:
            key = id_key(paper.job), name_key(paper.kind)
            known = latest.get(key)
            if known is None or (known.sent_on and known.sent_on <= paper.sent_on):
                latest[key] = paper
    for paper in latest.values():
        waited = (context.as_of - paper.sent_on).days if paper.sent_on else 0
        if paper.signed_on or waited < limit or _is_over(context.job(paper.job)):
            continue
        says = f"{_paper(paper)} was sent {count_of(waited, 'day')} ago and is not signed."
        yield Flaw(paper, "signed_on", says, "Call the client and ask for the signature.")


def _is_over(job: Job | None) -> bool:
    return job is not None and job.status in (Status.CLOSED, Status.BILLED, Status.CANCELLED)


RULES = (
    hours_before_sign_off,
    billed_before_sign_off,
    signature_of_older_version,
    sent_and_unsigned,
)
