"""The revenue forecast, what changed since another one, and how well earlier ones came true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from toolkit.actions.copies import copy_with
from toolkit.agency import Agency
from toolkit.documents import output_folder, write_document
from toolkit.errors import HistoryError, NotAWorkbookError
from toolkit.forecast.accuracy import accuracy, actuals_of
from toolkit.forecast.baseline import Doubt, sanity_band
from toolkit.forecast.bridge import Bridge, bridge
from toolkit.forecast.calibration import calibration
from toolkit.forecast.fiscal import Fiscal
from toolkit.forecast.goals import Goal, goals
from toolkit.forecast.kept import keep
from toolkit.forecast.layers import Forecast, exchange_effect, forecast
from toolkit.forecast.recognition import Recognised, work_done
from toolkit.history import Run, open_history
from toolkit.model import Actual, Source, Tracker
from toolkit.plan import Plan, Receipt
from toolkit.reports.forecast import Accuracy
from toolkit.reports.forecast_sheet import Beside, forecast_sheets
from toolkit.table import Grid

__all__ = [
    "accuracy_page",
    "beside_of",
    "bridge_page",
    "compare",
    "compare_with_kept",
    "effect_of_rates",
    "forecast_page",
    "goals_of",
    "make_forecast",
    "save_forecast",
    "scores",
    "wip_by_client",
    "wip_of",
    "write_forecast",
]


def make_forecast(
    agency: Agency, *, months: int | None = None, basis: str | None = None
) -> Forecast:
    """Return the forecast of an agency's rows.

    Raises NotAWorkbookError when the books hold no row that could bring revenue,
    MissingExtraError without pandas.
    """
    if not _brings_revenue(agency.tracker):
        raise NotAWorkbookError(
            f"No jobs, retainers, pipeline or invoices to forecast from were found in "
            f"{', '.join(agency.books)}; toolkit inspect shows what was read"
        )
    return forecast(agency.tracker, agency.config, agency.as_of, months=months, basis=basis)


def _brings_revenue(read: Tracker) -> bool:
    return bool(read.jobs or read.retainers or read.accounts or read.pipeline or read.invoices)


def goals_of(agency: Agency, made: Forecast) -> tuple[Goal, ...]:
    """Return goals and gaps of the fiscal year."""
    return goals(made, agency.tracker, agency.config)


def effect_of_rates(agency: Agency, made: Forecast) -> list[Decimal]:
    """Return what today's rates would change in each period."""
    return exchange_effect(made, agency.config.forecast.current_rates)


def wip_of(agency: Agency) -> tuple[Recognised, ...]:
    """Return what each job earned against what it was billed."""
    return work_done(agency.tracker, agency.as_of, agency.config.agency.currency)


def wip_by_client(made: Forecast, wip: Sequence[Recognised]) -> list[tuple[str, Decimal, Decimal]]:
    """Return client, recognised and billed of open work, in the agency's currency at budget rates.

    The client with most to bill stands first. Jobs in a currency without a rate are not in it;
    the forecast lists them.
    """
    sums: dict[str, list[Decimal]] = {}
    for line in wip:
        rate = made.rates.get(line.currency or "")
        if rate is not None and line.wip:
            row = sums.setdefault(line.client, [Decimal(0), Decimal(0)])
            row[0] += line.recognised * rate
            row[1] += line.billed * rate
    found = [(client, earned, billed) for client, (earned, billed) in sums.items()]
    return sorted(found, key=lambda row: row[2] - row[1])


def beside_of(agency: Agency, made: Forecast) -> Beside:
    """Return what stands beside a forecast: goals, work in progress, effect of today's rates."""
    return Beside(goals_of(agency, made), wip_of(agency), tuple(effect_of_rates(agency, made)))


def save_forecast(agency: Agency, made: Forecast, address: str) -> None:
    """Keep the forecast, and a snapshot of the rows it was made from."""
    books = tuple(agency.books)
    with open_history(address) as history:
        history.add_forecast(keep(made, agency.now, books))
        history.add_snapshot(agency.now, agency.as_of, books, agency.tracker)
        outcome = {"likely": made.total(), "currency": made.currency, "rates": made.rates}
        history.add_run(Run(agency.now, "forecast", books, outcome))


def write_forecast(
    agency: Agency,
    made: Forecast,
    scenario: str,
    *,
    out: Path | None = None,
    in_place: bool = False,
) -> Receipt:
    """Put the sheets Forecast and Forecast Lines into a copy of the first book, or into itself."""
    name = next(iter(agency.books))
    beside = beside_of(agency, made)
    plan = Plan(sheets=forecast_sheets(made, scenario, name, agency.paths, beside))
    if in_place:
        return agency.books[name].apply(plan)
    return copy_with(agency, name, plan, "forecast", out)


def forecast_page(
    agency: Agency, made: Forecast, scenario: str, *, out: Path | None = None
) -> Path:
    """Write the forecast as a page, and return its path."""
    from toolkit.reports.forecast_page import forecast_html

    page = forecast_html(made, scenario, beside_of(agency, made), agency.config.templates_folder)
    return write_document(_folder(agency, out) / f"Forecast {agency.as_of}.html", page)


def compare(
    old: Agency, new: Agency, *, months: int | None = None, scenario: str = "likely"
) -> Bridge:
    """Return how the forecast of one version of the books became that of another.

    Both are made with the newer one's settings, except for the older one's own rates.
    """
    settings = replace(new.config.forecast, rates=old.config.forecast.rates)
    if not old.config.forecast.rates:
        settings = new.config.forecast
    before = forecast(old.tracker, replace(new.config, forecast=settings), old.as_of, months=months)
    return bridge(before, make_forecast(new, months=months), scenario)


def compare_with_kept(
    agency: Agency, day: date, address: str, *, months: int | None = None, scenario: str = "likely"
) -> Bridge:
    """Return how the forecast of a kept snapshot became today's.

    The older one is made at the rates it was kept with, so that what rates changed is exchange.
    Raises HistoryError when no snapshot of these books was kept on the day.
    """
    books = tuple(agency.books)
    with open_history(address) as history:
        kept = history.snapshots(books)
        snapshot = history.latest_snapshot(books, before=date.fromordinal(day.toordinal() + 1))
        runs = history.runs("forecast")
    if snapshot is None or snapshot.as_of != day:
        days = ", ".join(map(str, kept)) or "none yet; toolkit forecast --save keeps one"
        raise HistoryError(f"No snapshot of these books was kept on {day}; there are: {days}")
    rates = next((r.outcome.get("rates") for r in runs if r.at == snapshot.at), None)
    settings = agency.config.forecast
    if rates:
        settings = replace(settings, rates={**settings.rates, **rates})
    config = replace(agency.config, forecast=settings)
    before = forecast(snapshot.tracker, config, day, months=months)
    return bridge(before, make_forecast(agency, months=months), scenario)


def bridge_page(agency: Agency, found: Bridge, *, out: Path | None = None) -> Path:
    """Write a bridge as a page with its waterfall, and return its path."""
    from toolkit.reports.forecast_page import bridge_html

    page = bridge_html(found, agency.config.templates_folder)
    return write_document(_folder(agency, out) / f"Bridge {agency.as_of}.html", page)


def scores(agency: Agency, address: str, *, ahead: int = 6) -> Accuracy:
    """Return how kept forecasts of the books came true, by finance's actuals.

    Actuals are the books' own and those that were imported; an imported month stands whole.
    """
    books = tuple(agency.books)
    with open_history(address) as history:
        kept = history.forecasts(books)
        imported = history.actuals()
    months = {actual.month for actual in imported}
    own = [row for row in agency.tracker.actuals if row.month not in months]
    rows = [Actual(SOURCE, 0, a.client, a.account, a.month, a.amount, a.currency) for a in imported]
    tracker = replace(agency.tracker, actuals=(*own, *rows))
    actuals = actuals_of(tracker, agency.config, agency.as_of)
    history_of_totals = actuals.history(Fiscal.of(agency.config.forecast))
    return Accuracy(
        accuracy(kept, actuals, agency.config),
        calibration(kept, agency.tracker),
        _doubts(agency, history_of_totals, ahead),
        len(history_of_totals),
        actuals.left_out,
    )


SOURCE = Source("history", Grid("actuals", ()), "actuals", (), 1, 0, 0, ())
"""Where imported actuals are from: no cell of a workbook."""


def accuracy_page(agency: Agency, found: Accuracy, *, out: Path | None = None) -> Path:
    """Write the scores as a page, and return its path."""
    from toolkit.reports.forecast_page import accuracy_html

    page = accuracy_html(found, agency.config.templates_folder)
    return write_document(_folder(agency, out) / f"Accuracy {agency.as_of}.html", page)


def _doubts(agency: Agency, totals: Mapping[date, float], ahead: int) -> tuple[Doubt, ...] | None:
    """Return the band of the periods after the last actual, and what is forecast for them."""
    bands = sanity_band(list(totals.values()), ahead)
    if bands is None:
        return None
    fiscal = Fiscal.of(agency.config.forecast)
    periods = fiscal.periods(max(totals), ahead + 1)[1:]
    likely: dict[date, float] = {}
    if periods[-1].through >= agency.as_of and _brings_revenue(agency.tracker):
        made = make_forecast(agency, months=ahead + 1)
        totals_ahead = zip(made.periods, made.totals(), strict=True)
        # What has passed of the period that holds today is not forecast any more.
        likely = {
            period.first: float(total)
            for period, total in totals_ahead
            if period.first >= agency.as_of
        }
    return tuple(
        Doubt(period.label, band, likely.get(period.first))
        for period, band in zip(periods, bands, strict=True)
    )


def _folder(agency: Agency, out: Path | None) -> Path:
    return out or output_folder(agency.folder, agency.config.output)
