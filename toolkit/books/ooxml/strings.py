"""Shared strings: only the ones that are asked for are parsed."""

from __future__ import annotations

import re

from lxml import etree

from toolkit.books.ooxml.workbook import Workbook
from toolkit.books.ooxml.xml import XML_SPACE, Element, children, local_name, namespace, parse
from toolkit.errors import RefusedError

__all__ = ["SharedStrings", "have_shared_strings", "text_of", "unescaped"]

ITEM = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)si(?=[\s/>])")
ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?sst)(?=[\s/>])[^>]*>")
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SMALL = 1_000
"""Bytes of a table that may be empty; a larger one need not be unpacked to know."""
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def have_shared_strings(workbook: Workbook) -> None:
    """Give a workbook a table of shared strings with something in it if it has none.

    Our texts stand in their cells, so that the table of a person's book neither grows with every
    save nor keeps what is gone. Some programs look for a table wherever there is text.
    """
    part = workbook.part_of("sharedStrings")
    if part is None:
        part = workbook.package.fresh(f"{workbook.folder}sharedStrings", ".xml")
        content = f'<sst xmlns="{namespace(workbook.root)}"/>'.encode()
        workbook.add_part("sharedStrings", part, STRINGS_TYPE, content)
    elif workbook.package.size(part) > SMALL or ITEM.search(workbook.package.read(part)):
        return
    root = workbook.package.tree(part)
    item = etree.SubElement(root, f"{{{namespace(root)}}}si")
    etree.SubElement(item, f"{{{namespace(root)}}}t")
    root.set("uniqueCount", "1")
    root.set("count", "0")


class SharedStrings:
    """The texts cells share, by their numbers."""

    def __init__(self, workbook: Workbook) -> None:
        self._part = workbook.part_of("sharedStrings")
        self._package = workbook.package
        self._known: dict[int, str] = {}

    def load(self, numbers: set[int]) -> None:
        """Parse the texts of these numbers in one pass."""
        wanted = numbers - set(self._known)
        if not wanted:
            return
        if self._part is None:
            raise RefusedError("its cells name shared texts, and there are none")
        content = self._package.read(self._part)
        if b"<!" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            items = children(parse(content, self._part), "si")
            self._known |= {n: text_of(items[n]) for n in wanted if n < len(items)}
            return
        self._scan(content, wanted)

    def _scan(self, content: bytes, wanted: set[int]) -> None:
        root = ROOT.search(content)
        if root is None:
            raise RefusedError(f"its part {self._part} holds no texts")
        last = max(wanted)
        for number, item in enumerate(ITEM.finditer(content)):
            if number in wanted:
                closing = b"</" + item[1] + b"si>"
                stop = content.find(closing, item.end()) + len(closing)
                tag = content[item.start() : content.find(b">", item.start()) + 1]
                text = tag if tag.endswith(b"/>") else content[item.start() : stop]
                whole = root[0].removesuffix(b"/>") + text + b"</" + root[1] + b">"
                self._known[number] = text_of(parse(whole, self._part or "")[0])
            if number >= last:
                return

    def __getitem__(self, number: int) -> str:
        if number not in self._known:
            raise RefusedError(f"a cell names shared text {number}, which is not there")
        return self._known[number]


def text_of(item: Element) -> str:
    """Return the text of a string item: its runs without the phonetic reading."""
    texts = []
    for element in item:
        name = local_name(element)
        if name == "t":
            texts.append(_kept(element))
        elif name == "r":
            texts += [_kept(inner) for inner in children(element, "t")]
    return unescaped("".join(texts))


def _kept(element: Element) -> str:
    """Return a piece of text; spaces at its ends count only where it says so, as for readers."""
    text = element.text or ""
    return text if element.get(XML_SPACE) == "preserve" else text.strip(" \t\r\n")


def unescaped(text: str) -> str:
    """Return text with ``_x000D_`` and the like as the characters they stand for."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
