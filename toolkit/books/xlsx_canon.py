"""Any worksheet's XML made regular: unprefixed, double quotes, every cell with its address."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from toolkit.table import a1, parse_a1

__all__ = ["canonical", "is_regular"]

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
QUOTED = {**ESCAPES, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}


def is_regular(xml: bytes) -> bool:
    """Whether the sheet's bytes can be searched as they are.

    Sheets from Excel, LibreOffice, Google and the usual libraries are; comments, prefixes,
    UTF-16, single quotes and cells without an address are not.
    """
    start = xml.find(b"<worksheet", 0, 4096)
    if start < 0 or b"<!" in xml or b"<c>" in xml:
        return False
    return xml.count(b' r="') >= xml.count(b"<c ") + xml.count(b"<row ")


def canonical(xml: bytes) -> bytes:
    """Return the sheet's XML made regular. Raises expat.ExpatError where it is no XML."""
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
        parser.Parse(xml, True)
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
            try:
                _, self._column = parse_a1(own.get("r", ""))
            except ValueError:
                self._column += 1
                own = {"r": a1(self._row, self._column)} | {
                    key: value for key, value in own.items() if key != "r"
                }
        shown = "".join(f' {key}="{value.translate(QUOTED)}"' for key, value in own.items())
        self._out.append(f"<{name}{shown}>")

    def _end(self, tag: str) -> None:
        self._out.append(f"</{tag.rpartition('}')[2]}>")

    def _text(self, text: str) -> None:
        self._out.append(text.translate(ESCAPES))


def _refuse(*_: object) -> None:
    raise expat.ExpatError("it declares a document type, which no workbook does")
