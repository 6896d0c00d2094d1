"""The numbers a quarterly review needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.config import Config
from toolkit.model import Tracker
from toolkit.retainers.agreements import REFUSED
from toolkit.retainers.burn import Burn
from toolkit.retainers.overservice import OverService, over_services
from toolkit.retainers.products import ProductRecap, product_recaps
from toolkit.retainers.profit import ClientProfit, client_profits
from toolkit.retainers.risks import WriteOffRisk, write_off_risks
from toolkit.retainers.utilisation import Utilisation, utilisations

__all__ = ["Recap", "recap_of"]


@dataclass(frozen=True, slots=True)
class Recap:
    """Over days, ends included; over-servicing and risks are of the retainers' whole lives."""

    first: date
    through: date
    profits: tuple[ClientProfit, ...]
    products: tuple[ProductRecap, ...]
    people: tuple[Utilisation, ...]
    over_services: tuple[OverService, ...]
    risks: tuple[WriteOffRisk, ...]
    missing: tuple[str, ...]
    """What the figures lack, and the sheets that were not found, each with what hangs on it."""


def recap_of(tracker: Tracker, burn: Burn, config: Config, first: date, through: date) -> Recap:
    """Return client profit, product budgets, utilisation, over-servicing and write-off risks."""
    days = first, through
    return Recap(
        *days,
        client_profits(tracker, burn, *days),
        product_recaps(tracker, burn, *days),
        utilisations(tracker, burn, config, *days),
        over_services(burn),
        write_off_risks(tracker, burn),
        tuple(_missing(tracker, burn)),
    )


def _missing(tracker: Tracker, burn: Burn) -> Iterator[str]:
    if burn.is_partial:
        yield "Hours that could not be counted, at cells that toolkit burn names"
    refused = sorted({f.client for f in burn.findings if f.code in REFUSED})
    if refused:
        yield f"Retainers that were refused: the revenue of {', '.join(refused)}"
    if any(row.is_open for row in burn.rows):
        yield (
            f"The rest of the period that runs: its fees count whole, hours and costs end on "
            f"{burn.as_of}, so that margins come out too high"
        )
    if not burn.rows:
        yield "No retainers: over-servicing, and risks of hours beyond a retainer"
    if not tracker.hours:
        yield "No hours: utilisation, costs, and the hours of products"
    if not tracker.accounts:
        yield "No accounts: client profit"
    elif not (tracker.actuals or tracker.invoices or burn.rows):
        yield "No actuals, invoices or retainers: revenue, so that profit is the costs alone"
    if not any(job.product for job in tracker.jobs):
        yield "No jobs with products: product budgets"
    if not tracker.invoices:
        yield "No invoices: risks of disputed and overdue ones"
    if tracker.hours and not (tracker.rates or any(entry.rate for entry in tracker.hours)):
        yield "No rates: what hours are worth"
