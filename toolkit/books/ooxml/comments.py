"""The comments part of a sheet: our notes among a person's, told apart by their author."""

from __future__ import annotations

from lxml import etree

from toolkit.books.ooxml.xml import (
    LONGEST_TEXT,
    Element,
    child,
    children,
    clean_text,
    escape_text,
    namespace,
)
from toolkit.table import a1, parse_a1

__all__ = ["AUTHOR", "Cell", "Comments", "cell_of", "empty_comments"]

AUTHOR = "Account Services Toolkit"
"""Whose our notes are: only notes of this author are ever changed or taken away."""
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"

Cell = tuple[int, int]
"""Row and column, 1-based."""


class Comments:
    """The notes of one sheet."""

    def __init__(self, root: Element) -> None:
        self._root = root

    @property
    def ours(self) -> dict[Cell, Element]:
        """Our notes by cell."""
        number = self._our_number()
        return {c: e for c, e in self._all() if number and e.get("authorId") == number}

    @property
    def theirs(self) -> set[Cell]:
        """The cells with notes of people, those behind threaded comments too."""
        number = self._our_number()
        return {c for c, e in self._all() if not number or e.get("authorId") != number}

    def _all(self) -> list[tuple[Cell, Element]]:
        listed = child(self._root, "commentList")
        notes = [] if listed is None else children(listed, "comment")
        return [(cell_of(note), note) for note in notes]

    def _tag(self, name: str) -> str:
        return f"{{{namespace(self._root)}}}{name}"

    def _list(self, name: str) -> Element:
        found = child(self._root, name)
        return etree.SubElement(self._root, self._tag(name)) if found is None else found

    def _authors(self) -> list[Element]:
        return children(self._list("authors"), "author")

    def _our_number(self) -> str | None:
        names = [author.text for author in self._authors()]
        return str(names.index(AUTHOR)) if AUTHOR in names else None

    def put(self, cell: Cell, text: str) -> None:
        """Put our note on a cell, or change its text."""
        note = self.ours.get(cell)
        if note is None:
            number = self._our_number()
            if number is None:
                etree.SubElement(self._list("authors"), self._tag("author")).text = AUTHOR
                number = str(len(self._authors()) - 1)
            note = etree.SubElement(self._list("commentList"), self._tag("comment"))
            note.set("ref", a1(*cell))
            note.set("authorId", number)
        for inner in list(note):
            note.remove(inner)
        holder = etree.SubElement(etree.SubElement(note, self._tag("text")), self._tag("t"))
        holder.text = escape_text(clean_text(text)[:LONGEST_TEXT])
        holder.set(PRESERVE, "preserve")

    def drop_ours(self) -> None:
        """Take our notes and our name out; the numbers of other authors stay what they mean."""
        for note in self.ours.values():
            self._list("commentList").remove(note)
        number = self._our_number()
        if number is None:
            return
        authors = self._list("authors")
        authors.remove(self._authors()[int(number)])
        for _, note in self._all():
            after = int(note.get("authorId", "0"))
            if after > int(number):
                note.set("authorId", str(after - 1))

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a note nor an author left."""
        return not self._all() and not self._authors()


def empty_comments(main: str) -> bytes:
    """Return a comments part without notes in the namespace of its workbook."""
    return f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode()


def cell_of(element: Element) -> Cell:
    """Return the cell an element's ``ref`` names; (0, 0) where it names none."""
    try:
        return parse_a1(element.get("ref", ""))
    except ValueError:
        return (0, 0)
