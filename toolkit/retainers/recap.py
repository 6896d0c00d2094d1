"""The numbers a quarterly review needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toolkit.config import Config
from toolkit.model import Tracker
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
    )
