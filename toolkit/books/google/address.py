"""How a Google sheet is named: ``gsheet:KEY[/Tab]``, or its full address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from toolkit.errors import NotAWorkbookError

__all__ = ["Address", "is_google", "parse_address"]

SHORT = "gsheet:"
LONG = "https://docs.google.com/"
URL = re.compile(r"https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/([\w-]+)(?:[/?#].*)?", re.S)
GID = re.compile(r"[#?&]gid=(\d+)")
KEY = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Address:
    """One spreadsheet, or one tab of it."""

    key: str
    tab: str = ""
    gid: int | None = None
    """The tab by number, as addresses of a browser name it."""

    def __str__(self) -> str:
        return f"{SHORT}{self.key}" + (f"/{self.tab}" if self.tab else "")


def is_google(name: str) -> bool:
    """Whether a BOOK is meant as a Google sheet."""
    return name.startswith((SHORT, LONG))


def parse_address(name: str) -> Address:
    """Return what a BOOK names. Raises NotAWorkbookError for what names no spreadsheet.

    >>> parse_address("gsheet:1AbC/Job List")
    Address(key='1AbC', tab='Job List', gid=None)
    """
    if name.startswith(SHORT):
        key, _, tab = name.removeprefix(SHORT).partition("/")
        if KEY.fullmatch(key):
            return Address(key, tab)
    elif found := URL.fullmatch(name):
        gid = GID.search(name)
        return Address(unquote(found[1]), gid=int(gid[1]) if gid else None)
    raise NotAWorkbookError(
        f"{name} names no Google sheet; copy the address from the browser, or write gsheet:KEY/Tab"
    )
