"""Retainer burn in a terminal: bars, arithmetic, rules side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from toolkit.checks.wording import count_of
from toolkit.cli.findings import clean
from toolkit.model import Severity
from toolkit.retainers.amounts import hours_of
from toolkit.retainers.explain import explained
from toolkit.retainers.projection import standing
from toolkit.retainers.wording import amount, money, percent, share_used

if TYPE_CHECKING:
    from rich.console import Console

    from toolkit.actions.closing import Closed
    from toolkit.retainers.alerts import BurnAlert
    from toolkit.retainers.burn import Burn, BurnRow
    from toolkit.retainers.compare import Outcome

__all__ = [
    "console_of",
    "print_alerts",
    "print_burn",
    "print_closed",
    "print_comparison",
    "print_explanations",
    "table_of",
]

STYLES = {"over": "bold red", "fast": "yellow", "slow": "cyan", "on pace": "green"}
ADVICE = {
    "RET101": "No retainer, which may be right",
    "RET112": "No fee, so that what is due is unknown; write it beside the hours",
    "RET111": "Scope text is not used, all hours count; name roles or jobs in agency.toml",
}
BAR = 20
WIDE = 116
"""Columns a terminal needs for every column of the burn."""
BURN_COLUMNS = ("Retainer", "Period", "Used", "of", "Burn", "", "Gone", "Pace", "Used up", "Due")
LEFT = frozenset(
    [
        *("Retainer", "Period", "Rules", "Burn", "", "Used up"),
        *("Client", "from", "Product", "Person", "Why", "Cell"),
    ]
)


def print_burn(
    burn: Burn, rows: Sequence[BurnRow], alerts: Sequence[BurnAlert], width: int | None = None
) -> None:
    """Print a line with a bar for each row, then alerts, what was not counted, and findings."""
    from rich.text import Text

    console = console_of(width)
    wide = console.width >= WIDE
    table = table_of(*(BURN_COLUMNS if wide else BURN_COLUMNS[:-2]))
    for column in table.columns[1:]:
        column.no_wrap = True
    for row in rows:
        pace = row.pace(burn.calendar)
        word = standing(row.ledger, pace, row.is_open)
        due = "–" if row.worth.due is None else money(row.worth.due, row.worth.currency)
        more = str(pace.exhausted_on or ""), due
        table.add_row(
            clean(row.agreement.name),
            row.span.period.label,
            amount(row.ledger.used, row.agreement),
            amount(row.ledger.available, row.agreement),
            Text(_bar(pace.burn, pace.elapsed, BAR if wide else BAR // 2), STYLES[word]),
            Text(f"{share_used(pace.burn, row.ledger.overage)} {word}", STYLES[word]),
            percent(pace.elapsed),
            "–" if pace.pace is None else f"{pace.pace:.2f}",
            *(more if wide else ()),
        )
    console.print(table)
    if alerts:
        console.print()
        _print_alerts(console, alerts)
    _print_aside(console, burn)


def _bar(burn: Decimal | None, elapsed: Decimal | None, room: int) -> str:
    """Return a bar whose room ends at 100 %; ``|`` stands where the period has come to."""
    filled = min(max(int((burn or Decimal(0)) * room + Decimal("0.5")), 0), room)
    cells = ["█"] * filled + ["░"] * (room - filled)
    if elapsed is not None:
        cells[min(int(elapsed * room), room - 1)] = "|"
    return "".join(cells)


def _print_aside(console: Console, burn: Burn) -> None:
    console.print()
    if burn.is_partial:
        console.print("Partial: some hours could not be counted.", style="bold yellow")
    for reason, shelf in burn.aside.items():
        if shelf.entries:
            worked = f", {hours_of(shelf.minutes, 2):,} h" if shelf.minutes else ""
            console.print(
                f"Not counted: {count_of(len(shelf.entries), 'entry', 'entries')}{worked}: "
                f"{reason.value}"
            )
    advice = [f for f in burn.findings if f.severity is Severity.ADVICE]
    for code, says in ADVICE.items():
        clients = ", ".join(dict.fromkeys(f.client for f in advice if f.code == code))
        if clients:
            console.print(clean(f"{says}: {clients}"), style="dim")
    for finding in burn.findings:
        if finding in advice:
            continue
        console.print(f"{finding.severity.value:8} {finding.code}  {clean(str(finding.place))}")
        console.print(f"         {clean(finding.message)} → {clean(finding.fix)}", style="dim")


def print_explanations(burn: Burn, rows: Sequence[BurnRow], width: int | None = None) -> None:
    """Print each row's arithmetic, and under each step the cells it comes from."""
    console = console_of(width)
    for row in rows:
        open_ = f", through {burn.as_of}" if row.is_open else ""
        console.print(clean(f"{row.agreement.name}, {row.span.period.label}{open_}"), style="bold")
        for line in explained(row, burn.calendar):
            console.print(f"  {line.name:26}{clean(line.sum)}")
            for cell in line.cells:
                console.print(f"  {'':26}  {clean(cell)}", style="dim")
        console.print()


def print_comparison(
    compared: Sequence[tuple[BurnRow, Sequence[Outcome]]], width: int | None = None
) -> None:
    """Print a table for each retainer, a line for each set of rules."""
    console = console_of(width)
    for row, outcomes in compared:
        agreement = row.agreement
        console.print(clean(f"{agreement.name}, through {row.span.period.label}"), style="bold")
        table = table_of(
            "Rules", "Available", "Billed", "Fee beyond", "Absorbed", "Expired", "Carried"
        )
        for outcome in outcomes:
            table.add_row(
                outcome.rules,
                amount(outcome.available, agreement),
                amount(outcome.billed, agreement),
                money(outcome.overage_fee, agreement.currency),
                amount(outcome.absorbed, agreement),
                amount(outcome.expired, agreement),
                amount(outcome.rolled_on - outcome.deficit, agreement),
            )
        console.print(table)
        console.print()


def print_alerts(alerts: Sequence[BurnAlert], width: int | None = None) -> None:
    """Print alerts that were not given before."""
    console = console_of(width)
    if alerts:
        _print_alerts(console, alerts)
    else:
        console.print("Nothing new was crossed.")


def _print_alerts(console: Console, alerts: Sequence[BurnAlert]) -> None:
    for alert in alerts:
        to = f" → {', '.join(alert.to)}" if alert.to else ""
        console.print(clean(f"! {alert.message}{to}"), style="yellow")


def print_closed(closed: Closed, width: int | None = None) -> None:
    """Print what was closed now, and what reads differently since it was closed."""
    console = console_of(width)
    console.print(f"{count_of(len(closed.now), 'period')} closed.")
    for change in closed.restated:
        agreement = change.row.agreement
        name = change.figure.replace("_", " ")
        console.print(
            clean(
                f"Restated: {agreement.name}, {change.row.span.period.label}, {name}: "
                f"{_shown(change.figure, change.closed, agreement)} when closed on "
                f"{change.closed_at.date()}, now {_shown(change.figure, change.now, agreement)}"
            ),
            style="yellow",
        )


def _shown(figure: str, value: Decimal, agreement: Any) -> str:
    return money(value, agreement.currency) if figure == "due" else amount(value, agreement)


def console_of(width: int | None) -> Console:
    """Return a console that takes text as it is: cells are data."""
    from rich.console import Console

    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def table_of(*headers: str) -> Any:
    """Return an empty table without lines, words to the left and figures to the right."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for header in headers:
        left = header in LEFT
        table.add_column(header, justify="left" if left else "right")
    return table
