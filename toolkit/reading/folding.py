"""Text as it is compared: without case, accents, punctuation, line breaks or plurals."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["fold", "fold_header", "nearest_name", "squeeze"]

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
SIGNS = str.maketrans(
    {"#": " no ", "№": " no ", "%": " percent ", "&": " and ", "ß": "ss", "ø": "o"}
)
SIGNS |= {ord("Ø"): "O", ord("æ"): "ae", ord("Æ"): "Ae", ord("œ"): "oe", ord("'"): "", ord("’"): ""}
NUMERO = re.compile(r"\bn[°º]|\bn[o.]\b\.?", re.IGNORECASE)
NOT_A_WORD = re.compile(r"[\W_]+")
SPELLINGS = {
    "number": "no", "nr": "no", "num": "no", "nbr": "no", "nummer": "no", "numero": "no",
    "pct": "percent", "perc": "percent", "prozent": "percent", "procent": "percent",
    "hrs": "hour", "hr": "hour", "est": "estimate", "estimated": "estimate",
    "amt": "amount", "qty": "quantity", "proj": "project", "desc": "description",
    "descr": "description", "acct": "account", "acc": "account", "mgr": "manager",
    "mngr": "manager", "dept": "department", "inv": "invoice", "cust": "customer",
    "exec": "executive", "dt": "date", "tel": "phone", "telephone": "phone", "assgn": "assigned",
    "compl": "complete", "completed": "complete", "completion": "complete", "org": "organisation",
    "organization": "organisation", "mins": "minute", "min": "minute", "co": "company",
    "tags": "label", "resp": "responsible", "stat": "status", "comm": "comment",
    "emp": "employee", "mngmt": "management", "wo": "work order",
}  # fmt: skip


CURRENCIES = frozenset("usd eur gbp chf dkk sek nok cad aud nzd jpy inr ht ttc".split())
"""Words of a header that only name its currency, or say with or without tax."""


def squeeze(text: str) -> str:
    """Return the text with its white space folded to single spaces."""
    return " ".join(text.split())


@functools.lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    r"""Return the words of a text in lower case, without accents and punctuation.

    >>> fold("  Waiting on\n Client! ")
    'waiting on client'
    """
    if text.isascii():
        return NOT_A_WORD.sub(" ", text.translate(SIGNS).lower()).strip()
    plain = unicodedata.normalize("NFKD", text.translate(SIGNS).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return NOT_A_WORD.sub(" ", plain).strip()


@functools.lru_cache(maxsize=20_000)
def fold_header(text: str) -> str:
    """Return a header's words, common abbreviations spelled out and plurals dropped.

    >>> fold_header("Est. Hrs"), fold_header("Job No."), fold_header("StartDate")
    ('estimate hour', 'job no', 'start date')
    """
    words = fold(CAMEL.sub(" ", NUMERO.sub(" no ", text))).split()
    return " ".join(map(_spelled, [w for w in words if w not in CURRENCIES] or words))


def _spelled(word: str) -> str:
    word = SPELLINGS.get(word, word)
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def nearest_name(name: str, names: Iterable[str]) -> str:
    """Return the name most like one that is none of them, as a hint; "" for no idea."""
    by_folded = {n.casefold(): n for n in names}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    return f'; the nearest is "{by_folded[near[0]]}"' if near else ""
