"""What every format answers to, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.errors import ConfigError
from toolkit.exports import business_central, canonical, iif, intacct, netsuite, template, xero
from toolkit.exports.batch import Batch, Key, Row

__all__ = ["FORMATS", "Format", "format_named"]

Amounts = Mapping[tuple[Key, date], Decimal]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: pure functions from a batch to files and from files to amounts."""

    name: str
    title: str
    key_of: Callable[[Batch, Row], Key]
    """What lines are told apart by; rows of one key and period are one amount in the file."""
    render: Callable[[Batch], Mapping[str, bytes]]
    """File name → bytes; the same batch gives the same bytes."""
    read: Callable[[Mapping[str, bytes], Batch], Amounts]
    """The amounts that stand in the files, by key and first day of the period."""
    problems: Callable[[Batch], Iterator[str]]
    """What keeps this batch from being written in this format."""
    own_currency: bool = False
    """Amounts are in each row's own currency, not in the agency's."""

    def amounts(self, batch: Batch) -> Amounts:
        """Return what the files must say."""
        if self.own_currency:
            return {
                (self.key_of(batch, row), batch.periods[row.period].first): row.amount
                for row in batch.rows
            }
        grouped = batch.grouped(lambda row: self.key_of(batch, row))
        return {
            (key, batch.periods[n].first): amount
            for key, amounts in grouped.items()
            for n, amount in enumerate(amounts)
        }


FORMATS: Mapping[str, Format] = {
    made.name: made
    for made in (
        Format(
            "canonical",
            "CSV with data package and control file",
            canonical.key_of,
            canonical.render,
            canonical.read,
            canonical.problems,
            own_currency=True,
        ),
        Format("xero", "Xero budget", xero.key_of, xero.render, xero.read, xero.problems),
        Format(
            "intacct",
            "Sage Intacct budget",
            intacct.key_of,
            intacct.render,
            intacct.read,
            intacct.problems,
        ),
        Format("iif", "QuickBooks Desktop budget", iif.key_of, iif.render, iif.read, iif.problems),
        Format(
            "business-central",
            "Business Central budget",
            business_central.key_of,
            business_central.render,
            business_central.read,
            business_central.problems,
        ),
        Format(
            "netsuite",
            "NetSuite budget",
            netsuite.key_of,
            netsuite.render,
            netsuite.read,
            netsuite.problems,
        ),
        Format(
            "template",
            "the agency's own layout",
            template.key_of,
            template.render,
            template.read,
            template.problems,
        ),
    )
}


def format_named(name: str) -> Format:
    """Return a format by its name; ConfigError names the ones there are."""
    if name not in FORMATS:
        raise ConfigError(f"There is no export format {name!r}; choose {', '.join(FORMATS)}")
    return FORMATS[name]
