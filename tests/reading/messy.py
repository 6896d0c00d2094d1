"""Sheets as people keep them, made up: every trait at random, with the truth beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from toolkit.table import Area, Grid, Value

__all__ = ["HEADERS", "Messy", "make_messy", "messy_sheets"]

HEADERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "number": ("Job #", "Job No.", "JOB NUMBER", "Project ID", "Docket", "Job Code", "Ref"),
        "name": ("Job Name", "Project", "Task ", "Description", "Assignment Title", "Job Title"),
        "client": ("Client", "Client Name", "Account", "Customer", "Brand"),
        "owner": ("Owner", "AE", "Acct Exec", "Account Manager", "Assigned to", "PM", "Who"),
        "status": ("Status", "Job Status", "Stage", "State", "Production\nStatus"),
        "next_step": ("Next Step", "Next Steps", "Next Action", "Action Items", "To Do"),
        "due": ("Due Date", "Deadline", "Due", "Delivery", "Live Date", "Expected End Date"),
        "estimate": ("Estimate", "Est.", "Estimate $", "Budget", "Quote"),
        "billed": ("Billed", "Billed to date", "Invoiced", "Billed\nto date"),
        "hours": ("Hours", "Actual Hours", "Hrs"),
        "notes": ("Notes", "Comments", "Remarks"),
        "priority": ("Priority", "Urgency"),
        "department": ("Department", "Dept"),
    },
    "de": {
        "number": ("Auftrags-Nr.", "Projektnummer", "Nr."),
        "name": ("Bezeichnung", "Projekt", "Aufgabe", "Titel"),
        "client": ("Kunde", "Auftraggeber", "Marke"),
        "owner": ("Verantwortlich", "Bearbeiter", "Projektleiter", "Zuständig"),
        "status": ("Status", "Stand", "Projektstatus"),
        "next_step": ("Nächster Schritt", "Nächste Schritte"),
        "due": ("Fällig am", "Termin", "Frist", "Abgabetermin"),
        "estimate": ("Budget", "Kostenvoranschlag", "Angebot", "Honorar"),
        "billed": ("Abgerechnet", "Fakturiert"),
        "notes": ("Bemerkung", "Notizen"),
        "priority": ("Priorität",),
    },
    "fr": {
        "number": ("N° dossier", "Numéro", "Référence", "Code projet"),
        "name": ("Projet", "Intitulé", "Tâche", "Libellé"),
        "client": ("Client", "Annonceur", "Société"),
        "owner": ("Responsable", "Chef de projet", "Assigné à"),
        "status": ("Statut", "État"),
        "next_step": ("Prochaine étape", "Prochaine action"),
        "due": ("Échéance", "Date limite", "Date de livraison"),
        "estimate": ("Devis", "Montant estimé", "Budget"),
        "billed": ("Facturé", "Montant facturé"),
        "notes": ("Remarques", "Commentaires"),
    },
    "es": {
        "number": ("Código", "Número", "Referencia"),
        "name": ("Proyecto", "Tarea", "Descripción"),
        "client": ("Cliente", "Empresa", "Marca"),
        "owner": ("Responsable", "Encargado", "Asignado a"),
        "status": ("Estado", "Situación"),
        "next_step": ("Próximo paso", "Siguiente paso"),
        "due": ("Fecha de entrega", "Vencimiento", "Fecha límite"),
        "estimate": ("Presupuesto", "Honorarios"),
        "billed": ("Facturado",),
        "notes": ("Notas", "Observaciones"),
    },
    "nl": {
        "number": ("Projectnummer", "Opdrachtnummer", "Nr"),
        "name": ("Omschrijving", "Project", "Taak"),
        "client": ("Klant", "Opdrachtgever", "Merk"),
        "owner": ("Verantwoordelijke", "Projectleider", "Medewerker"),
        "status": ("Status", "Voortgang"),
        "next_step": ("Volgende stap", "Actie"),
        "due": ("Deadline", "Opleverdatum", "Vervaldatum"),
        "estimate": ("Begroting", "Offerte"),
        "billed": ("Gefactureerd",),
        "notes": ("Opmerkingen",),
    },
    "da": {
        "number": ("Sagsnr.", "Jobnummer", "Nummer"),
        "name": ("Opgave", "Projekt", "Beskrivelse"),
        "client": ("Kunde", "Firma"),
        "owner": ("Ansvarlig", "Projektleder"),
        "status": ("Status", "Tilstand"),
        "next_step": ("Næste skridt",),
        "due": ("Frist", "Deadline", "Leveringsdato"),
        "estimate": ("Tilbud", "Overslag"),
        "billed": ("Faktureret",),
        "notes": ("Bemærkninger",),
    },
}
"""Language → column → headers, taken from trackers people really keep."""

WORDS = {
    "en": ("In Progress", "Not started", "On hold", "Complete", "WIP", "Waiting on client"),
    "de": ("In Arbeit", "Offen", "Erledigt", "Pausiert"),
    "fr": ("En cours", "Terminé", "À faire", "En attente client"),
    "es": ("En curso", "Terminado", "Pendiente", "En espera"),
    "nl": ("Bezig", "Afgerond", "Niet gestart", "Wacht op klant"),
    "da": ("I gang", "Afsluttet", "Ikke startet", "På hold"),
}
CLIENTS = ("Acme Foods", "Borg & Sons", "Kwik Bank", "Nordlys A/S", "Tailspin Toys", "Delta Air")
OWNERS = ("Anna Meier", "JD", "KS", "Ben Cole", "Eva Lund", "JD/KS", "Franklin, Anna")
WORK = (
    *("Spring mailer", "Web shop relaunch", "TV spot", "Annual report", "Trade show booth"),
    *("Radio script", "Packaging refresh", "Social calendar", "Brand film", "Poster run"),
)
STEPS = ("Send proof to client", "Call the printer", "Brief the studio", "Await feedback")
CANONICAL = ("number", "name", "client", "owner", "status", "next_step", "due", "estimate",
             "billed", "hours")  # fmt: skip


@dataclass(frozen=True)
class Messy:
    """A made-up sheet and the truth about it."""

    grid: Grid
    header_row: int
    records: tuple[int, ...]
    fields: Mapping[int, str]
    """Column number → field, of the columns every sheet has in some way."""
    clients: Mapping[int, str]
    """Row of a record → its client."""
    traits: tuple[str, ...] = field(default=())


TRAITS = ("titles", "offset", "two header rows", "sections", "merged clients", "clients once",
          "subtotals", "spacers", "repeated header", "notes below", "gantt", "second table",
          "beside", "stray", "no name header", "missing cells", "total")  # fmt: skip


@st.composite
def messy_sheets(draw: st.DrawFn) -> Messy:
    """Draw a sheet with a handful of traits."""
    traits = draw(st.sets(st.sampled_from(TRAITS), max_size=6))
    return make_messy(Random(draw(st.integers(0, 2**32))), frozenset(traits))


def make_messy(random: Random, traits: frozenset[str]) -> Messy:
    """Make one sheet that has the traits named."""
    return _Maker(random, traits).sheet()


class _Maker:
    def __init__(self, random: Random, traits: frozenset[str]) -> None:
        self.random, self.traits = random, set(traits)
        if "sections" in traits:
            self.traits -= {"merged clients", "clients once"}
        if "merged clients" in self.traits:
            self.traits -= {"clients once"}
        if "beside" in traits:
            self.traits -= {"gantt"}
        self.language = random.choice(list(HEADERS))
        self.dates = random.choice((_date, _iso, _slashed, _named))
        self.money = random.choice((_number, _dollars, _european))
        self.rows: list[list[Value]] = []
        self.merged: list[Area] = []
        self.records: list[int] = []
        self.clients: dict[int, str] = {}

    def sheet(self) -> Messy:
        self.columns = self._columns()
        self.left = self.random.randint(1, 4) if "offset" in self.traits else 0
        self.base: list[Value] = [None] * self.left
        if "offset" in self.traits:
            self.rows += [[] for _ in range(self.random.randint(2, 6))]
        if "titles" in self.traits:
            self.rows += [[*self.base, "Traffic list"], [*self.base, "Date:", date(2026, 3, 2)], []]
        self._header()
        self.header_row = len(self.rows)
        self._body()
        self._foot()
        fields = {
            self.left + i + 1: name for i, name in enumerate(self.columns) if name in CANONICAL
        }
        return Messy(
            Grid("Sheet1", self.rows, merged=tuple(self.merged)),
            self.header_row,
            tuple(self.records),
            fields,
            self.clients,
            tuple(sorted(self.traits)),
        )

    def _columns(self) -> list[str]:
        known = [n for n in HEADERS[self.language] if n not in ("number", "name", "client")]
        some = self.random.sample(known, self.random.randint(4, len(known)))
        if not {"status", "due"} & set(some):
            some.append("status")
        first = ["number", "name"]
        if "sections" not in self.traits:
            first.insert(self.random.choice((0, 1, 2)), "client")
        if {"merged clients", "clients once"} & self.traits:
            first = ["client", "number", "name"]
        return first + some

    def _header(self) -> None:
        texts: list[Value] = [self.random.choice(HEADERS[self.language][n]) for n in self.columns]
        if "no name header" in self.traits:
            texts[self.columns.index("name")] = self.random.choice((None, "Snarf", "Bla"))
        self.headers = [*self.base, *texts]
        if "gantt" in self.traits:
            weeks = [date(2026, 3, 2) + timedelta(weeks=w) for w in range(8)]
            self.headers += [None, *weeks]
        if "beside" in self.traits:
            self.headers += [None, None, "Role", "Hourly Rate"]
        money = [i for i, n in enumerate(self.columns) if n in ("estimate", "billed")]
        if "two header rows" in self.traits and len(money) == 2 and money[1] == money[0] + 1:
            band: list[Value] = [*self.base, *[None] * len(self.columns)]
            band[self.left + money[0]] = "Budget"
            row, column = len(self.rows) + 1, self.left + money[0] + 1
            self.merged.append(Area(row, column, row, column + 1))
            band[self.left] = "Job"
            self.rows.append(band)
        self.rows.append(self.headers)

    def _body(self) -> None:
        groups = self.random.randint(2, 4)
        clients = self.random.sample(CLIENTS, groups)
        plain = not {"sections", "merged clients", "clients once"} & self.traits
        for number, client in enumerate(clients):
            if "sections" in self.traits:
                self.rows.append([*self.base, client])
            size = self.random.randint(3, 7)
            first = len(self.rows) + 1
            for index in range(size):
                owner = self.random.choice(clients) if plain else client
                self._record(owner, first=index == 0)
            if "merged clients" in self.traits and size > 1:
                self.merged.append(Area(first, self.left + 1, first + size - 1, self.left + 1))
            if "subtotals" in self.traits and {"estimate", "billed"} & set(self.columns):
                self._total("Subtotal")
            if "spacers" in self.traits:
                self.rows.append([])
            if "repeated header" in self.traits and number == 0:
                self.rows.append(list(self.headers))

    def _record(self, client: str, *, first: bool) -> None:
        cells: list[Value] = []
        for name in self.columns:
            value = self._cell(name, client)
            if "missing cells" in self.traits and name in ("notes", "next_step", "billed", "due"):
                value = None if self.random.random() < 0.4 else value
            if name == "client" and {"merged clients", "clients once"} & self.traits and not first:
                value = None
            cells.append(value)
        if "gantt" in self.traits:
            cells += [None, *self.random.choices((None, "x"), k=8)]
        self.rows.append([*self.base, *cells])
        if "beside" in self.traits and len(self.records) < 4:
            self.rows[-1] += [None, None, ("Designer", "Writer", "Producer", "Planner")[
                len(self.records)], 90.0 + len(self.records)]  # fmt: skip
        self.records.append(len(self.rows))
        self.clients[len(self.rows)] = client

    def _cell(self, name: str, client: str) -> Value:
        made: dict[str, Callable[[], Value]] = {
            "number": lambda: f"J-{1000 + len(self.rows)}",
            "name": lambda: f"{self.random.choice(WORK)} {self.random.randint(1, 99)}",
            "client": lambda: client,
            "owner": lambda: self.random.choice(OWNERS),
            "status": lambda: self.random.choice(WORDS[self.language]),
            "next_step": lambda: self.random.choice(STEPS),
            "due": lambda: self.dates(
                date(2026, 1, 13) + timedelta(days=self.random.randint(0, 200))
            ),
            "estimate": lambda: self.money(self.random.randint(1000, 90_000)),
            "billed": lambda: self.money(self.random.randint(1000, 90_000)),
            "hours": lambda: self.random.choice((1.5, 2.0, 8.0, 3.25)),
            "notes": lambda: self.random.choice(("see e-mail of Tuesday", "ok", "call again")),
            "priority": lambda: self.random.choice(("High", "Medium", "Low")),
            "department": lambda: self.random.choice(("Studio", "Media")),
        }
        return made[name]()

    def _total(self, word: str) -> None:
        row: list[Value] = [*self.base, *[None] * len(self.columns)]
        row[self.left + self.random.choice((0, 1))] = word
        for index, name in enumerate(self.columns):
            if name in ("estimate", "billed"):
                row[self.left + index] = float(self.random.randint(10_000, 900_000))
        self.rows.append(row)

    def _foot(self) -> None:
        if "total" in self.traits and {"estimate", "billed"} & set(self.columns):
            self._total("Total")
        if "notes below" in self.traits:
            self.rows += [
                [],
                [*self.base, "* dates in italics are not confirmed by the client yet"],
            ]
        if "second table" in self.traits:
            self.rows += [[], [], [*self.base, "Role", "Hourly Rate", "Cost Rate"]]
            self.rows += [[*self.base, role, 90.0, 45.0] for role in ("Designer", "Writer", "AD")]
        if "stray" in self.traits:
            self.rows += [*([] for _ in range(6)), [*[None] * 30, "x"]]


def _date(day: date) -> Value:
    return day


def _iso(day: date) -> Value:
    return f"{day:%Y-%m-%d (%A)}"


def _slashed(day: date) -> Value:
    return f"{day.day}/{day.month}/{day.year}"


def _named(day: date) -> Value:
    return f"{day.day} {day:%b}"


def _number(amount: int) -> Value:
    return float(amount)


def _dollars(amount: int) -> Value:
    return f"${amount:,}.00"


def _european(amount: int) -> Value:
    return f"{amount:,}".replace(",", ".") + ",50"
