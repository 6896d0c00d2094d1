"""How likely a column is each field, by header and cells, on a sheet of a kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.reading.content import Profile, fit
from toolkit.reading.kinds import columns_of
from toolkit.reading.matching import Match
from toolkit.reading.vocabulary import CANONICAL, column_reads

__all__ = ["Choice", "choices_of", "weighed_for"]

NAMED_PAIR = frozenset({"first_name", "last_name"})


PLAIN_WORDS = frozenset({"due", "status", "owner", "client", "next_step"})
"""Fields whose plain header ("Finish", "Stage") holds whatever people write below it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How likely a column is one field, and why."""

    score: float
    reason: str


def choices_of(matches: Sequence[Match], cells: Profile) -> dict[str, Choice]:
    """Return the fields a column may be, by its header, as far as its cells bear them out."""
    other = next((m.score for m in matches if not m.field), 0.0)
    found = {}
    for match in matches:
        if not match.field:
            continue
        suits = max(fit(cells, reads, match.field) for reads in column_reads()[match.field])
        if match.field in PLAIN_WORDS and match.score >= 0.95 and len(matches) == 1:
            suits = max(suits, 0.45)
        if cells.filled == 1 and match.score >= 0.9:
            suits = max(suits, 0.5)  # one cell is no evidence against a plain header
        timed = match.field == "hours" and cells.durations > 0.5
        score = match.score * suits * (0.5 if other >= match.score and not timed else 1.0)
        why = match.reason if suits >= 0.7 else f"{match.reason}, though its cells look otherwise"
        found[match.field] = Choice(score, why)
    if "name" in found and "number" not in found and _are_codes(cells):
        score = 0.75 * max(match.score for match in matches)
        found["number"] = Choice(score, f"{found['name'].reason}, and its cells are codes")
    return found


def _are_codes(cells: Profile) -> bool:
    """Whether the cells are the numbers of things and not their names: "J-104" below "Job"."""
    return cells.ids >= 0.9 and cells.words < 1.5 and cells.distinct >= 0.8 and cells.filled >= 3


ONLY_IN: Mapping[str, frozenset[str]] = {
    "account": frozenset({"actuals"}),
    "budget_notes": frozenset({"meetings"}),
    "decisions": frozenset({"meetings"}),
    "deliverables": frozenset({"initiations"}),
    "end": frozenset({"meetings", "retainers", "pipeline"}),
    "fee": frozenset({"retainers"}),
    "is_research": frozenset({"initiations"}),
    "milestone": frozenset({"jobs", "milestones"}),
    "paid": frozenset({"invoices"}),
    "period": frozenset({"retainers"}),
    "place": frozenset({"meetings"}),
    "product": frozenset({"jobs", "accounts", "retainers"}),
    "request_source": frozenset({"change_orders", "initiations"}),
    "scope": frozenset({"retainers"}),
    "sent_on": frozenset({"documents"}),
    "signed_on": frozenset({"documents", "change_orders"}),
    "start_time": frozenset({"meetings"}),
    "task": frozenset({"hours"}),
    "topics": frozenset({"meetings"}),
    "version": frozenset({"documents"}),
}
"""Columns only some kinds have; elsewhere the plainer reading of their header holds."""

LIKELIER: Mapping[str, Mapping[str, float]] = {
    "actuals": {"billed": 1.3, "date": 1.2},
    "change_orders": {"estimate": 1.2, "hours": 1.2},
    "contacts": {"name": 1.1, "role": 1.2},
    "hours": {
        "owner": 1.1,
        "hours": 1.15,
        "date": 1.1,
        "billed": 0.6,
        "due": 0.35,
        "started": 0.3,
        "status": 0.8,
        "estimate": 0.5,
    },
    "invoices": {"billed": 1.25, "date": 1.1, "number": 0.8, "estimate": 0.6, "hours": 0.3},
    "jobs": {
        "name": 1.05,
        "estimate": 1.05,
        "billed": 0.95,
        "hours": 0.9,
        "role": 0.75,
        "date": 0.4,
    },
    "meetings": {"due": 0.7, "hours": 0.4},
    "people": {"name": 1.1, "role": 1.2},
    "pipeline": {"estimate": 1.2, "billed": 0.3, "date": 0.4},
    "rates": {"role": 1.2},
    "retainers": {"hours": 1.2, "fee": 1.2, "due": 0.5, "estimate": 0.5, "billed": 0.5},
}
"""Kind → field → how much likelier the field is there than anywhere."""

RETAINER_MONEY = """
    amount bedrag belob betrag budget honoraire honorar honorario honorarium importe montant pris
    precio prei price prijs prix value valeur valor vaerdi waarde wert
"""
"""Folded headers that are the fee on a list of retainers, where nothing is estimated or billed."""

MEANT: Mapping[str, Mapping[str, str]] = {
    "change_orders": {"description of change": "name", "change": "name"},
    "contacts": {"title": "role", "contact": "name", "contact name": "name"},
    "documents": {"document": "type", "version date": "date"},
    "hours": {
        "duration": "hours",
        "initial": "owner",
        "initiale": "owner",
        "initialer": "owner",
        "kurzel": "owner",
        "name": "owner",
        "naam": "owner",
        "navn": "owner",
        "nom": "owner",
        "nombre": "owner",
        "start date": "date",
        "started": "date",
        "time": "hours",
        "total": "hours",
        "total hour": "hours",
    },
    "initiations": {"budget": "budget", "description": "brief"},
    "invoices": {
        "contact": "client",
        "contact name": "client",
        "date sent": "date",
        "id": "invoice_number",
        "name": "client",
        "no": "invoice_number",
        "order date": "date",
        "sent": "date",
        "total": "billed",
    },
    "meetings": {"subject": "topics", "title": "topics", "purpose": "topics"},
    "people": {"title": "role"},
    "pipeline": {"amount": "estimate"},
    "retainers": {
        "actual hour": "",
        "hour used": "",
        "hour worked": "",
        "used hour": "",
        **dict.fromkeys(RETAINER_MONEY.split(), "fee"),
    },
}
"""Kind → folded header → the field a plain header means there; "" for none."""


def weighed_for(
    kind: str | None, choices: Mapping[str, Choice], cells: Profile, header: str
) -> dict[str, Choice]:
    """Return a column's choices as a sheet of this kind would mean them; ``header`` is folded."""
    own = columns_of(kind) if kind else frozenset()
    found = dict(choices)
    meant = MEANT.get(kind or "", {}).get(header)
    if meant == "":
        return {}
    if meant:
        suits = max(fit(cells, reads, meant) for reads in column_reads()[meant])
        alike = choices[meant].score if meant in choices else 0.0
        found[meant] = Choice(
            suits * (0.95 + 0.05 * alike), f"the header is plain {header!r} on a sheet of {kind}"
        )
    return {
        name: Choice(choice.score * _factor(kind, name, own, cells), choice.reason)
        for name, choice in found.items()
        if name not in ONLY_IN or kind in ONLY_IN[name] or choice.score >= 1
    }


def _factor(kind: str | None, name: str, own: frozenset[str], cells: Profile) -> float:
    factor = LIKELIER.get(kind or "", {}).get(name, 1.0)
    if name in CANONICAL:
        factor *= 1.06
    elif kind and name not in own and name not in NAMED_PAIR:
        factor *= 0.8
    return factor * (0.9 + 0.1 * min(1.0, cells.share * 1.5) if cells.seen else 1.0)
