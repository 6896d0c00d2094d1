"""Relationships between the parts of a package, and the content types they are declared with."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from toolkit.books.ooxml.package import Package
from toolkit.books.ooxml.xml import Element, local_name

__all__ = [
    "Relation",
    "add_relation",
    "content_type",
    "drop_idle_types",
    "drop_relation",
    "drop_with_dependents",
    "relations",
    "relations_part",
    "set_content_type",
]

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a part to another part or to the outside."""

    id: str
    type: str
    target: str
    """A part name, or as written when it is external."""
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type, the same in Strict and Transitional: ``worksheet``."""
        return self.type.rsplit("/", 1)[-1]


def relations_part(part: str) -> str:
    """Return the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str = "") -> list[Relation]:
    """Return the arrows that leave a part, or the package itself when none is named."""
    where = relations_part(part)
    if where not in package:
        return []
    return [_relation(package, part, element) for element in _arrows(package.tree(where))]


def _arrows(root: Element) -> Iterator[Element]:
    return (element for element in root if local_name(element) == "Relationship")


def _relation(package: Package, part: str, element: Element) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode", "") == "External"
    if not external:
        target = _resolved(package, part, target)
    return Relation(element.get("Id", ""), element.get("Type", ""), target, external)


def _resolved(package: Package, part: str, target: str) -> str:
    target = target.replace("\\", "/")
    if not target.startswith("/"):
        target = posixpath.join("/", posixpath.dirname(part), target)
    plain = posixpath.normpath(target).lstrip("/")
    return plain if plain in package else unquote(plain)


def add_relation(
    package: Package, part: str, kind: str, target: str, *, wanted: str = "", external: bool = False
) -> str:
    """Draw an arrow and return its id: ``wanted`` where it is free."""
    where = relations_part(package.spelled(part))  # not every program finds it otherwise
    if where not in package:
        empty = f'<Relationships xmlns="{RELATIONS}"/>'
        package.put(where, empty.encode())
    root = package.tree(where)
    taken = {element.get("Id", "") for element in _arrows(root)}
    number = 1
    while not wanted or wanted in taken:
        wanted = f"rId{number}"
        number += 1
    arrow = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
    arrow.set("Id", wanted)
    arrow.set("Type", kind)
    arrow.set("Target", target if external else f"/{target}")
    if external:
        arrow.set("TargetMode", "External")
    return wanted


def drop_relation(package: Package, part: str, identity: str) -> None:
    """Take one arrow away; an empty part of relationships goes too."""
    where = relations_part(part)
    root = package.tree(where)
    for arrow in list(_arrows(root)):
        if arrow.get("Id") == identity:
            root.remove(arrow)
    if not len(root):
        package.drop(where)


def drop_with_dependents(package: Package, part: str) -> None:
    """Take a part away, and what only it needed."""
    targets = [r.target for r in relations(package, part) if not r.external]
    package.drop(part)
    package.drop(relations_part(part))
    for target in targets:
        if target in package and not _is_needed(package, target):
            drop_with_dependents(package, target)


def _is_needed(package: Package, part: str) -> bool:
    return any(target.casefold() == part.casefold() for target in _reached(package))


def _reached(package: Package) -> Iterator[str]:
    """Yield the target of every arrow that a program finds when it begins at the package.

    What stands beside them, as a Mac's own zip program leaves it, may be no XML at all.
    """
    seen, waiting = {""}, [""]
    while waiting:
        for relation in relations(package, waiting.pop()):
            if relation.external:
                continue
            yield relation.target
            key = relation.target.casefold()
            if key not in seen and relation.target in package:
                seen.add(key)
                waiting.append(relation.target)


def content_type(package: Package, part: str) -> str:
    """Return what a part is declared as; empty where nothing says so."""
    ending = part.rsplit(".", 1)[-1].casefold()
    fallback = ""
    for element in package.tree(TYPES_PART):
        if _declares(element, part):
            return element.get("ContentType", "")
        if (element.get("Extension") or "").casefold() == ending:
            fallback = element.get("ContentType", "")
    return fallback


def set_content_type(package: Package, part: str, wanted: str) -> None:
    """Declare what a part is, unless it is declared so already."""
    if content_type(package, part) == wanted:
        return
    root = package.tree(TYPES_PART)
    override = next((e for e in root if _declares(e, part)), None)
    if override is None:
        override = etree.SubElement(root, f"{{{TYPES}}}Override")
        override.set("PartName", f"/{part}")
    override.set("ContentType", wanted)


def drop_idle_types(package: Package) -> None:
    """Take away the declarations of parts that are gone.

    Done once at the end: a part that comes back in between keeps its line where it was, so that
    a repeat changes no byte.
    """
    root = package.tree(TYPES_PART)
    gone = {part.casefold() for part in package.dropped()}
    for element in list(root):
        if (element.get("PartName") or "").lstrip("/").casefold() in gone:
            root.remove(element)


def _declares(element: Element, part: str) -> bool:
    return (element.get("PartName") or "").lstrip("/").casefold() == part.casefold()
