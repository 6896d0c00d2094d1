"""Headers to fields, for sheets of many tools and languages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.messy import CANONICAL
from toolkit.config import Config
from toolkit.reading import read_tracker
from toolkit.reading.assignment import assign
from toolkit.reading.matching import match_header
from toolkit.table import Grid, Value

CELLS: dict[str, Value] = {
    "id": "ACME", "name": "Draw the spring poster", "client": "Acme Foods", "who": "Anna Meier",
    "day": date(2026, 3, 5), "word": "In Progress", "money": 1250.0, "hours": 2.5, "share": 0.5,
    "yes": "Yes", "step": "Call the printer about stock", "text": "Print", "days": 12.0,
    "clock": "01:30:00", "role": "Designer", "mail": "anna@x.example",
}  # fmt: skip
SHEETS = {
    "jira": "Issue key=id:number, Summary=name:name, Issue Type=text, Status=word:status,"
    " Priority=text, Assignee=who:owner, Created=day, Due Date=day:due",
    "asana": "Task ID=id:number, Created At=day, Name=name:name, Assignee=who:owner,"
    " Assignee Email=mail, Start Date=day, Due Date=day:due, Tags=text",
    "toggl": "User=who:owner, Email=mail, Client=client:client, Project=name:name, Task=text,"
    " Description=step, Billable=yes, Start date=day:date, Start time=clock, Duration=clock:hours",
    "hubspot": "Record ID=id:number, Deal Name=name:name, Deal Stage=word:status,"
    " Close Date=day:due, Deal owner=who:owner, Amount=money:estimate,"
    " Associated Company=client:client, Deal probability=share",
    "quickbooks": "Date=day:date, Transaction Type=text, Num=id, Customer=client:client,"
    " Due Date=day:due, Amount=money:billed, Open Balance=money",
    "gantt": "WBS=id:number, Task=name:name, Lead=who:owner, Start=day, End=day:due, Days=days,"
    " % Done=share:status",
    "deutsch": "Auftrags-Nr.=id:number, Bezeichnung=name:name, Kunde=client:client,"
    " Verantwortlich=who:owner, Termin=day:due, Budget (€)=money:estimate,"
    " Abgerechnet=money:billed",
    "français": "N° dossier=id:number, Projet=name:name, Client=client:client, État=word:status,"
    " Chef de projet=who:owner, Échéance=day:due, Devis=money:estimate, Facturé=money:billed",
    "español": "Código=id:number, Proyecto=name:name, Cliente=client:client, Estado=word:status,"
    " Responsable=who:owner, Fecha de entrega=day:due, Presupuesto=money:estimate",
    "nederlands": "Datum=day:date, Medewerker=who:owner, Klant=client:client, Project=name:name,"
    " Uren=hours:hours, Uurtarief=money:rate, Omschrijving=step",
    "dansk": "Sagsnr.=id:number, Opgave=name:name, Kunde=client:client, Ansvarlig=who:owner,"
    " Frist=day:due, Tilbud=money:estimate, Faktureret=money:billed, Næste skridt=step:next_step",
}  # fmt: skip


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_the_columns_of_a_sheet_are_known(sheet: str) -> None:
    columns = [column.strip().partition("=") for column in SHEETS[sheet].split(",")]
    makes = [make.partition(":") for _, _, make in columns]
    rows: list[list[Value]] = [[header for header, _, _ in columns]]
    for number in range(6):
        cells = [CELLS[make] for make, _, _ in makes]
        rows.append([f"{c} {number}" if c in (CELLS["id"], CELLS["name"]) else c for c in cells])
    tracker = read_tracker([("b", {"Sheet1": Grid("Sheet1", rows)})], Config(), date(2026, 3, 1))
    (table,) = tracker.tables
    wanted = [*CANONICAL, "date", "role", "rate"]
    found = [c.field if c.field in wanted else "" for c in table.columns]
    assert found == [field for _, _, field in makes]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Planned finish date", "due"),
        ("AP Person Assigned", "owner"),
        ("DueDate", "due"),
        ("job_number", "number"),
        ("Staus", "status"),
        ("Résponsable", "owner"),
        ("Est. $", "estimate"),
        ("Resp.", "owner"),
        ("Date fin", "due"),
        ("Reported by", "owner"),
        ("Checked by", "owner"),
        ("Osoba", "owner"),
        ("Sales Price", "rate"),
        ("Project DRI", "owner"),
        ("execution_end", "due"),
        ("Devis HT", "estimate"),
    ],
)
def test_a_header_is_known_in_other_spellings(header: str, field: str) -> None:
    assert match_header(header)[0].field == field


@pytest.mark.parametrize("header", ["Vendor No.", "Days Overdue", "Weekday", "Variance"])
def test_known_headers_of_no_field_are_not_taken_for_what_they_resemble(header: str) -> None:
    assert match_header(header)[0].field == ""


@pytest.mark.parametrize(
    ("header", "field"),
    [("Projektbezeichnung", "name"), ("Auftragsstatus", "status"), ("Klantnaam", "client")],
)
def test_a_compound_word_is_known_by_its_last_part(header: str, field: str) -> None:
    assert match_header(header)[0].field == field


@pytest.mark.parametrize(
    ("header", "field"),
    [("Nº Trabajo", "number"), ("Task Code", "number"), ("N° de facture", "invoice_number"),
     ("Kundennummer", ""), ("Assignee ID", "")],
)  # fmt: skip
def test_the_number_of_a_thing_is_no_name_of_it(header: str, field: str) -> None:
    assert match_header(header)[0].field == field


def test_a_currency_sign_makes_a_header_an_amount() -> None:
    assert match_header("Inv $")[0].field == "billed"
    assert match_header("Inv #")[0].field == "invoice_number"


def test_two_short_headers_are_not_misspellings_of_each_other() -> None:
    assert "role" not in [m.field for m in match_header("Project url")]


def test_tags_are_no_days() -> None:
    assert match_header("Tags")[0].field == ""
    assert match_header("Tag")[0].field == "date"


def test_the_best_assignment_is_for_the_sheet_as_a_whole() -> None:
    assert assign([{"a": 0.9, "b": 0.8}, {"a": 0.85}]) == ["b", "a"]
    assert assign([{"a": 0.9}, {"a": 0.9}]) == ["a", None]
    assert assign([]) == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Spent time", "hours"),
        ("Date due", "due"),
        ("Time Spent (Hours)", "hours"),
        ("Dauer (Stunden)", "hours"),
        ("Forbrugt (timer)", "hours"),
        ("Bedrag excl. btw", "billed"),
        ("Total (incl. VAT)", "billed"),
        ("Offertenr.", "number"),
        ("Behandeld door", "owner"),
        ("Traité par", "owner"),
    ],
)
def test_words_in_another_order_units_and_taxes_do_not_hide_a_header(
    header: str, field: str
) -> None:
    assert match_header(header)[0].field == field


def test_what_counts_hours_beside_the_work_is_no_hours() -> None:
    assert match_header("Capacity (hrs)")[0].field == ""


def test_an_amount_without_tax_yields_to_the_one_with() -> None:
    assert match_header("Montant TTC")[0].score > match_header("Montant excl. TVA")[0].score


def test_the_best_assignment_is_found_among_thousands_of_equal_columns() -> None:
    columns = [{"status": 0.5, "due": 0.1}] * 3000 + [{"status": 0.9}, {"due": 0.3}]
    taken = assign(columns)
    assert taken[3000:] == ["status", "due"]
    assert not any(taken[:3000])


@pytest.mark.parametrize(
    "header",
    ["Honorar pro Monat", "Honorar/Monat", "Honorar netto", "Monatshonorar", "Monatspauschale",
     "Honorar", "Value", "Budget", "Price", "Amount", "Forfait mensuel", "Honoraires mensuels",
     "Honorarios mensuales", "Cuota mensual", "Maandelijks honorarium", "Maandbedrag",
     "Månedshonorar", "Månedligt honorar", "Preis", "Precio"],
)  # fmt: skip
@pytest.mark.parametrize("sheet", ["Retainers", "Sheet1"])
def test_the_money_of_a_retainer_is_its_fee(header: str, sheet: str) -> None:
    rows: list[list[Value]] = [["Client", "Hours a month", header, "Start"]]
    rows += [[f"Acme {n}", 20 + n, 4000 + 250 * n, date(2026, n, 1)] for n in (1, 2, 3)]
    tracker = read_tracker([("b", {sheet: Grid(sheet, rows)})], Config(), date(2026, 3, 1))
    assert [retainer.fee for retainer in tracker.retainers] == [4250, 4500, 4750]


@pytest.mark.parametrize("header", ["Value", "Amount", "Budget"])
def test_money_beside_a_plain_fee_is_not_the_fee_of_a_retainer(header: str) -> None:
    rows: list[list[Value]] = [["Client", "Hours a month", header, "Monthly fee", "Start"]]
    rows += [[f"Acme {n}", 20 + n, 99, 4000 + n, date(2026, n, 1)] for n in (1, 2, 3)]
    tables = [("b", {"Retainers": Grid("Retainers", rows)})]
    tracker = read_tracker(tables, Config(), date(2026, 3, 1))
    assert [retainer.fee for retainer in tracker.retainers] == [4001, 4002, 4003]
