"""What each step of a scheduled run does, over the actions a person would ask for by hand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.actions import burning, chasing, checking, closing, reporting, syncing
from toolkit.actions.errands import Errand, Work
from toolkit.actions.remembering import kept_history, remember_reading
from toolkit.agency import Agency
from toolkit.checks.baseline import fingerprint
from toolkit.checks.wording import count_of, counted
from toolkit.config import (
    BurnStep,
    ChaseStep,
    CheckStep,
    ExportStep,
    ForecastStep,
    RunStepConfig,
    StatusStep,
    Step,
    SyncStep,
)
from toolkit.errors import ConfigError, HistoryError, MissingExtraError
from toolkit.history import Alert
from toolkit.model import Finding
from toolkit.plan import Receipt
from toolkit.runs.patience import PLANNING
from toolkit.sync.merge import Side

if TYPE_CHECKING:
    from toolkit.retainers.alerts import BurnAlert
    from toolkit.retainers.burn import Burn
    from toolkit.sync.run import Prepared

__all__ = ["DOING"]


def check(step: CheckStep, errand: Errand) -> Work:
    """Check the books and put Checks sheets where the step says."""
    agency = errand.read(step)
    before, uncompared = errand.earlier(agency)
    found = checking.check(agency, select=step.select, ignore=step.ignore, before=before)
    made: list[str] = []
    unkept: tuple[str, ...] = ()
    if not errand.dry:
        errand.tell("Writing the Checks sheets")
        if step.write or step.copies:
            receipts = checking.write_checks(
                agency, found, out=errand.out(step), in_place=step.write, annotate=step.annotate
            )
            made += _places(receipts)
        if step.page:
            made.append(str(checking.findings_page(agency, found, out=errand.out(step))))
        if step.save:
            unkept = errand.kept(lambda: remember_reading(agency, errand.history))
    told, marks, new = _new_first(step, errand, errand.graver(found.findings))
    counts = Counter(finding.severity.value for finding in found.findings)
    return Work(
        (counted(found.findings), *new, *uncompared, *unkept),
        (*checking.without_rows(agency), *told),
        tuple(made),
        dict(counts),
        marks=marks,
    )


def _new_first(
    step: Step, errand: Errand, findings: Sequence[Finding]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what is told of findings, those the last run did not have first; marks; how many."""
    marks = {id(finding): _mark(finding) for finding in findings}
    try:
        last = errand.last(step)
    except (HistoryError, MissingExtraError):
        last = None
    if last is None:
        return tuple(map(_finding, findings)), tuple(marks.values()), ()
    left = Counter(last.marks)
    new, known = [], []
    for finding in findings:
        if left[marks[id(finding)]]:
            left[marks[id(finding)]] -= 1
            known.append(_finding(finding))
        else:
            new.append(f"New: {_finding(finding)}")
    gone = left.total()
    said = (f"{len(new)} of those to be told are new, {gone} are gone since the last run",)
    return (*new, *known), tuple(marks.values()), said


def _mark(finding: Finding) -> str:
    """Return a short text that stays the same when rows are inserted above a finding."""
    return hashlib.sha256(repr(fingerprint(finding)).encode()).hexdigest()[:16]


def sync(step: SyncStep, errand: Errand) -> Work:
    """Sync two books; a repeat reads both anew and plans only what is still to be done."""
    names = errand.books(step)
    if len(names) != len(Side):
        raise ConfigError(
            f"The step {step.title} syncs two books: give it books = [A, B], not {len(names)}"
        )
    done = errand.patience.kept(
        lambda: syncing.sync(
            *names,
            now=errand.now,
            write=step.write and not errand.dry,
            allow_deletes=step.allow_deletes,
            history=errand.history,
            config_path=errand.config.path,
            user_folder=errand.user_folder,
        ),
        PLANNING,
    )
    prepared = done.prepared
    headers = prepared.pair.a.headers()
    open_questions = [
        f"Decide {one.key} {headers.get(one.column, one.column)}:"
        f" A {_value(one.a)}, B {_value(one.b)} ({one.why})"
        for one in prepared.merge.conflicts
    ]
    return Work(
        (*_changes(prepared, written=bool(done.receipts)), *prepared.remarks),
        (*(f"Stopped: {problem}" for problem in prepared.problems), *open_questions),
        tuple(_places(done.receipts.values())),
        {"conflicts": len(open_questions), "changes": len(prepared.merge.changes)},
        stopped=bool(prepared.problems),
    )


def _changes(prepared: Prepared, *, written: bool) -> tuple[str, ...]:
    merged = prepared.merge
    parts = [
        f"{count_of(sum(one.side is side for one in merged.changes), 'cell')} to {side}"
        for side in Side
        if any(one.side is side for one in merged.changes)
    ]
    for number, noun in (
        (len(merged.added), "new row"),
        (len(merged.deleted), "deleted row"),
        (sum(one.side is not None for one in merged.renumbered), "new number"),
    ):
        parts += [count_of(number, noun)] if number else []
    if not parts:
        return ("Nothing to bring over",)
    return (f"{', '.join(parts)}{'' if written else ': only shown, for it is not to write'}",)


def status(step: StatusStep, errand: Errand) -> Work:
    """Write a status report for each client."""
    agency = errand.read(step)
    client = step.client or None
    if errand.dry:
        views = reporting.views_of_status(agency, client)
        return Work((f"{count_of(len(views), 'client')} to report on",))
    made = reporting.status_reports(
        agency, step.formats, client=client, out=errand.out(step), progress=errand.tell
    )
    said = [count_of(len(made.paths), "status report")]
    if made.missing:
        said.append(f"{count_of(len(made.missing), 'thing')} to settle in them")
    return Work(tuple(said), (), tuple(map(str, made.paths)), {"reports": len(made.paths)})


def burn(step: BurnStep, errand: Errand) -> Work:
    """Burn hours, and tell of crossings that nobody was told of."""
    agency = errand.read(step)
    found = burning.burn(agency)
    rows = found.current()
    untold, unknown = _untold(agency, found, errand)
    made: list[str] = []
    said = [count_of(len(rows), "retainer"), *unknown]
    if not errand.dry:
        out = errand.out(step)
        if step.page:
            made.append(str(burning.burn_page(agency, found, rows, out=out)))
        if step.write:
            made += _places(burning.write_burn(agency, found, rows, out=out, in_place=True))
        if step.close:
            closed = closing.close_periods(agency, found, found.rows, errand.now, errand.history)
            said.append(f"{count_of(len(closed.now), 'period')} closed")
            said += [f"Restated: {one.row.agreement.name}, {one.figure}" for one in closed.restated]
    return Work(
        tuple(said),
        (
            *(f"{a.message}{_to(a.to)}" for a, _ in untold),
            *map(_finding, errand.graver(found.findings)),
        ),
        tuple(made),
        {"retainers": len(rows), "alerts": len(untold)},
        alerts=tuple(entry for _, entry in untold),
    )


def _untold(
    agency: Agency, found: Burn, errand: Errand
) -> tuple[list[tuple[BurnAlert, Alert]], tuple[str, ...]]:
    """Return the crossings nobody was told of yet; all of them where nothing tells."""
    pairs = [
        (a, Alert(errand.now, a.row.agreement.key, a.row.span.period.first, a.crossing))
        for a in closing.alerts(agency, found)
    ]
    try:
        with kept_history(errand.history) as history:
            kept = history.alerts() if history else ()
    except (HistoryError, MissingExtraError) as error:
        return pairs, (f"Crossings told before may be told again: {error}",)
    told = {(a.subject, a.period, a.crossing) for a in kept}
    return [(a, e) for a, e in pairs if (e.subject, e.period, e.crossing) not in told], ()


def forecast(step: ForecastStep, errand: Errand) -> Work:
    """Forecast revenue, and keep it."""
    from toolkit.actions import forecasting

    agency = errand.read(step)
    made = forecasting.make_forecast(agency, months=step.months)
    places: list[str] = []
    said: list[str] = []
    if not errand.dry:
        out = errand.out(step)
        if step.save:
            said += errand.kept(lambda: forecasting.save_forecast(agency, made, errand.history))
        if step.page:
            places.append(str(forecasting.forecast_page(agency, made, step.scenario, out=out)))
        if step.write:
            receipt = forecasting.write_forecast(agency, made, step.scenario, in_place=True)
            places += _places([receipt])
    total = made.total(step.scenario)
    said.insert(0, f"{total:,.0f} {made.currency} {step.scenario} over {len(made.periods)} months")
    if made.unplaced:
        said.append(f"{count_of(len(made.unplaced), 'row')} not in any month")
    return Work(tuple(said), (), tuple(places), {"total": total, "currency": made.currency})


def chase(step: ChaseStep, errand: Errand) -> Work:
    """List who owes what."""
    agency = errand.read(step)
    before, uncompared = errand.earlier(agency)
    owed = chasing.chase(agency, before)
    made = () if errand.dry else chasing.write_chase(agency, owed, out=errand.out(step))
    told = errand.graver(one.finding for one in owed)
    people = len({one.who for one in owed if one.who})
    return Work(
        (
            f"{count_of(len(owed), 'thing')} owed by {count_of(people, 'person', 'people')}",
            *uncompared,
        ),
        tuple(
            f"{one.who or 'Nobody'}, {one.what}: {one.finding.message}"
            for one in owed
            if one.finding in told
        ),
        tuple(map(str, made)),
        dict(Counter(one.what for one in owed)),
    )


def export(step: ExportStep, errand: Errand) -> Work:
    """Write the forecast as a file finance imports, where nothing stands in its way."""
    from toolkit.actions import exporting, forecasting

    agency = errand.read(step)
    made = forecasting.make_forecast(agency, months=step.months)
    checked = exporting.preflight_export(agency, made, step.format, step.scenario, errand.history)
    left_out = tuple(f"Left out: {line}" for line in checked.left_out)
    if checked.problems or errand.dry:
        way = "Nothing was exported" if checked.problems else "Nothing is in the way"
        return Work((way, *left_out), checked.problems, stopped=bool(checked.problems))
    done = exporting.export_forecast(
        agency, checked, step.format, errand.history, out=errand.out(step)
    )
    return Work((count_of(len(done.files), "file"), *left_out), (), tuple(map(str, done.files)))


DOING: Mapping[type[RunStepConfig], Callable[[Any, Errand], Work]] = {
    CheckStep: check,
    SyncStep: sync,
    StatusStep: status,
    BurnStep: burn,
    ForecastStep: forecast,
    ChaseStep: chase,
    ExportStep: export,
}
"""Kind of step → what it does."""


def _places(receipts: Iterable[Receipt]) -> list[str]:
    return [receipt.book for receipt in receipts]


def _finding(finding: Finding) -> str:
    owner = f"{finding.owner}: " if finding.owner else ""
    place = finding.place
    return f"{owner}{finding.message} ({finding.code}, {place.book} {place.reference})"


def _value(value: object) -> str:
    return "nothing" if value is None else str(value)


def _to(people: Sequence[str]) -> str:
    return f" ({', '.join(people)})" if people else ""
