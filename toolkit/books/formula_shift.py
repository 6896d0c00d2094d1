"""Formula text moved to another cell, as a spreadsheet copies it."""

from __future__ import annotations

import re

from toolkit.table import column_letters, column_number

__all__ = ["shifted"]

PART = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'!?|\[[^\]]*\])"""  # texts, quoted sheets, structured names
    r"""|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(!])""",
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads that many rows down and columns right; ``$`` holds.

    >>> shifted("SUM($A2:B$2)*C3", 1, 1)
    'SUM($A3:C$2)*D4'
    """

    def moved(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        column, row = column_number(found[3]), int(found[5])
        column += 0 if found[2] else columns
        row += 0 if found[4] else rows
        if column < 1 or row < 1:
            return "#REF!"
        return f"{found[2]}{column_letters(column)}{found[4]}{row}"

    return PART.sub(moved, formula)
