"""One function for each button: VBA calls it by name, and it calls what the command line calls.

No rule of the business is here. Each imports the action it needs, so that a press pays for
nothing else.
"""

from __future__ import annotations

from toolkit.buttons.desk import Press, open_for_person

__all__ = [
    "BUTTONS",
    "check_tracker",
    "clear_marks",
    "contact_report",
    "finance_file",
    "fix",
    "forecast",
    "help_",
    "retainer_burn",
    "settings",
    "status_report_all",
    "status_report_client",
    "sync_with_google",
    "undo",
]

SCENARIO = "likely"
"""What a forecast counts when nobody says; the command has the others."""
BUTTONS = {
    "check_tracker": "Check tracker",
    "clear_marks": "Clear marks",
    "status_report_client": "Status report",
    "status_report_all": "All status reports",
    "contact_report": "Contact report",
    "retainer_burn": "Retainer burn",
    "forecast": "Forecast",
    "finance_file": "Finance file",
    "sync_with_google": "Sync with Google",
    "fix": "Fix",
    "undo": "Undo",
    "settings": "Settings",
    "help_": "Help",
}
"""Function → what the button says."""


def check_tracker() -> None:
    """Check the workbook in front and put what was found into its Checks sheet."""
    from toolkit.actions import checking

    with Press("Check tracker") as desk:
        agency = desk.agency()
        report = checking.check(agency)
        (receipt, *_) = checking.write_checks(agency, report, in_place=True)
        desk.show(receipt.sheets["Checks"])
        desk.say(f"{len(report.findings)} findings in the sheet {receipt.sheets['Checks']}")


def clear_marks() -> None:
    """Take the toolkit's notes away from the cells of the workbook in front."""
    from toolkit.plan import Plan

    with Press("Clear marks") as desk:
        receipt = desk.live.apply(Plan(clear_notes=True))
        desk.say("The notes are taken away" if receipt.written else "There are no notes of ours")


def status_report_client() -> None:
    """Write the status report of the client in whose row the selection stands."""
    _status_report(everybody=False)


def status_report_all() -> None:
    """Write a status report for each client."""
    _status_report(everybody=True)


def _status_report(*, everybody: bool) -> None:
    from toolkit.actions import reporting
    from toolkit.errors import NotAWorkbookError

    with Press("Status report") as desk:
        desk.need_saved()
        agency = desk.agency()
        job = None if everybody else desk.selected(agency.tracker.jobs)
        client = job.client if job else None
        if not everybody and not client:
            raise NotAWorkbookError("Select a cell in the row of a job that names its client first")
        made = reporting.status_reports(agency, ["html"], client=client)
        open_for_person(made.paths[0] if len(made.paths) == 1 else made.paths[0].parent)
        desk.say(f"{len(made.paths)} written to {made.paths[0].parent}")


def contact_report() -> None:
    """Write the contact report of the meeting in whose row the selection stands."""
    from toolkit.actions import reporting
    from toolkit.errors import NotAWorkbookError

    with Press("Contact report") as desk:
        desk.need_saved()
        agency = desk.agency(companions=True)
        meeting = desk.selected(agency.tracker.meetings)
        if meeting is None or meeting.number is None:
            raise NotAWorkbookError("Select a cell in the row of a meeting with a number first")
        made = reporting.contact_report(agency, meeting.number, ["docx"])
        open_for_person(made.paths[0])
        desk.say(f"{made.paths[0]}; {len(made.missing)} things are missing for it")


def retainer_burn() -> None:
    """Burn the hours of the folder against the retainers of the workbook in front."""
    from toolkit.actions import burning

    with Press("Retainer burn") as desk:
        agency = desk.agency(companions=True)
        found = burning.burn(agency)
        (receipt, *_) = burning.write_burn_into(agency, desk.live.name, found)
        desk.show(receipt.sheets["Retainer Burn"])
        desk.say(f"{len(found.current())} retainers in the sheet {receipt.sheets['Retainer Burn']}")


def forecast() -> None:
    """Forecast revenue from the books of the folder into the Forecast sheet of this one."""
    from toolkit.actions import forecasting

    with Press("Forecast") as desk:
        agency = desk.agency(companions=True)
        made = forecasting.make_forecast(agency)
        receipt = forecasting.write_forecast(agency, made, SCENARIO, in_place=True)
        sheet = receipt.sheets["Forecast"]
        desk.show(sheet)
        desk.say(f"{made.total():,.0f} {made.currency}, {SCENARIO}, in the sheet {sheet}")


def finance_file() -> None:
    """Write the forecast of the folder's books as the file finance imports."""
    from toolkit.actions import exporting, forecasting
    from toolkit.actions.remembering import history_address

    with Press("Finance file") as desk:
        desk.need_saved()
        agency = desk.agency(companions=True)
        kind, history = agency.config.export.format, history_address(agency)
        made = forecasting.make_forecast(agency)
        checked = exporting.preflight_export(agency, made, kind, SCENARIO, history)
        (path, *_) = exporting.export_forecast(agency, checked, kind, history).files
        open_for_person(path.parent)
        desk.say(f"{path}; {len(checked.left_out)} lines are left out of it")


def sync_with_google() -> None:
    """Keep the workbook in front and its Google sheet in step, and save it; asks first."""
    from toolkit.actions import syncing

    with Press("Sync with Google") as desk:
        desk.need_saved()
        done = syncing.sync_open_book(
            desk.saved(), desk.path, now=desk.now, agree=desk.agrees, user_folder=desk.user_folder
        )
        desk.say(
            f"{done.cells} cells brought over; {len(done.prepared.merge.conflicts)} to be decided"
        )


def fix() -> None:
    """List what nobody could mean otherwise; pressed again, put it right."""
    from toolkit.actions import fixing

    with Press("Fix") as desk:
        fixes = fixing.safe_fixes(desk.agency())
        if not fixes:
            return desk.say("Nothing to fix")
        receipt = fixing.fix_in_two_steps(desk.live, fixes)
        desk.show(receipt.sheets[fixing.FIXES_SHEET])
        told = "cells put right; Undo takes it back" if receipt.edits else "cells listed: press Fix"
        return desk.say(f"{len(fixes)} {told}{'' if receipt.edits else ' again to put them right'}")


def undo() -> None:
    """Put back what stood in the cells that Fix changed last."""
    from toolkit.actions import fixing

    with Press("Undo") as desk:
        receipt = fixing.take_back_fixes(desk.live)
        desk.say(f"{receipt.edits} cells put back" if receipt else "Fix has made no change here")


def settings() -> None:
    """Open the agency.toml of the workbook in front; make one where there is none."""
    from toolkit.actions import inspecting

    with Press("Settings") as desk:
        desk.need_saved()
        agency = desk.agency()
        path = agency.config.path or inspecting.write_agency_toml(
            desk.path, inspecting.agency_toml_for(agency)
        )
        open_for_person(path)
        desk.say(f"The settings are in {path}")


def help_() -> None:
    """Say what each button does, and where failures are written."""
    from toolkit import __version__
    from toolkit.buttons.desk import log_path

    with Press("Help") as desk:
        lines = [f"{title}: {globals()[name].__doc__}" for name, title in BUTTONS.items()]
        lines = [f"Account Services Toolkit {__version__}", "", *lines, ""]
        desk.tell("\n".join([*lines, f"Failures are written to {log_path()}"]))
