"""Hours and retainers that cannot be right, as findings at their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from toolkit.config import Config
from toolkit.model import Finding, Retainer, Severity, TimeEntry, Tracker, id_key, name_key
from toolkit.model.scope_text import named_in_scope
from toolkit.retainers.agreement import Agreement
from toolkit.retainers.amounts import hours_of
from toolkit.retainers.hours import Assigned
from toolkit.retainers.repeats import repeated_hours
from toolkit.retainers.routes import Aside
from toolkit.retainers.scope import EVERYTHING
from toolkit.retainers.worth import RateCard

__all__ = ["suspects"]

ZERO = Decimal(0)


def suspects(
    tracker: Tracker, assigned: Assigned, agreements: Sequence[Agreement], config: Config
) -> Iterator[Finding]:
    """Yield what is doubtful about the hours; names that repeat are told once, at their first.

    RET101 client without a retainer, RET104 unusable entry, RET105 more hours than a day has,
    RET106 below 0, RET107 unknown job, RET108 unknown person, RET109 outside the retainer's days,
    RET110 no rate for a retainer in money, RET111 a scope in words that the burn does not use,
    RET112 a retainer without a fee, RET113 an overage rate nobody can read, RET114 hours that stand
    in two tables.
    """
    yield from _without_retainer(tracker, assigned, name_key(config.agency.name))
    for entry in assigned.aside[Aside.UNUSABLE].entries:
        missing = next((name for name in ("date", "client") if not getattr(entry, name)), "hours")
        yield _at(
            "RET104",
            entry,
            missing,
            f"Hours without {missing} count against no retainer",
            f"Write the {missing}",
        )
    for entry in assigned.aside[Aside.ABSURD].entries:
        yield _at(
            "RET105",
            entry,
            "hours",
            f"{entry.hours} hours in one entry are more than a day has; they are not counted",
            "Correct the hours, or spread them over the days they were worked on",
        )
    for entry in assigned.negative:
        yield _at(
            "RET106",
            entry,
            "hours",
            f"{entry.hours} hours are below 0; they are counted as a correction",
            "Correct the original entry instead, so that the period it belongs to is right",
            Severity.WARNING,
        )
    yield from _unknown_jobs(tracker)
    yield from _unknown_people(tracker)
    yield from _outside(assigned)
    yield from _unpriced(tracker, assigned, agreements, config)
    yield from _unused_scopes(agreements)
    yield from _without_fee(agreements)
    yield from _unread_rates(tracker)
    yield from repeated_hours(tracker)


def _without_retainer(tracker: Tracker, assigned: Assigned, agency: str) -> Iterator[Finding]:
    known = {name_key(job.client) for job in tracker.jobs}
    known |= {name_key(account.client) for account in tracker.accounts}
    for client, entries in _grouped(assigned.aside[Aside.NO_RETAINER].entries):
        worked = _hours(assigned, entries)
        if client == agency:
            continue  # the agency's own time is nobody's retainer
        if client in known:
            message = f"{entries[0].client} has {worked} hours but no retainer"
            fix, severity = "Nothing, if the work is billed by the job", Severity.ADVICE
        else:
            message = f"{worked} hours are booked on {entries[0].client}, a client nobody knows"
            fix, severity = "Correct the name, or add the client", Severity.WARNING
        yield _at("RET101", entries[0], "client", message, fix, severity)


def _grouped(entries: Iterable[TimeEntry]) -> Iterator[tuple[str, list[TimeEntry]]]:
    groups: dict[str, list[TimeEntry]] = {}
    for entry in entries:
        groups.setdefault(name_key(entry.client), []).append(entry)
    yield from groups.items()


def _hours(assigned: Assigned, entries: Iterable[TimeEntry]) -> Decimal:
    return hours_of(sum((assigned.minutes[e.hours] or ZERO for e in entries), ZERO), 2)


def _unknown_jobs(tracker: Tracker) -> Iterator[Finding]:
    known = {id_key(job.number) for job in tracker.jobs}
    if not known:
        return
    unknown = {job for job in {entry.job for entry in tracker.hours} if id_key(job) not in known}
    told = {""}
    for entry in tracker.hours if unknown else ():
        job = entry.job
        if job not in unknown or id_key(job) in told:
            continue
        told.add(id_key(job))
        yield _at(
            "RET107",
            entry,
            "job",
            f"Hours are booked on job {job}, which is not on the job list",
            "Correct the number, or add the job",
            Severity.WARNING,
        )


def _unknown_people(tracker: Tracker) -> Iterator[Finding]:
    if not tracker.people:
        return
    known = {name_key(name) for p in tracker.people for name in (p.name, p.initials) if name}
    names = {name for names in {entry.person for entry in tracker.hours} for name in names}
    unknown = {name for name in names if name_key(name) not in known}
    for entry in tracker.hours if unknown else ():
        for name in unknown.intersection(entry.person):
            unknown.remove(name)
            yield _at(
                "RET108",
                entry,
                "person",
                f"Hours are booked by {name}, who is not on the list of people",
                "Correct the name, or add the person",
                Severity.WARNING,
            )


def _outside(assigned: Assigned) -> Iterator[Finding]:
    for _, entries in _grouped(assigned.aside[Aside.OUTSIDE].entries):
        worked = _hours(assigned, entries)
        yield _at(
            "RET109",
            entries[0],
            "date",
            f"{worked} hours for {entries[0].client} lie outside the days of its retainer",
            "Correct the dates of the hours or of the retainer, or bill them apart",
            Severity.WARNING,
        )


def _unpriced(
    tracker: Tracker, assigned: Assigned, agreements: Sequence[Agreement], config: Config
) -> Iterator[Finding]:
    card = RateCard(tracker.rates, tracker.people, config.agency.currency)
    for account in assigned.accounts:
        agreement = account.agreement
        if not agreement.in_money or agreement not in agreements:
            continue
        for shelf in account.shelves:
            for entry in shelf.entries:
                if card.sold_at(entry, agreement.currency) is None and entry.hours:
                    yield _at(
                        "RET110",
                        entry,
                        "rate",
                        f"{entry.hours} hours have no rate in {agreement.currency}, so that they "
                        f"use up nothing of {agreement.name}",
                        "Add the role to the rate card, or write the rate",
                    )


def _unused_scopes(agreements: Iterable[Agreement]) -> Iterator[Finding]:
    """Yield retainers whose hours all count though their sheet limits them in words.

    HRS301 reads the same words and tells of the hours they leave out.
    """
    for agreement in agreements:
        records = [terms.record for terms in agreement.terms if terms.record]
        record = next((r for r in records if named_in_scope(r.scope)), None)
        if record is None or agreement.scope != EVERYTHING:
            continue
        yield Finding(
            "RET111",
            Severity.ADVICE,
            record.place("scope"),
            f"The scope of {agreement.name} is not used: hours outside it burn the retainer too, "
            "and HRS301 names them",
            f'Name roles, jobs or products under [retainers."{agreement.client}"] in agency.toml, '
            "or write a Product column",
            value=record.typed("scope"),
            client=agreement.client,
        )


def _without_fee(agreements: Iterable[Agreement]) -> Iterator[Finding]:
    """Yield retainers some of whose terms give hours and no fee, at the first of them."""
    for agreement in agreements:
        terms = next((terms for terms in agreement.terms if terms.fee is None), None)
        if terms is None:
            continue
        yield Finding(
            "RET112",
            Severity.ADVICE,
            terms.record.place("fee") if terms.record else terms.place,
            f"{agreement.name} has hours and no fee: what is due for it is unknown, and the "
            "forecast counts no revenue of it",
            "Write what is paid a period in a column Fee, 0 if nothing; where the sheet has it "
            "under another header, name that header under [columns] in agency.toml",
            value=terms.record.typed("fee") if terms.record else "",
            client=agreement.client,
        )


def _unread_rates(tracker: Tracker) -> Iterator[Finding]:
    for cell in tracker.unread:
        record = cell.record
        if isinstance(record, Retainer) and cell.field == "overage_rate":
            yield Finding(
                "RET113",
                Severity.WARNING,
                cell.place,
                f"The overage rate {cell.typed} of {record.client} cannot be read: hours beyond "
                "are charged as agency.toml says, else not at all",
                "Write the money an hour costs, and remarks into another column",
                value=cell.typed,
                client=record.client or "",
            )


def _at(
    code: str,
    entry: TimeEntry,
    name: str,
    message: str,
    fix: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(
        code,
        severity,
        entry.place(name),
        message,
        fix,
        value=entry.typed(name),
        job=str(entry.job or ""),
        client=entry.client or "",
        owner=", ".join(entry.person),
    )
