"""The other workbooks of the agency: accounts, meetings, change control, finance, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.demo_agency.clients import AGENCY
from scripts.demo_agency.lines import Line, Places
from scripts.demo_agency.sheets import (
    DATE,
    HOURS,
    MOMENT,
    MONEY,
    PERCENT,
    Heading,
    Pen,
    plain_sheet,
)

__all__ = ["ledger_books"]

ACCOUNTS = (
    Heading("client", "Client", 24),
    Heading("annual_revenue", "Annual Revenue", 14, MONEY),
    Heading("renewal_on", "Renewal Date", 13, DATE),
    Heading("owner", "AE", 7),
    Heading("supervisor", "Supervisor", 11),
    Heading("director", "Director", 9),
    Heading("products", "Products", 40, wrap=True),
    Heading("goals", "Goals", 48, wrap=True),
    Heading("needs_po", "PO required?", 10),
    Heading("pass_through", "Pass-through", 13, MONEY),
    Heading("currency", "Currency", 9),
    Heading("country", "Country", 9),
)
RETAINERS = (
    Heading("client", "Client", 24),
    Heading("hours", "Hours per month", 11, HOURS),
    Heading("fee", "Monthly Fee", 12, MONEY),
    Heading("period", "Period", 9),
    Heading("start", "Start Date", 12, DATE),
    Heading("end", "End Date", 12, DATE),
    Heading("scope", "Scope", 60, wrap=True),
    Heading("overage_rate", "Overage Rate", 12, MONEY),
    Heading("rollover", "Rollover", 18),
    Heading("deficit", "Deficit", 9),
    Heading("currency", "Currency", 9),
)
RATES = (
    Heading("role", "Role", 22),
    Heading("rate", "Hourly Rate", 12, MONEY),
    Heading("cost_rate", "Cost Rate", 12, MONEY),
    Heading("valid_from", "Valid From", 12, DATE),
    Heading("currency", "Currency", 9),
)
REVIEWS = (
    Heading("client", "Client", 24),
    Heading("planned_on", "Planned for", 13, DATE),
    Heading("held_on", "Held on", 13, DATE),
    Heading("progress_report", "Progress report?", 11),
    Heading("renewal_discussed", "Renewal discussed?", 11),
    Heading("issues_raised", "Issues raised?", 11),
    Heading("decision_makers_met", "Decision-makers met?", 13),
    Heading("invited", "Invited", 58, wrap=True),
)
CONTACTS = (
    Heading("name", "Contact Name", 20),
    Heading("client", "Client", 24),
    Heading("role", "Job Title", 30),
    Heading("is_decision_maker", "Decision Maker", 10),
    Heading("email", "Email", 36),
    Heading("phone", "Phone", 16),
    Heading("department", "Department", 16),
    Heading("last_contact", "Last Contact", 13, DATE),
)
MEETINGS = (
    Heading("number", "No.", 6),
    Heading("client", "Client", 22),
    Heading("held_at", "Date", 17, MOMENT),
    Heading("ends_at", "Ends", 17, MOMENT),
    Heading("kind", "Type", 16),
    Heading("place_held", "Place", 16),
    Heading("client_present", "Client Present", 26, wrap=True),
    Heading("agency_present", "Agency Present", 18, wrap=True),
    Heading("topics", "Topics", 22, wrap=True),
    Heading("decisions", "Decisions", 36, wrap=True),
    Heading("budget", "Budget Information", 32, wrap=True),
    Heading("next_steps", "Next Steps", 48, wrap=True),
    Heading("report_sent_at", "Report Sent", 17, MOMENT),
    Heading("distribution", "Distribution", 46, wrap=True),
    Heading("objection_at", "Objection", 12, MOMENT),
    Heading("author", "Author", 8),
)
ORDERS = (
    Heading("number", "Change No.", 10),
    Heading("job", "Job No.", 10),
    Heading("requested_by", "Requested By", 20),
    Heading("on", "Date", 12, DATE),
    Heading("source_of_request", "Source", 14),
    Heading("what", "Description", 38),
    Heading("hours_delta", "Hours +/-", 9, HOURS),
    Heading("fee_delta", "Fee +/-", 12, MONEY),
    Heading("new_due", "New Due Date", 12, DATE),
    Heading("signed_by", "Signed By", 20),
    Heading("signed_on", "Signed On", 12, DATE),
    Heading("distributed_to", "Distributed To", 20),
    Heading("verbal_confirmed_by", "Verbally Confirmed By", 20),
    Heading("verbal_confirmed_on", "Verbally Confirmed On", 12, DATE),
)
FORMS = (
    Heading("form_number", "Form No.", 10),
    Heading("job", "Job No.", 10),
    Heading("requested_by", "Requested By", 20),
    Heading("date", "Date", 12, DATE),
    Heading("source_of_request", "Source", 18),
    Heading("brief", "Brief", 20),
    Heading("deliverables", "Deliverables", 44),
    Heading("budget", "Budget", 12, MONEY),
    Heading("due", "Due", 12, DATE),
    Heading("teams", "Teams", 42),
    Heading("is_research", "Research?", 10),
)
DOCUMENTS = (
    Heading("job", "Job No.", 10),
    Heading("kind", "Document Type", 20),
    Heading("version", "Version", 8),
    Heading("version_on", "Version Date", 12, DATE),
    Heading("sent_on", "Sent On", 12, DATE),
    Heading("signed_by", "Signed By", 22),
    Heading("signed_on", "Signed On", 12, DATE),
)
INVOICES = (
    Heading("number", "Invoice No.", 11),
    Heading("client", "Client", 24),
    Heading("job", "Job No.", 10),
    Heading("po_number", "PO Number", 11),
    Heading("issued", "Invoice Date", 12, DATE),
    Heading("due", "Due Date", 12, DATE),
    Heading("amount", "Amount", 12, MONEY),
    Heading("paid", "Paid", 12, MONEY),
    Heading("balance", "Balance", 12, MONEY),
    Heading("paid_on", "Paid On", 12, DATE),
    Heading("disputed", "Disputed?", 9),
    Heading("promised_on", "Promised For", 12, DATE),
    Heading("broken_promises", "Broken Promises", 9),
    Heading("last_chased", "Last Chased", 12, DATE),
    Heading("escalated_on", "Escalated On", 12, DATE),
    Heading("owner", "AE", 7),
    Heading("currency", "Currency", 9),
)
ACTUALS = (
    Heading("client", "Client", 24),
    Heading("account", "Nominal Code", 11),
    Heading("month", "Month", 12, "mmm yyyy"),
    Heading("amount", "Revenue Recognised", 16, MONEY),
    Heading("currency", "Currency", 9),
)
PIPELINE = (
    Heading("name", "Opportunity", 26),
    Heading("client", "Prospect", 24),
    Heading("stage", "Stage", 13),
    Heading("value", "Value", 12, MONEY),
    Heading("probability", "Probability", 11, PERCENT),
    Heading("close_on", "Close Date", 12, DATE),
    Heading("start", "Start", 12, DATE),
    Heading("end", "End", 12, DATE),
    Heading("next_step", "Next Step", 28),
    Heading("owner", "Owner", 8),
    Heading("is_rfp", "RFP?", 7),
    Heading("rfp_due", "RFP Due", 12, DATE),
    Heading("currency", "Currency", 9),
)
PEOPLE = (
    Heading("name", "Name", 20),
    Heading("initials", "Initials", 8),
    Heading("role", "Role", 22),
    Heading("department", "Department", 18),
    Heading("email", "Email", 36),
    Heading("is_head", "Head of Dept?", 9),
    Heading("cover", "Cover", 8),
    Heading("out_from", "Out From", 12, DATE),
    Heading("out_through", "Out Until", 12, DATE),
    Heading("left_on", "Left On", 12, DATE),
)
SCHEDULE = (
    Heading("job", "Job No.", 10),
    Heading("name", "Milestone Name", 28),
    Heading("due", "Due", 12, DATE),
    Heading("done_on", "Done On", 12, DATE),
)

SHEETS: Mapping[str, tuple[tuple[str, str, tuple[Heading, ...], str], ...]] = {
    # book → sheet, kind of its lines, columns, title
    "Accounts & Retainers.xlsx": (
        ("Accounts", "accounts", ACCOUNTS, "Client accounts"),
        ("Retainers", "retainers", RETAINERS, ""),
        ("Rate card", "rates", RATES, "Rate card, from January 2025"),
        ("QBR", "reviews", REVIEWS, "Quarterly business reviews"),
        ("Contacts", "contacts", CONTACTS, ""),
    ),
    "Meetings.xlsx": (("Meeting log", "meetings", MEETINGS, ""),),
    "Change control.xlsx": (
        ("Change orders", "change_orders", ORDERS, ""),
        ("Job initiation", "initiations", FORMS, "Job initiation forms"),
        ("Sign-off", "documents", DOCUMENTS, "Documents sent for signature"),
    ),
    "Finance.xlsx": (
        ("Invoices", "invoices", INVOICES, ""),
        ("Actuals", "actuals", ACTUALS, "Revenue recognised by month"),
    ),
    "New business.xlsx": (("Pipeline", "pipeline", PIPELINE, "New business pipeline"),),
    "People.xlsx": (("Staff", "people", PEOPLE, ""),),
    "Production schedule.xlsx": (("Milestones", "milestones", SCHEDULE, ""),),
}


def ledger_books(lines: Mapping[str, Sequence[Line]], places: Places) -> Mapping[str, bytes]:
    """Return the workbooks by name."""
    books = {}
    for book, sheets in SHEETS.items():
        pen = Pen(book, places, AGENCY)
        for name, kind, headings, title in sheets:
            told = [_told(line) for line in lines[kind]]
            plain_sheet(pen, name, headings, told, title=title)
            for line, copy in zip(lines[kind], told, strict=True):
                places.rows[line] = places.rows.pop(copy)
        books[book] = pen.finish()
    return books


def _told(line: Line) -> Line:
    """Return the line with yes and no as people type them."""
    words = {True: "Yes", False: "No"}
    copy = line.copy()
    copy.cells = {k: words[v] if isinstance(v, bool) else v for k, v in line.cells.items()}
    return copy
