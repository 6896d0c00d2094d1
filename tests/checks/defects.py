"""One defect of each code, to be planted into a clean agency at random."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from tests.checks.cases import AS_OF
from tests.checks.clean_agency import STAFF, AgencyRows, workday

__all__ = ["PLANT", "Planted"]

Row = dict[str, Any]
Plant = Callable[[AgencyRows, random.Random], "Planted"]
DAY = timedelta(days=1)
OPEN = ("in progress", "waiting on client")


class Planted(NamedTuple):
    """Where a defect was planted: kind, number of the row, field; row -1 is the sheet."""

    kind: str
    row: int
    field: str


def _pick(agency: AgencyRows, chance: random.Random, kind: str, fits: Callable[[Row], Any]) -> int:
    return chance.choice([n for n, row in enumerate(agency.rows[kind]) if fits(row)])


def _open(row: Row) -> bool:
    return row["status"] in OPEN and not row["initiation_form"]


def _alone(row: Row) -> bool:
    """Whether nothing else refers to the job."""
    return bool(row["initiation_form"])


def _closed(row: Row) -> bool:
    return bool(row["status"] == "closed")


def _any(row: Row) -> bool:
    del row
    return True


def _set(kind: str, fits: Callable[[Row], Any], at: str, /, **changes: Any) -> Plant:
    """Return a planter that changes fields of a row; callables get the row."""

    def plant(agency: AgencyRows, chance: random.Random) -> Planted:
        index = _pick(agency, chance, kind, fits)
        row = agency.rows[kind][index]
        row.update({k: v(row) if callable(v) else v for k, v in changes.items()})
        return Planted(kind, index, at)

    return plant


def _add(kind: str, fits: Callable[[Row], Any], at: str, /, **changes: Any) -> Plant:
    """Return a planter that adds a changed copy of a row."""

    def plant(agency: AgencyRows, chance: random.Random) -> Planted:
        row = copy.deepcopy(agency.rows[kind][_pick(agency, chance, kind, fits)])
        row.update({k: v(row) if callable(v) else v for k, v in changes.items()})
        agency.rows[kind].append(row)
        return Planted(kind, len(agency.rows[kind]) - 1, at)

    return plant


def _unread(field: str, why: str) -> Plant:
    def plant(agency: AgencyRows, chance: random.Random) -> Planted:
        index = _pick(agency, chance, "jobs", _open)
        agency.rows["jobs"][index][field] = None
        agency.unread.append(("jobs", index + 2, field, why))
        return Planted("jobs", index, field)

    return plant


def _one_of(*plants: Plant) -> Plant:
    return lambda agency, chance: chance.choice(plants)(agency, chance)


def _drop(agency: AgencyRows, kind: str, fits: Callable[[Row], Any]) -> None:
    agency.rows[kind] = [row for row in agency.rows[kind] if not fits(row)]


def _before(agency: AgencyRows, index: int) -> Row:
    number = agency.rows["jobs"][index]["number"]
    return next(row for row in agency.before if row["number"] == number)


# What takes more than a change of one row ---------------------------------------------------


def _moved(agency: AgencyRows, chance: random.Random) -> Planted:
    ordered = {order["job"] for order in agency.rows["change_orders"]}
    index = _pick(agency, chance, "jobs", lambda j: j["number"] in ordered)
    _before(agency, index)["due"] -= timedelta(days=7)
    return Planted("jobs", index, "due")


def _changed(agency: AgencyRows, chance: random.Random) -> Planted:
    ordered = {order["job"] for order in agency.rows["change_orders"]}
    index = _pick(agency, chance, "jobs", lambda j: _open(j) and j["number"] not in ordered)
    field = chance.choice(("estimate", "due"))
    _before(agency, index)[field] -= 500 if field == "estimate" else timedelta(days=7)
    return Planted("jobs", index, field)


def _unchanged(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", _open)
    _before(agency, index)["next_step"] = agency.rows["jobs"][index]["next_step"]
    return Planted("jobs", index, "status")


def _vanished(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", _open)
    agency.before.append({**agency.rows["jobs"][index], "number": "MHB-1999"})
    return Planted("jobs", -1, "")


def _struck(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", _open)
    agency.struck.append((index + 2, 1))
    return Planted("jobs", index, "status")


def _unbilled(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", _closed)
    job = agency.rows["jobs"][index]
    job["billed"] = chance.choice((0, None))
    _drop(agency, "invoices", lambda invoice: invoice["job"] == job["number"])
    return Planted("jobs", index, "billed")


def _never_signed(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", lambda j: j["billed"] and not _alone(j))
    job = agency.rows["jobs"][index]
    job["estimate_signed_on"] = None
    _drop(agency, "documents", lambda paper: paper["job"] == job["number"])
    return Planted("jobs", index, "estimate_signed_on")


def _old_work(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", lambda j: _open(j) and not j["billed"])
    job = agency.rows["jobs"][index]
    dates = {
        "jobs": ("opened", "started", "estimate_signed_on", "kickoff_on"),
        "initiations": ("date",),
        "documents": ("version_on", "sent_on", "signed_on"),
        "hours": ("date",),
    }
    for kind, names in dates.items():
        for row in agency.rows[kind]:
            if row is job or row.get("job") == job["number"]:
                row.update({name: row[name] - timedelta(days=70) for name in names})
    return Planted("jobs", index, "billed")


def _too_dear(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", lambda j: _open(j) and j["started"] <= AS_OF - 3 * DAY)
    number = agency.rows["jobs"][index]["number"]
    chance.choice([e for e in agency.rows["hours"] if e["job"] == number])["rate"] = 90000
    return Planted("jobs", index, "estimate")


def _signed_late(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "jobs", lambda j: _open(j) and not j["billed"])
    job = agency.rows["jobs"][index]
    job["estimate_signed_on"] = AS_OF
    for paper in agency.rows["documents"]:
        if paper["job"] == job["number"]:
            paper["signed_on"] = AS_OF
    return Planted("jobs", index, "estimate_signed_on")


def _no_form(agency: AgencyRows, chance: random.Random) -> Planted:
    first = min(form["date"] for form in agency.rows["initiations"])
    index = _pick(agency, chance, "jobs", lambda j: _open(j) and j["opened"] > first + 2 * DAY)
    number = agency.rows["jobs"][index]["number"]
    _drop(agency, "initiations", lambda form: form["job"] == number)
    return Planted("jobs", index, "initiation_form")


def _stranger(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "meetings", lambda m: m["client_present"])
    meeting = agency.rows["meetings"][index]
    field = chance.choice(("client_present", "agency_present"))
    meeting[field] = [*meeting[field], "Zed Quux"]
    meeting["distribution"] = [*meeting["distribution"], "Zed Quux"]
    return Planted("meetings", index, field)


def _not_carried(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "meetings", _any)
    meeting = agency.rows["meetings"][index]
    number = meeting["decisions"].partition(":")[0]
    job = next(j for j in agency.rows["jobs"] if j["number"] == number)
    job["last_updated"] = meeting["held_at"].date() - DAY
    return Planted("meetings", index, "decisions")


def _unsigned(agency: AgencyRows, chance: random.Random) -> Planted:
    live = {job["number"] for job in agency.rows["jobs"] if _open(job)}
    paper = {"kind": "Creative blueprint", "sent_on": AS_OF - 9 * DAY, "signed_on": None}
    return _add("documents", lambda d: d["job"] in live, "signed_on", **paper)(agency, chance)


def _missing_week(agency: AgencyRows, chance: random.Random) -> Planted:
    monday = AS_OF - timedelta(days=AS_OF.weekday()) - timedelta(weeks=chance.randint(1, 3))
    person = chance.choice(STAFF)
    _drop(
        agency,
        "hours",
        lambda e: e["person"] == person and monday <= e["date"] < monday + timedelta(days=7),
    )
    hours = agency.rows["hours"]
    before = [n for n, e in enumerate(hours) if e["person"] == person and e["date"] < monday]
    return Planted("hours", max(before, key=lambda n: (hours[n]["date"], n)), "date")


def _no_review(agency: AgencyRows, chance: random.Random) -> Planted:
    index = _pick(agency, chance, "accounts", lambda a: a["annual_revenue"] >= 100000)
    client = agency.rows["accounts"][index]["client"]
    _drop(agency, "reviews", lambda review: review["client"] == client)
    return Planted("accounts", index, "client")


def _after_closing(agency: AgencyRows, chance: random.Random) -> Planted:
    closed = {j["number"]: j["finished"] for j in agency.rows["jobs"] if _closed(j)}
    plant = _add(
        "hours",
        lambda e: e["job"] in closed,
        "job",
        date=lambda e: workday(closed[e["job"]] + 4 * DAY),
        notes="late",
    )
    return plant(agency, chance)


UNPAID = {
    "paid": 0,
    "balance": lambda invoice: invoice["amount"],
    "paid_on": None,
    "last_chased": AS_OF - DAY,
}
"""What makes an invoice one that is still to be paid, and was asked for yesterday."""


def _ahead(deal: Row) -> bool:
    return deal["stage"] not in ("Won", "Lost")


def _client_meeting(meeting: Row) -> bool:
    return bool(meeting["client_present"])


def _admin(entry: Row) -> bool:
    return bool(entry["task"] == "Admin")


FUTURE = AS_OF + 5 * DAY

PLANT: dict[str, Plant] = {
    "NUM101": _set("jobs", _alone, "number", number=None),
    "NUM102": _set("jobs", _alone, "number", number=lambda j: j["number"].replace("-", "")),
    "NUM201": _add("jobs", _alone, "number", name="Another"),
    "NUM202": _add(
        "jobs",
        _alone,
        "number",
        client=lambda j: "Bramble" if j["client"] != "Bramble" else "Meridian",
    ),
    "NUM203": _add("jobs", _alone, "number"),
    "NUM301": _set("change_orders", lambda o: o["number"] == "CO-002", "number", number="CO-004"),
    "DAT101": _set("jobs", _open, "due", due=lambda j: workday(j["started"] - DAY)),
    "DAT102": _one_of(
        _set("jobs", _open, "due", due=lambda j: j["due"] + timedelta(days=5 - j["due"].weekday())),
        _set("milestones", _any, "due", due=date(2026, 7, 3)),
    ),
    "DAT103": _one_of(
        _set("jobs", _closed, "finished", finished=FUTURE),
        _set("jobs", _open, "kickoff_on", kickoff_on=FUTURE),
        _set("jobs", _open, "estimate_signed_on", estimate_signed_on=FUTURE),
        _set("documents", _any, "signed_on", signed_on=FUTURE),
        _set("invoices", _any, "issued", issued=FUTURE),
        _set("invoices", lambda i: i["paid_on"], "paid_on", paid_on=FUTURE),
        _set("change_orders", _any, "signed_on", signed_on=FUTURE),
        _set("initiations", _any, "date", date=FUTURE),
    ),
    "DAT201": _unread("due", "unreadable"),
    "DAT202": _unread("due", "ambiguous"),
    "DAT203": _one_of(
        _unread("started", "impossible"),
        _set("jobs", _open, "due", due=lambda j: j["due"].replace(year=1926)),
        _set("hours", _any, "date", date=lambda e: e["date"].replace(year=2126)),
        _set("invoices", _any, "due", due=lambda i: i["due"].replace(year=1926)),
    ),
    "DAT301": _set("jobs", _open, "due", due=AS_OF - 3 * DAY),
    "DAT302": _moved,
    "STA101": _unread("status", "unknown word"),
    "STA201": _set("jobs", _open, "next_step", next_step=None),
    "STA202": _set("jobs", _alone, "due", due=None),
    "STA203": _set("jobs", _open, "owner", owner=[]),
    "STA204": _set("jobs", _open, "next_step", next_step="Layouts"),
    "STA301": _unchanged,
    "STA302": _struck,
    "STA303": _set("jobs", _closed, "due", due=FUTURE),
    "STA304": _vanished,
    "STA305": _set(
        "jobs",
        lambda j: j["status"] == "waiting on client",
        "status",
        waiting_since=AS_OF - 12 * DAY,
    ),
    "BIL101": _unbilled,
    "BIL102": _set("jobs", lambda j: not _alone(j), "billed", billed=lambda j: j["budget"] + 500),
    "BIL103": _never_signed,
    "BIL104": _set("jobs", _any, "budget", budget=lambda j: j["budget"] + 100),
    "BIL201": _old_work,
    "BIL202": _too_dear,
    "BIL301": _set(
        "jobs", lambda j: _open(j) and j["client"] != "Bramble", "po_number", po_number=None
    ),
    "SGN101": _signed_late,
    "SGN102": _set("invoices", _any, "issued", issued=date(2026, 1, 12)),
    "SGN201": _set("documents", _any, "signed_on", version_on=lambda d: d["signed_on"] + 2 * DAY),
    "SGN202": _unsigned,
    "CHG101": _no_form,
    "CHG102": _set("initiations", _any, "date", date=AS_OF),
    "CHG103": _one_of(
        _set("initiations", _any, "source_of_request", source_of_request="Verbal"),
        _set("change_orders", _any, "source_of_request", source_of_request="By e-mail"),
    ),
    "CHG201": _changed,
    "CHG202": _set(
        "change_orders",
        _any,
        "verbal_confirmed_on",
        verbal_confirmed_on=None,
        verbal_confirmed_by=None,
    ),
    "CHG301": _set(
        "jobs", lambda j: _open(j) and j["estimate"] >= 10000, "kickoff_on", kickoff_on=None
    ),
    "CHG302": _set("initiations", _any, "teams", is_research=True, teams=["Creative", "Media"]),
    "MTG101": _set("meetings", _any, "report_sent_at", report_sent_at=None),
    "MTG102": _add(
        "meetings",
        _client_meeting,
        "report_sent_at",
        number=399,
        held_at=lambda m: m["held_at"].replace(month=3, day=14, hour=14),
        ends_at=None,
        report_sent_at=None,
    ),
    "MTG103": _set(
        "meetings", _any, "report_sent_at", report_sent_at=lambda m: m["held_at"] + 3 * DAY
    ),
    "MTG201": _stranger,
    "MTG202": _set("meetings", _any, "distribution", distribution=lambda m: m["distribution"][1:]),
    "MTG203": _set(
        "meetings",
        lambda m: not _client_meeting(m),
        "distribution",
        distribution=lambda m: [*m["distribution"], "Manager Mhb"],
    ),
    "MTG301": _set("meetings", _any, "next_steps", next_steps="Send proofs — Dana Reyes"),
    "MTG302": _not_carried,
    "HRS101": _set("hours", lambda e: e["job"], "job", job="ZZZ-9999"),
    "HRS102": _after_closing,
    "HRS103": _set(
        "hours",
        lambda e: e["job"],
        "client",
        client=lambda e: "Meridian" if e["client"] != "Meridian" else "Calder Rail",
    ),
    "HRS201": _set("hours", _admin, "hours", hours=30),
    "HRS202": _add("hours", _admin, "date", date=FUTURE),
    "HRS203": _add("hours", _admin, "date", date=date(2026, 3, 7), hours=9),
    "HRS204": _set("hours", _admin, "hours", hours=-2),
    "HRS205": _add("hours", _any, "hours"),
    "HRS301": _add(
        "hours", _admin, "task", client="Bramble", task="Film", billable=True, notes="film"
    ),
    "HRS302": _missing_week,
    "INV101": _set(
        "invoices", _any, "last_chased", **{**UNPAID, "last_chased": None}, due=AS_OF - 10 * DAY
    ),
    "INV102": _set("invoices", _any, "balance", balance=lambda i: i["balance"] + 10),
    "INV103": _add("invoices", _any, "number"),
    "INV104": _set("invoices", _any, "job", job="ZZZ-9999"),
    "INV201": _set(
        "invoices", _any, "promised_on", **UNPAID, due=AS_OF - 10 * DAY, promised_on=AS_OF - 3 * DAY
    ),
    "INV202": _set("invoices", _any, "last_chased", **UNPAID, due=AS_OF - 10 * DAY, disputed=True),
    "INV203": _one_of(
        _set("invoices", _any, "escalated_on", **UNPAID, due=AS_OF - 50 * DAY),
        _set("invoices", _any, "escalated_on", **UNPAID, broken_promises=2),
    ),
    "OPP101": _set("pipeline", _ahead, "next_step", next_step=None),
    "OPP102": _set("pipeline", _ahead, "close_on", close_on=AS_OF - 5 * DAY),
    "OPP103": _set("pipeline", _ahead, "value", value=None),
    "OPP104": _one_of(
        _set("pipeline", lambda d: d["stage"] == "Lost", "probability", probability=0.5),
        _set("pipeline", lambda d: d["stage"] == "Won", "probability", probability=0.2),
        _set("pipeline", lambda d: d["stage"] == "Lead", "probability", probability=0.95),
    ),
    "OPP201": _set("pipeline", _ahead, "rfp_due", rfp_due=AS_OF + 4 * DAY),
    "QBR101": _no_review,
    "QBR102": _set("reviews", _any, "issues_raised", issues_raised=False),
    "QBR103": _set("reviews", _any, "invited", invited=["Somebody Else"]),
    "QBR201": _set(
        "accounts",
        lambda a: a["annual_revenue"] < 100000,
        "renewal_on",
        renewal_on=AS_OF + 30 * DAY,
    ),
    "PEO101": _set("jobs", _open, "owner", owner=["Zed Quux"]),
    "PEO102": _set(
        "people",
        lambda p: p["name"] in ("Dana Reyes", "Ana Lima"),
        "cover",
        cover=[],
        out_from=AS_OF,
        out_through=AS_OF + 4 * DAY,
    ),
    "PEO103": _set("jobs", _open, "owner", owner=["Tom Hale"]),
    "CEL101": _unread("estimate", "unreadable"),
    "CEL102": _unread("budget", "cell error"),
    "CEL103": _unread("billed", "uncalculated"),
    "EXC101": _set("jobs", _open, "notes", notes="ok: DAT301 client knows"),
}
