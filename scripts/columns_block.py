"""The columns that each kind of table may have, from the records they are read into."""

from __future__ import annotations

from scripts.config_page import field_texts
from toolkit.model import KINDS, Reads
from toolkit.reading.vocabulary import specs

__all__ = ["columns_block"]

WORDS = {
    Reads.DAY: "date",
    Reads.MOMENT: "date and time",
    Reads.COUNT: "whole number",
    Reads.FLAG: "yes or no",
    Reads.STATUS: "status word",
}


def columns_block() -> str:
    """Return a table: each kind as toolkit inspect names it, and its columns in their order."""
    lines = ["| kind | columns |\n|---|---|\n"]
    for kind, record in KINDS.items():
        texts = field_texts(record)
        columns = (
            f"`{s.column}` ({'; '.join(filter(None, (_word(s.reads), _short(texts[s.name]))))})"
            for s in specs(kind)
        )
        lines.append(f"| **{kind}** | {', '.join(columns)} |\n")
    return "".join(lines)


def _word(reads: Reads) -> str:
    return WORDS.get(reads, reads.name.lower())


def _short(text: str) -> str:
    """Return the string below a field as a remark within a sentence."""
    text = text.rstrip(".")
    return text[:1].lower() + text[1:]
