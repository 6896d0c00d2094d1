"""Readers of the formats, written from their documentation and from nothing of the toolkit.

Each returns (account and what else tells lines apart, first of the month) → amount.
"""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

__all__ = ["business_central", "iif", "intacct", "netsuite", "xero"]

Read = dict[tuple[tuple[str, ...], date], Decimal]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def xero(path: Path) -> Read:
    """Column 1 is "Account name (number)"; row 1 has months; a blank is ignored, 0 imported."""
    found: Read = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        account = re.fullmatch(r"(.+) \(([^()]+)\)", row[0])
        assert account, f"{row[0]!r} is no account name with its number"
        for heading, cell in zip(rows[0][1:], row[1:], strict=True):
            month = re.fullmatch(r"([A-Z][a-z]{2})-(\d{4})", heading)
            assert month, f"{heading!r} is no month"
            if cell:
                assert re.fullmatch(r"-?\d+(\.\d+)?", cell)
                first = date(int(month[2]), MONTHS.index(month[1]) + 1, 1)
                found[(account[1], account[2]), first] = Decimal(cell)
    return found


def intacct(path: Path, budget: str) -> Read:
    """BUDGET_ID must exist, headings must be names of reporting periods."""
    found: Read = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row.pop("BUDGET_ID") == budget
            names = ("ACCT_NO", "DEPT_ID", "LOCATION_ID", "PROJECTID", "ITEMID")
            key = tuple(row.pop(name) for name in names)
            assert key[0]
            for heading, cell in row.items():
                period = re.fullmatch(r"Month ended ([A-Z][a-z]{2}) (\d{4})", heading)
                assert period, f"{heading!r} is no reporting period"
                first = date(int(period[2]), MONTHS.index(period[1]) + 1, 1)
                assert (key, first) not in found, "the second line would overwrite the first"
                found[key, first] = Decimal(cell)
    return found


def iif(path: Path) -> Read:
    """Tab separated; the header names the columns, AMOUNT once for each month of a fiscal year."""
    found: Read = {}
    lines = path.read_bytes().decode("cp1252").splitlines()
    header = lines[0].split("\t")
    assert header[0] == "!BUD"
    amounts = [n for n, name in enumerate(header) if name == "AMOUNT"]
    assert len(amounts) == 12
    where = {name: n for n, name in enumerate(header) if name != "AMOUNT"}
    for line in lines[1:]:
        cells = line.split("\t")
        assert cells[0] == "BUD"
        assert cells[where["PERIOD"]] == "MONTH"
        month, _, year = (int(part) for part in cells[where["STARTDATE"]].split("/"))
        key = tuple(cells[where[name]] for name in ("ACCNT", "CLASS", "CUSTOMER"))
        for n, column in enumerate(amounts):
            years, index = divmod(month - 1 + n, 12)
            if cells[column]:
                found[key, date(2000 + year + years, index + 1, 1)] = Decimal(cells[column])
    return found


def netsuite(path: Path, starts: dict[str, date]) -> Read:
    """A line an account and fiscal year; a blank period is blank; no separators in amounts."""
    found: Read = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["Category"]
            start = starts[row["Year"]]
            names = ("Account", "Department", "Class", "Location", "Customer", "Item")
            key = tuple(row[name] for name in names)
            for n in range(12):
                cell = row[f"Period Amount {n + 1}"]
                years, index = divmod(start.month - 1 + n, 12)
                if cell:
                    assert re.fullmatch(r"-?\d+(\.\d+)?", cell)
                    found[key, date(start.year + years, index + 1, 1)] = Decimal(cell)
    return found


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def business_central(path: Path, dimensions: list[str]) -> Read:
    """Find "G/L Account No."; its row holds dimension captions and date cells; read what follows.

    The workbook is read from its XML: shared strings, and dates as serial numbers.
    """
    with zipfile.ZipFile(path) as package:
        strings = [
            "".join(t.text or "" for t in item.iter(f"{SHEET}t"))
            for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    rows: list[dict[str, str | Decimal]] = []
    for row in sheet.iter(f"{SHEET}row"):
        cells: dict[str, str | Decimal] = {}
        for cell in row:
            text = cell.findtext(f"{SHEET}v")
            if text is not None:
                column = re.sub(r"\d", "", cell.attrib["r"])
                shared = cell.attrib.get("t") == "s"
                cells[column] = strings[int(text)] if shared else Decimal(text)
        rows.append(cells)
    at = next(n for n, cells in enumerate(rows) if "G/L Account No." in cells.values())
    header = rows[at]
    where = {value: column for column, value in header.items() if isinstance(value, str)}
    months = {
        column: date(1899, 12, 30) + timedelta(days=int(value))
        for column, value in header.items()
        if isinstance(value, Decimal)
    }
    found: Read = {}
    for cells in rows[at + 1 :]:
        key = tuple(str(cells.get(where[n], "")) for n in ["G/L Account No.", *dimensions])
        for column, first in months.items():
            assert (key, first) not in found, "the combination must be unique"
            amount = cells[column]
            assert isinstance(amount, Decimal)
            found[key, first] = amount
    return found
