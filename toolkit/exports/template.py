"""Finance's own layout, as agency.toml describes it: a CSV file, long or a column a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from toolkit.exports.batch import Batch, Key, Row
from toolkit.exports.csvtext import csv_bytes, csv_rows
from toolkit.exports.mapping import ACCOUNT_FIELDS, dimensions

__all__ = ["key_of", "problems", "read", "render"]

FILE = "forecast-template.csv"
PERIOD = ("month", "first", "through")
ROW = ("job", "line", "layer")


def key_of(batch: Batch, row: Row) -> Key:
    """Return the fields of the line that the layout has columns for."""
    fields = {
        **dimensions(row.account),
        "client": row.client,
        "customer": batch.customer(row),
        "job": row.job,
        "line": row.line,
        "layer": row.layer,
    }
    return tuple(fields[name] for name in _key_fields(batch))


def problems(batch: Batch) -> Iterator[str]:
    """Yield what the layout lacks, or names that mean nothing."""
    wanted = list(batch.config.template.columns.values())
    if not wanted:
        yield "export.template.columns is empty; name finance's headers and the fields they hold"
        return
    known = {*ACCOUNT_FIELDS, *PERIOD, *ROW, "client", "amount", "months", "currency", "budget"}
    for name in wanted:
        if name not in known and not name.startswith("="):
            yield f"export.template.columns names {name!r}, not one of {sorted(known)}"
    if ("months" in wanted) == ("amount" in wanted):
        yield "export.template.columns needs either an amount or months"
    if "amount" in wanted and not set(wanted) & set(PERIOD):
        yield "export.template.columns has an amount but no month"
    if "account" not in wanted and "name" not in wanted:
        yield "export.template.columns has no account"
    labels = [_month(batch, period.first) for period in batch.periods]
    if {"month", "months"} & set(wanted) and len(set(labels)) < len(labels):
        yield f"export.template.month {batch.config.template.month!r} names two periods alike"


def render(batch: Batch) -> Mapping[str, bytes]:
    """Return the file."""
    layout = batch.config.template
    rows: list[list[str]] = [_header(batch)]
    for key, amounts in batch.grouped(lambda row: key_of(batch, row)).items():
        fields = dict(zip(_key_fields(batch), key, strict=True))
        fields |= {"currency": batch.currency, "budget": batch.config.budget}
        texts = [_amount(batch, amount) for amount in amounts]
        if "months" in layout.columns.values():
            rows.append(_line(batch, fields, texts))
            continue
        for period, text in zip(batch.periods, texts, strict=True):
            when = {
                "month": _month(batch, period.first),
                "first": period.first.isoformat(),
                "through": period.through.isoformat(),
                "amount": text,
            }
            rows.append(_line(batch, {**fields, **when}, []))
    return {FILE: csv_bytes(rows, layout.delimiter)}


def read(files: Mapping[str, bytes], batch: Batch) -> dict[tuple[Key, date], Decimal]:
    """Return the amounts of the file."""
    layout = batch.config.template
    names = list(layout.columns.values())
    wide = names.index("months") if "months" in names else None
    labels = {_month(batch, p.first): p.first for p in batch.periods}
    labels |= {p.first.isoformat(): p.first for p in batch.periods}
    labels |= {p.through.isoformat(): p.first for p in batch.periods}
    header, *rows = csv_rows(files[FILE], layout.delimiter)
    found: dict[tuple[Key, date], Decimal] = {}
    for row in rows:
        months: list[tuple[str, str]] = []
        if wide is not None:
            until = wide + len(batch.periods)
            months = list(zip(header[wide:until], row[wide:until], strict=True))
            row = [*row[:wide], "", *row[until:]]
        fields = dict(zip(names, row, strict=True))
        if wide is None:
            months = [(next(fields[n] for n in PERIOD if n in fields), fields["amount"])]
        key = tuple(fields[name] for name in _key_fields(batch))
        for label, text in months:
            found[key, labels[label]] = _read_amount(batch, text)
    return found


def _key_fields(batch: Batch) -> list[str]:
    names = dict.fromkeys(batch.config.template.columns.values())
    rest = {*PERIOD, "amount", "months", "currency", "budget"}
    return [name for name in names if name not in rest and not name.startswith("=")]


def _header(batch: Batch) -> list[str]:
    months = [_month(batch, period.first) for period in batch.periods]
    found: list[str] = []
    for header, name in batch.config.template.columns.items():
        found += months if name == "months" else [header]
    return found


def _line(batch: Batch, fields: Mapping[str, str], months: list[str]) -> list[str]:
    found: list[str] = []
    for name in batch.config.template.columns.values():
        if name == "months":
            found += months
        else:
            found.append(name[1:] if name.startswith("=") else fields[name])
    return found


def _month(batch: Batch, first: date) -> str:
    return first.strftime(batch.config.template.month)


def _amount(batch: Batch, amount: Decimal) -> str:
    layout = batch.config.template
    signed = -amount if layout.sign == "journal" and amount else amount
    return f"{signed:f}".replace(".", layout.decimal)


def _read_amount(batch: Batch, text: str) -> Decimal:
    layout = batch.config.template
    amount = Decimal(text.replace(layout.decimal, "."))
    return -amount if layout.sign == "journal" and amount else amount
