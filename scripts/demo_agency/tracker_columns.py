"""What the columns and status words of the three trackers are called: each team has its own."""

from __future__ import annotations

from scripts.demo_agency.sheets import DATE, MONEY, PERCENT, Heading
from toolkit.model import Status

__all__ = [
    "BUSINESS",
    "BUSINESS_FILLS",
    "BUSINESS_WORDS",
    "CONSUMER",
    "CONSUMER_WORDS",
    "PUBLIC",
    "PUBLIC_WORDS",
]

CONSUMER = (
    Heading("number", "Job No.", 10),
    Heading("client", "Client", 21),
    Heading("name", "Job Name", 42),
    Heading("product", "Product", 15),
    Heading("type", "Type", 11),
    Heading("owner", "AE", 13),
    Heading("cover", "Cover", 13),
    Heading("status", "Status", 18),
    Heading("priority", "Priority", 9),
    Heading("next_step", "Next Step", 38, wrap=True),
    Heading("milestone", "Next Milestone", 19),
    Heading("due", "Due Date", 12, DATE),
    Heading("opened", "Opened", 12, DATE),
    Heading("started", "Started", 12, DATE),
    Heading("finished", "Finished", 12, DATE),
    Heading("estimate", "Estimate", 12, MONEY),
    Heading("estimate_signed_on", "Estimate Signed", 12, DATE),
    Heading("budget", "Current Budget", 12, MONEY),
    Heading("billed", "Billed to Date", 12, MONEY),
    Heading("percent_complete", "% Complete", 10, PERCENT),
    Heading("po_number", "PO Number", 11),
    Heading("initiation_form", "Initiation Form", 11),
    Heading("kickoff_on", "Kick-off", 12, DATE),
    Heading("waiting_on", "Waiting On", 15),
    Heading("waiting_since", "Waiting Since", 12, DATE),
    Heading("last_updated", "Last Updated", 12, DATE),
    Heading("notes", "Notes", 44, wrap=True),
)
CONSUMER_WORDS = {
    Status.NOT_STARTED: "Not started",
    Status.IN_PROGRESS: "In progress",
    Status.WAITING_ON_CLIENT: "Waiting on client",
    Status.WAITING_ON_SUPPLIER: "Waiting on supplier",
    Status.ON_HOLD: "On hold",
    Status.BLOCKED: "Blocked",
    Status.READY_TO_BILL: "Ready to bill",
    Status.BILLED: "Billed",
    Status.CLOSED: "Closed",
    Status.CANCELLED: "Cancelled",
}
PUBLIC = (
    Heading("client", "Client", 15, wrap=True),
    Heading("number", "Ref", 7),
    Heading("name", "Project", 38, wrap=True),
    Heading("owner", "Lead", 7),
    Heading("status", "Stage", 14),
    Heading("next_step", "Next action", 34, wrap=True),
    Heading("milestone", "Milestone", 18),
    Heading("due", "Deadline", 11),
    Heading("opened", "Date\nopened", 11),
    Heading("started", "Start", 11),
    Heading("kickoff_on", "Kick-off\nmeeting", 11),
    Heading("finished", "Completed", 11),
    Heading("estimate", "Estimate £", 12, MONEY),
    Heading("estimate_signed_on", "Estimate\nsigned off", 11),
    Heading("budget", "Current\nbudget £", 12, MONEY),
    Heading("billed", "Invoiced\nto date £", 12, MONEY),
    Heading("po_number", "PO", 10),
    Heading("initiation_form", "Form", 10),
    Heading("waiting_on", "Waiting\non", 15),
    Heading("waiting_since", "Waiting\nsince", 11),
    Heading("notes", "Comments", 40, wrap=True),
)
PUBLIC_WORDS = {
    Status.NOT_STARTED: "To start",
    Status.IN_PROGRESS: "Live",
    Status.WAITING_ON_CLIENT: "With client",
    Status.WAITING_ON_SUPPLIER: "With supplier",
    Status.ON_HOLD: "On hold",
    Status.BLOCKED: "Blocked",
    Status.READY_TO_BILL: "To bill",
    Status.BILLED: "Invoiced",
    Status.CLOSED: "Complete",
    Status.CANCELLED: "Cancelled",
}
BUSINESS: tuple[tuple[str, tuple[Heading, ...]], ...] = (
    (
        "Job",
        (
            Heading("number", "No.", 8),
            Heading("name", "Title", 40),
            Heading("client", "Client", 18),
            Heading("owner", "Acct Exec", 9),
            Heading("type", "Type", 11, hidden=True),
        ),
    ),
    (
        "Where it is",
        (
            Heading("status", "Status", 17),
            Heading("next_step", "To do", 36, wrap=True),
            Heading("milestone", "Milestone", 19),
            Heading("due", "Deadline", 11, DATE),
        ),
    ),
    (
        "Dates",
        (
            Heading("opened", "Opened", 11, DATE),
            Heading("kickoff_on", "Kick-off", 11, DATE),
            Heading("started", "Started", 11, DATE),
            Heading("finished", "Finished", 11, DATE),
        ),
    ),
    (
        "Money",
        (
            Heading("estimate", "Quote", 11, MONEY),
            Heading("estimate_signed_on", "Quote signed", 11, DATE),
            Heading("budget", "Current budget", 11, MONEY),
            Heading("billed", "Billed", 11, MONEY),
            Heading("billing_status", "Billing status", 12),
            Heading("percent_complete", "% done", 8, PERCENT),
        ),
    ),
    (
        "Paperwork",
        (
            Heading("po_number", "PO No.", 10),
            Heading("initiation_form", "Initiation form", 10),
            Heading("waiting_on", "Waiting on", 15),
            Heading("waiting_since", "Waiting since", 11, DATE),
            Heading("notes", "Remarks", 40, wrap=True),
        ),
    ),
)
BUSINESS_WORDS = {
    Status.NOT_STARTED: "Not started",
    Status.IN_PROGRESS: "WIP",
    Status.WAITING_ON_CLIENT: "Waiting for client",
    Status.WAITING_ON_SUPPLIER: "Waiting for supplier",
    Status.ON_HOLD: "On hold",
    Status.BLOCKED: "Blocked",
    Status.READY_TO_BILL: "Bill out",
    Status.BILLED: "Billed",
    Status.CLOSED: "Done",
    Status.CANCELLED: "Killed",
}
BUSINESS_FILLS = {
    Status.IN_PROGRESS: "#E2F0D9",
    Status.WAITING_ON_CLIENT: "#FFF2CC",
    Status.WAITING_ON_SUPPLIER: "#FFF2CC",
    Status.ON_HOLD: "#E7E6E6",
    Status.BLOCKED: "#F8CBAD",
    Status.READY_TO_BILL: "#DDEBF7",
}
