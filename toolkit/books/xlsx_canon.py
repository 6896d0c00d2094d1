"""Any worksheet's XML made regular: unprefixed, double quotes, every cell with its address."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from toolkit.table import a1, parse_a1

__all__ = ["canonical"]

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
QUOTED = {**ESCAPES, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}


def canonical(xml: bytes) -> bytes:
    """Return the sheet's XML made regular.

    Raises expat.ExpatError where it is no XML, ValueError where an address is none.
    """
    return _Canon().made_from(xml)


class _Canon:
    """An expat pass that writes each element again the regular way."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._row = 0
        self._column = 0

    def made_from(self, xml: bytes) -> bytes:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(xml, True)
        except LookupError as error:
            raise ValueError(str(error)) from error  # an encoding nobody knows
        return "".join(self._out).encode()

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        own = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "row":
            told = own.get("r", "").strip()
            self._row = int(told) if told.isdecimal() else self._row + 1
            self._column = 0
            own["r"] = str(self._row)
        elif name == "c":
            own["r"] = a1(*self._address(own.get("r", "").strip()))
        shown = "".join(f' {key}="{value.translate(QUOTED)}"' for key, value in own.items())
        self._out.append(f"<{name}{shown}>")

    def _address(self, told: str) -> tuple[int, int]:
        """Return where a cell stands: where it says, or right of the one before."""
        row = self._row
        if told:
            try:
                row, self._column = parse_a1(told)
            except ValueError as error:
                raise ValueError(f"it has a cell {told[:20]}, which no sheet has") from error
        else:
            self._column += 1
        return row, self._column

    def _end(self, tag: str) -> None:
        self._out.append(f"</{tag.rpartition('}')[2]}>")

    def _text(self, text: str) -> None:
        self._out.append(text.translate(ESCAPES))


def _refuse(*_: object) -> None:
    raise expat.ExpatError("it declares a document type, which no workbook does")
