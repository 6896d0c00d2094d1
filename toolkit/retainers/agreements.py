"""The retainers sheet and agency.toml → agreements, and what is wrong with them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.config import FILE_NAME, Config, RetainerConfig
from toolkit.errors import ConfigError
from toolkit.model import Finding, Retainer, Severity, Tracker, name_key
from toolkit.retainers.agreement import Adjustment, Agreement, Terms
from toolkit.retainers.amendments import parse_changes, parse_days, parse_pauses
from toolkit.retainers.amounts import minutes_of
from toolkit.retainers.periods import DAY, FOREVER
from toolkit.retainers.policy import Policy, parse_rollover, parse_word, policy_of, settings_of
from toolkit.retainers.scope import Scope, scope_of
from toolkit.table import Place

__all__ = ["REFUSED", "Agreed", "agreements_of"]

REFUSED = frozenset({"RET102", "RET103"})
"""The codes of findings for which a retainer is not burnt."""

DECISIVE = {"hours": "hours", "start": "a date", "end": "a date"}
"""What a retainer becomes another one without."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreements that can be burnt, the clients whose retainers were refused, and why."""

    agreements: tuple[Agreement, ...]
    refused: frozenset[str]
    """Clients, as names are compared."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """Terms on their way into an agreement."""

    client: str
    terms: Terms
    scope: Scope
    currency: str
    settings: RetainerConfig
    adjustments: tuple[Adjustment, ...]
    pauses: tuple[tuple[date, date], ...]

    @property
    def unit(self) -> str:
        return "money" if self.terms.hours is None else "hours"


def agreements_of(tracker: Tracker, config: Config) -> Agreed:
    """Return the agreements of the retainers sheet, and of agency.toml where it has none.

    A row whose hours or dates were typed but could not be read is refused: without its hours it
    would be a retainer in money, without its end one that never ends.
    Terms of one client and scope follow one another: open ones end where the next begin. Terms
    that overlap are refused, all of them, because nobody can say which pays for an hour.
    """
    findings: list[Finding] = []
    refused: set[str] = set()
    drafts: list[_Draft] = []
    unread = {
        cell.place: cell.field for cell in tracker.unread if isinstance(cell.record, Retainer)
    }
    for record in tracker.retainers:
        try:
            _refuse_unread(record, unread)
            drafts.append(_from_row(record, config))
        except _Unclear as unclear:
            findings.append(unclear.finding(record))
            refused.add(name_key(record.client))
    on_sheet = {name_key(record.client) for record in tracker.retainers}
    for client, settings in config.retainers.items():
        if settings.terms and name_key(client) not in on_sheet:
            drafts += _from_settings(client, settings, config)
    drafts = list(_one_after_another(drafts))
    clashing = _clashing(drafts)
    findings += [_overlap(draft, clashing[id(draft)]) for draft in drafts if id(draft) in clashing]
    sound = [draft for draft in drafts if id(draft) not in clashing]
    refused |= {name_key(draft.client) for draft in drafts if id(draft) in clashing}
    return Agreed(tuple(_joined(sound)), frozenset(refused), tuple(findings))


class _Unclear(Exception):  # noqa: N818 - a finding in the making, not a failure
    """A retainer's row cannot be burnt as it stands."""

    def __init__(self, column: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.column, self.message, self.fix = column, message, fix

    def finding(self, record: Retainer) -> Finding:
        return Finding(
            "RET103",
            Severity.ERROR,
            record.place(self.column),
            self.message,
            self.fix,
            value=record.typed(self.column),
            client=record.client or "",
        )


def _refuse_unread(record: Retainer, unread: Mapping[Place, str]) -> None:
    for name in DECISIVE:
        if getattr(record, name) is None and record.place(name) in unread:
            typed = record.typed(name)
            message = f"{typed} cannot be read as {DECISIVE[name]}"
            raise _Unclear(name, message, "Write that alone, and remarks into another column")


def _from_row(record: Retainer, config: Config) -> _Draft:
    own = settings_of(record.client, config)
    if not record.client:
        raise _Unclear("client", "A retainer names no client", "Write the client")
    if record.hours is None and record.fee is None:
        raise _Unclear("hours", "A retainer has neither hours nor a fee", "Write one of them")
    if record.start is None:
        raise _Unclear("start", "A retainer has no start date", "Write its first day")
    if record.end and record.end < record.start:
        raise _Unclear("end", "A retainer ends before it starts", "Correct one of the dates")
    currency = (record.currency or own.currency or config.agency.currency).upper()
    in_money = record.hours is None
    policy = _in_unit(policy_of(_cells(record), own, config.burn.policy), in_money)
    place = record.place("start")
    terms = Terms(
        record.start,
        record.end or FOREVER,
        record.hours,
        record.fee,
        policy,
        place,
        record,
    )
    return _Draft(
        record.client,
        terms,
        scope_of(record.products, own),
        currency,
        own,
        (*_adjusted_in(record, in_money), *_adjusted_by(own, config, in_money)),
        (*_read("pauses", record.pauses or "", parse_pauses), *_pauses(own, config)),
    )


def _cells(record: Retainer) -> Mapping[str, Any]:
    """Return the Policy fields that a retainer's cells give."""
    given: dict[str, Any] = {"overage_rate": record.overage_rate}
    for column, name in (
        ("period", "cycle"),
        ("deficit", "deficit"),
        ("proration", "proration"),
        ("counts", "counts"),
    ):
        if text := _written(record, column):
            given[name] = _read(column, text, lambda t, c=column: parse_word(c, t))
    if text := _written(record, "rollover"):
        given["rollover"] = _read("rollover", text, parse_rollover)
    return given


def _written(record: Retainer, column: str) -> str | None:
    """Return a policy cell's text; "none", elsewhere a blank, is a policy here."""
    typed = record.typed(column)
    is_none = isinstance(typed, str) and typed.strip().casefold() == "none"
    text: str | None = "none" if is_none else getattr(record, column)
    return text


def _read(column: str, text: str, parse: Any) -> Any:
    try:
        return parse(text)
    except ValueError as error:
        raise _Unclear(column, str(error), "Write one of the words of docs/burn.md") from error


def _in_unit(policy: Policy, in_money: bool) -> Policy:
    """Return a policy whose rollover cap is in minutes, as the ledger of hours is."""
    cap = policy.rollover.cap
    if in_money or cap is None:
        return policy
    return replace(policy, rollover=replace(policy.rollover, cap=minutes_of(cap)))


def _from_settings(client: str, settings: RetainerConfig, config: Config) -> Iterator[_Draft]:
    place = Place(str(config.path or FILE_NAME), f"retainers.{client}", 0, 0)
    for terms in settings.terms:
        if (terms.hours is None and terms.fee is None) or terms.start == date.min:
            raise ConfigError(f"{place}: terms need a start, and hours or a fee")
        in_money = terms.hours is None
        policy = _in_unit(policy_of({}, settings, config.burn.policy), in_money)
        yield _Draft(
            client,
            Terms(terms.start, terms.end or FOREVER, terms.hours, terms.fee, policy, place),
            scope_of(None, settings),
            (settings.currency or config.agency.currency).upper(),
            settings,
            _adjusted_by(settings, config, in_money),
            _pauses(settings, config),
        )


def _one_after_another(drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """Yield drafts by client, scope and start; open terms end where the next of theirs begin."""
    ordered = sorted(
        drafts, key=lambda d: (name_key(d.client), str(d.scope), d.terms.first, d.terms.place)
    )
    for draft, following in itertools.zip_longest(ordered, ordered[1:]):
        terms = draft.terms
        if (
            following
            and terms.through == FOREVER
            and name_key(following.client) == name_key(draft.client)
            and following.scope == draft.scope
            and following.terms.first > terms.first
        ):
            draft = replace(draft, terms=replace(terms, through=following.terms.first - DAY))
        yield draft


def _clashing(drafts: Iterable[_Draft]) -> Mapping[int, Terms]:
    """Return the drafts (by identity) that overlap another of their client, with that one."""
    clashing: dict[int, Terms] = {}
    by_client: dict[str, list[_Draft]] = {}
    for draft in drafts:
        for name in {name_key(n) for n in (draft.client, *draft.settings.clients)}:
            for other in by_client.setdefault(name, []):
                if other is not draft and _overlaps(draft, other):
                    clashing.setdefault(id(draft), other.terms)
                    clashing.setdefault(id(other), draft.terms)
            by_client[name].append(draft)
    return clashing


def _overlaps(one: _Draft, other: _Draft) -> bool:
    first = max(one.terms.first, other.terms.first)
    same_days = first <= min(one.terms.through, other.terms.through)
    return same_days and not one.scope.excludes(other.scope)


def _overlap(draft: _Draft, other: Terms) -> Finding:
    return Finding(
        "RET102",
        Severity.ERROR,
        draft.terms.place,
        f"{draft.client} has two retainers on the same days; see {other.place.reference}",
        "End one the day before the other starts, or give them different products",
        value=draft.terms.record.typed("start") if draft.terms.record else None,
        client=draft.client,
    )


def _joined(drafts: Iterable[_Draft]) -> Iterator[Agreement]:
    """Yield agreements: drafts of the same client, scope, unit and currency, in order."""
    groups: dict[tuple[str, Scope, str, str], list[_Draft]] = {}
    for draft in drafts:
        group = name_key(draft.client), draft.scope, draft.unit, draft.currency
        groups.setdefault(group, []).append(draft)
    clients = Counter(client for client, *_ in groups)
    for (client, scope, unit, currency), members in groups.items():
        yield Agreement(
            client=members[0].client,
            terms=tuple(draft.terms for draft in members),
            currency=currency,
            scope=scope,
            label=(str(scope) or unit) if clients[client] > 1 else "",
            names=frozenset(name_key(name) for name in members[0].settings.clients),
            adjustments=tuple(dict.fromkeys(a for d in members for a in d.adjustments)),
            pauses=_merged(pause for d in members for pause in d.pauses),
        )


def _merged(ranges: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return ranges of days in order, those that touch made one, so that no day counts twice."""
    merged: list[tuple[date, date]] = []
    for first, through in sorted(ranges):
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = merged[-1][0], max(merged[-1][1], through)
        else:
            merged.append((first, through))
    return tuple(merged)


def _adjusted_in(record: Retainer, in_money: bool) -> Iterator[Adjustment]:
    place = record.place("adjustments")
    for change in _read("adjustments", record.adjustments or "", parse_changes):
        amount = change.amount if in_money else minutes_of(change.amount)
        yield Adjustment(change.on, amount, change.reason, place)


def _adjusted_by(
    settings: RetainerConfig, config: Config, in_money: bool
) -> tuple[Adjustment, ...]:
    place = Place(str(config.path or FILE_NAME), "retainers", 0, 0)
    for entry in settings.adjustments:
        if entry.on == date.min or not entry.reason.strip():
            raise ConfigError(f"{place}: an adjustment needs on (a date), amount and reason")
    return tuple(
        Adjustment(e.on, e.amount if in_money else minutes_of(e.amount), e.reason, place)
        for e in settings.adjustments
    )


def _pauses(settings: RetainerConfig, config: Config) -> tuple[tuple[date, date], ...]:
    try:
        return tuple(parse_days(text) for text in settings.pauses)
    except ValueError as error:
        raise ConfigError(f"{config.path or FILE_NAME}: pauses: {error}") from error
