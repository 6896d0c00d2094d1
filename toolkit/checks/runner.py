"""Running the rules: each over everything, silent where another explains the same row better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from toolkit.checks.cells import RULES as CELL_RULES
from toolkit.checks.context import Context, Snapshot
from toolkit.checks.excuses import EXC101, Excuses
from toolkit.checks.report import NotChecked, Report, in_working_order
from toolkit.checks.rule import Flaw, Need, Rule, Unfit
from toolkit.checks.scope import Scope
from toolkit.checks.wording import listed
from toolkit.collector import collector_resting
from toolkit.config import Config
from toolkit.model import Finding, Source, Tracker
from toolkit.table import Place

__all__ = ["run", "run_rules"]

Found = tuple[Rule, Flaw, Place]
MANY = 3
"""Alternatives that are named one by one when none of them is there."""


def run(
    rules: Sequence[Rule],
    tracker: Tracker,
    config: Config,
    as_of: date,
    *,
    now: datetime | None = None,
    before: Snapshot | None = None,
) -> Report:
    """Return what the rules that agency.toml wants have to say.

    Without ``before``, an earlier reading of the same books, rules that need history say so.
    """
    context = Context.of(tracker, config, as_of, now, before)
    return run_rules(rules, context)


def run_rules(rules: Sequence[Rule], context: Context) -> Report:
    """Return what rules say about a context.

    The garbage collector rests meanwhile: all records are alive, and it would look at each again.
    """
    with collector_resting():
        return _run_rules(rules, context)


def _run_rules(rules: Sequence[Rule], context: Context) -> Report:
    scope = Scope.of(context.config)
    wanted = [rule for rule in rules if scope.holds(rule.code)]
    not_checked: list[NotChecked] = []
    found: list[Found] = []
    for rule in wanted:
        reasons = list(_missing(rule, context))
        if not reasons or _can_run(rule, context):
            for flaw in rule.find(context):
                if isinstance(flaw, Unfit):
                    reasons.append(flaw.why)
                else:
                    found.append((rule, flaw, flaw.at or flaw.record.place(flaw.field)))
        not_checked += [NotChecked(rule.code, why) for why in reasons[:1]]
    spoken = list(_without_echoes(found))
    findings = [_finding(rule, flaw, place, context) for rule, flaw, place in spoken]
    excuses = Excuses.of(context.tracker)
    kept = [f for f in findings if not excuses.cover(f)]
    if scope.holds(EXC101.code):
        kept += excuses.unused({rule.code for rule in wanted})
    return Report(
        in_working_order(f for f in kept if _wanted_here(f, context.config)), tuple(not_checked)
    )


def _wanted_here(finding: Finding, config: Config) -> bool:
    return Scope.of_sheet(config, finding.place.sheet).holds(finding.code)


# What is missing -----------------------------------------------------------------------------


def _can_run(rule: Rule, context: Context) -> bool:
    if rule.history and context.previous is None:
        return False
    return all(_met(need, context.tracker) for need in rule.needs)


def _missing(rule: Rule, context: Context) -> Iterator[str]:
    """Return why a rule cannot look at everything it is for."""
    if rule.history and context.previous is None:
        yield "no history yet"
    tables: defaultdict[str, list[Source]] = defaultdict(list)
    for table in context.tracker.tables:
        if table.kind:
            tables[table.kind].append(table)
    absent = [need for need in rule.needs if not _met(need, context.tracker)]
    if absent:
        yield f"no {_in_words(absent[0], tables)}"
        return
    for need in rule.needs:
        lacking = [
            table.sheet
            for kind in {kind for kind, names in need.alternatives if names}
            for table in tables[kind]
            if not any(
                kind == wanted and table.holds(*names) for wanted, names in need.alternatives
            )
        ]
        if lacking and len(need.alternatives) == 1:
            where = f"on {listed(lacking)}; the other sheets were checked"
            yield f"no {_in_words(need, tables)} {where}"


def _met(need: Need, tracker: Tracker) -> bool:
    return any(tracker.has(kind, *names) for kind, names in need.alternatives)


def _in_words(need: Need, tables: defaultdict[str, list[Source]]) -> str:
    """Return what is wanted as a person would name it: the sheet, or the column it lacks."""
    if len(need.alternatives) > MANY:
        return "column it could look at" if any(tables.values()) else "sheet it could look at"
    words = []
    for kind, names in need.alternatives:
        sheet = kind.replace("_", " ")
        column = " and ".join(name.replace("_", " ") for name in names)
        if not tables[kind]:
            words.append(f"{sheet} sheet")
        else:
            words.append(f"{column} column" if kind == "jobs" else f"{column} column in {sheet}")
    return " or ".join(dict.fromkeys(words))


# One defect, one finding ---------------------------------------------------------------------


def _without_echoes(found: Sequence[Found]) -> Iterator[Found]:
    """Leave out what another finding of the same row explains.

    A rule is silent where a rule it yields to has spoken about the row, and where a field it
    depends on could not be read there.
    """
    spoken = {(rule.code, place.book, place.sheet, place.row) for rule, _, place in found}
    cell_codes = {rule.code for rule in CELL_RULES}
    blind = {
        (id(flaw.record.source), flaw.record.row, flaw.field)
        for rule, flaw, _ in found
        if rule.code in cell_codes
    }
    for rule, flaw, place in found:
        if any((c, place.book, place.sheet, place.row) in spoken for c in rule.yields_to):
            continue
        if rule.code in cell_codes or not (blind and _is_blind(rule, flaw, blind)):
            yield rule, flaw, place


def _is_blind(rule: Rule, flaw: Flaw, blind: set[tuple[int, int, str]]) -> bool:
    record = flaw.record
    names = (flaw.field, *rule.reads(record.source.kind or ""))
    return any((id(record.source), record.row, name) in blind for name in names)


def _finding(rule: Rule, flaw: Flaw, place: Place, context: Context) -> Finding:
    record = flaw.record
    number = getattr(record, "job", None) if hasattr(record, "job") else None
    if number is None and record.source.kind == "jobs":
        number = getattr(record, "number", None)
    return Finding(
        code=rule.code,
        severity=rule.severity,
        place=place,
        message=flaw.message,
        fix=flaw.fix,
        value=record.source.grid.value(place.row, place.column) if place.column else None,
        job="" if number is None else str(number),
        client=getattr(record, "client", None) or _client_of(number, context),
        owner=context.owner(record),
    )


def _client_of(number: str | int | None, context: Context) -> str:
    job = context.job(number)
    return (job.client if job else None) or ""
