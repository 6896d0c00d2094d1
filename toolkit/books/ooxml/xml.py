"""XML of package parts: safe parsing, names without their namespace, places in a sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from toolkit.books.ooxml.hand import in_the_hand_of
from toolkit.errors import RefusedError

__all__ = [
    "Element",
    "attribute",
    "child",
    "children",
    "clean_text",
    "escape_text",
    "insert_in_order",
    "is_strict",
    "local_name",
    "markup",
    "namespace",
    "parse",
    "serialise",
]

Element = etree._Element

PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, strip_cdata=False
)
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_TEXT = 32_767
"""Characters a cell can hold (Excel specifications and limits)."""


def parse(content: bytes, part: str) -> Element:
    """Return the root of a part.

    Raises RefusedError for what is no XML, and for a document type, which no Office program
    writes and which can make a small file expand without end.
    """
    try:
        root = etree.fromstring(content, PARSER)
    except etree.XMLSyntaxError as error:
        raise RefusedError(f"its part {part} is damaged ({error}); nothing was written") from error
    if content.find(b"<!DOCTYPE", 0, 4096) >= 0:
        raise RefusedError(f"its part {part} declares a document type; nothing was written")
    return root


def markup(root: Element) -> bytes:
    """Return the bare markup of a part, enough to see whether it changed."""
    return etree.tostring(etree.ElementTree(root), encoding="UTF-8", xml_declaration=False)


def serialise(root: Element, like: bytes = b"") -> bytes:
    """Return a whole part as UTF-8, in the hand of the part ``like`` that it was parsed from."""
    return in_the_hand_of(like, markup(root))


def local_name(element: Element) -> str:
    """Return the element's name without its namespace; empty for comments."""
    tag: object = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """Return the namespace of the element, empty where it has none."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def is_strict(uri: str) -> bool:
    """Whether a namespace is one of ISO/IEC 29500 Strict."""
    return uri.startswith("http://purl.oclc.org/ooxml/")


def children(parent: Element, name: str) -> list[Element]:
    """Return the direct children of that local name."""
    return list(parent.iterchildren(f"{{*}}{name}"))


def child(parent: Element, name: str) -> Element | None:
    """Return the first direct child of that local name."""
    return next(parent.iterchildren(f"{{*}}{name}"), None)


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its local name, whatever namespace it stands in."""
    for key, value in element.attrib.items():
        if etree.QName(str(key)).localname == name:
            return str(value)
    return None


def insert_in_order(parent: Element, element: Element, order: Sequence[str]) -> None:
    """Put a child where a schema's sequence wants it; names the order does not know are passed."""
    place = order.index(local_name(element))
    for sibling in parent:
        name = _choice_name(sibling)
        if name in order and order.index(name) > place:
            sibling.addprevious(element)
            return
    parent.append(element)


def _choice_name(element: Element) -> str:
    """Return the name that counts for the sequence: what an AlternateContent chooses between."""
    if local_name(element) == "AlternateContent" and len(element) and len(element[0]):
        return local_name(element[0][0])
    return local_name(element)


def clean_text(text: str) -> str:
    """Return text without what XML forbids, with line ends as cells have them."""
    if text.isprintable():  # the common case, found out in one step
        return text
    return ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def escape_text(text: str) -> str:
    """Return clean text whose accidental escapes are escaped, as XlsxWriter does by itself.

    ``_x0041_`` in a cell means the character A (ECMA-376 part 1, 22.9.2.19), so a text that
    happens to look like that gets its underscore escaped.
    """
    return ESCAPE.sub("_x005F_", clean_text(text))
