"""Which kind of records a table holds, from the fields found, the sheet's name and its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.reading.folding import fold
from toolkit.reading.vocabulary import specs

__all__ = ["columns_of", "is_named", "kind_by_title", "kind_of"]


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells a kind: columns it cannot be without, and columns for or against it."""

    needs: tuple[str, ...]
    """Each text is a group of columns with blanks between: one of them must be there."""
    tells: str
    against: str
    names: str
    """Words in the sheet's or table's name."""


PLAIN = 0.45
SIGNS: Mapping[str, Signs] = {
    "hours": Signs(
        ("hours", "date owner name first_name", "owner client name number date task"),
        "hours hours date owner billable billable billable task entry_id rate cost_rate role",
        (
            "due due status next_step milestone estimate period fee fee fee renewal_on "
            "overage_rate rollover "
            "invoice_number decisions change_number"
        ),
        (
            "time times timesheet timesheets timecard card hours hour stunden zeiten zeit "
            "zeiterfassung uren heures horas timer timelog worklog harvest toggl clockify"
        ),
    ),
    "invoices": Signs(
        ("invoice_number billed balance paid", "date due client invoice_number"),
        (
            "invoice_number invoice_number paid balance paid_on disputed promised_on "
            "last_chased po_number broken_promises"
        ),
        "next_step hours milestone percent_complete probability estimate decisions",
        (
            "invoice invoices rechnung rechnungen facture factures factura facturas "
            "factuur facturen faktura fakturaer ar receivables billing aging debtors"
        ),
    ),
    "meetings": Signs(
        ("date", "decisions topics client_present agency_present next_step"),
        (
            "decisions topics client_present agency_present report_sent_at objection_at "
            "distribution place budget_notes"
        ),
        "estimate billed hours due status percent_complete",
        (
            "meeting meetings calls call contact reports besprechungen reunions "
            "reuniones vergaderingen moder minutes"
        ),
    ),
    "change_orders": Signs(
        ("change_number", "number name date"),
        (
            "change_number requested_by request_source signed_by signed_on "
            "verbal_confirmed_by distributed_to"
        ),
        "status probability",
        "change changes orders co",
    ),
    "initiations": Signs(
        ("initiation_form", "requested_by brief deliverables"),
        "initiation_form brief deliverables requested_by teams is_research request_source",
        "status next_step billed estimate",
        "initiation initiations forms briefs requests",
    ),
    "documents": Signs(
        ("signed_on sent_on signed_by", "type version", "number"),
        "sent_on signed_by signed_on version",
        "status estimate hours next_step change_number due",
        "documents document approvals signatures sign",
    ),
    "pipeline": Signs(
        ("probability is_rfp status estimate", "client name", "estimate probability"),
        "probability probability probability is_rfp rfp_due",
        "number billed hours percent_complete invoice_number started milestone",
        (
            "pipeline deals deal opportunities opportunity sales crm leads prospects new "
            "business vertrieb ventes ventas verkoop"
        ),
    ),
    "retainers": Signs(
        ("client", "hours fee", "period overage_rate rollover fee started"),
        "period fee overage_rate rollover scope",
        "date number status due owner task invoice_number name",
        "retainer retainers",
    ),
    "rates": Signs(
        ("role", "rate cost_rate"),
        "role rate cost_rate",
        "hours date status due number name owner",
        "rate rates card ratecard satze tarife tarifs tarifas tarieven priser",
    ),
    "reviews": Signs(
        ("client", "progress_report renewal_discussed issues_raised decision_makers_met"),
        "progress_report renewal_discussed issues_raised decision_makers_met invited",
        "number estimate hours",
        "qbr qbrs review reviews",
    ),
    "accounts": Signs(
        ("client", "annual_revenue renewal_on supervisor director goals needs_po"),
        "annual_revenue renewal_on supervisor director goals needs_po pass_through country",
        "number status due hours date",
        "accounts clients client list",
    ),
    "actuals": Signs(
        ("billed", "account"),
        "account account date billed",
        "invoice_number number due status hours owner paid balance name estimate po_number",
        "actual actuals revenue ledger umsatz",
    ),
    "people": Signs(
        ("name owner first_name", "initials is_head out_from left_on department role"),
        "initials is_head cover out_from out_through left_on department",
        "client status due hours estimate number billed date rate",
        "people staff team employees personnel mitarbeiter equipe equipo medewerkers medarbejdere",
    ),
    "contacts": Signs(
        ("name owner first_name last_name client", "email phone last_contact is_decision_maker"),
        "email phone phone is_decision_maker last_contact last_contact first_name last_name",
        "status due hours estimate number billed date next_step probability",
        "contacts contact phone address directory kontakte contacten contactos kontakter list",
    ),
    "milestones": Signs(
        ("number", "due", "done_on milestone name"),
        "done_on",
        (
            "client status owner estimate next_step hours billed percent_complete "
            "priority started opened"
        ),
        "milestones milestone meilensteine jalons hitos mijlpalen",
    ),
    "jobs": Signs(
        ("name number", "status due next_step percent_complete milestone billing_status client"),
        (
            "status due next_step number name percent_complete estimate priority started "
            "milestone owner"
        ),
        (
            "probability probability probability probability probability invoice_number "
            "invoice_number decisions change_number email entry_id hours paid balance"
        ),
        (
            "job jobs project projects tracker status task tasks auftrage projekte "
            "projets proyectos projecten opgaver plan wip gantt schedule"
        ),
    ),
}


def columns_of(kind: str) -> frozenset[str]:
    """Return the columns that records of a kind are read from."""
    return frozenset(spec.column for spec in specs(kind))


def kind_of(columns: Mapping[str, float], sheet: str) -> str | None:
    """Return the kind that columns (name → confidence) and the sheet's name speak for, or None."""
    words = set(fold(sheet).split())
    best, score = None, 0.0
    for kind, signs in SIGNS.items():
        value = _score(kind, signs, columns, words)
        if value > score:
            best, score = kind, value
    return best


def kind_by_title(columns: Mapping[str, float], sheet: str) -> str | None:
    """Return the kind a sheet's name speaks for, where its columns are not enough for any.

    It only tells how plain headers are meant: "Total" on a time card is hours.
    """
    for kind, signs in SIGNS.items():
        if is_named(kind, sheet) and _has(columns, signs.needs[0]):
            return kind
    return None


def is_named(kind: str, sheet: str) -> bool:
    """Whether a sheet's name says its kind."""
    return not set(fold(sheet).split()).isdisjoint(SIGNS[kind].names.split())


def _score(kind: str, signs: Signs, columns: Mapping[str, float], words: set[str]) -> float:
    if not all(_has(columns, group) for group in signs.needs):
        return 0.0
    tells = sum(columns.get(name, 0) for name in signs.tells.split())
    against = sum(columns.get(name, 0) for name in signs.against.split())
    named = 2.0 if words & set(signs.names.split()) else 0.0
    covered = sum(c for name, c in columns.items() if name in columns_of(kind))
    return 0.6 * tells - 0.8 * against + named + 0.3 * covered


def _has(columns: Mapping[str, float], group: str) -> bool:
    """Whether one of a group of columns was found, and not by a stretch."""
    return any(columns.get(name, 0) >= PLAIN for name in group.split())
