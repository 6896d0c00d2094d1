"""The hand a program writes XML in: a part that is changed and changed back has its bytes again."""

from __future__ import annotations

import re

__all__ = ["in_the_hand_of"]

DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml(?:[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)[\"'])?[^>]*\?>\s*"
)
ENDING = re.compile(rb"(?<=>)\s+\Z")
TIGHTLY_CLOSED = re.compile(rb"[^ ]/>")
DECLARING = re.compile(rb"<[A-Za-z_][^<>]*\sxmlns[^<>]*>")
"""A tag that declares namespaces, which libraries put first and Excel does not."""
ATTRIBUTE = re.compile(rb"\s([\w:.-]+=(?:\"[^\"]*\"|'[^']*'))")


def in_the_hand_of(like: bytes, markup: bytes) -> bytes:
    """Return the markup of a whole part, made from the part ``like``, as its program writes it.

    Programs differ in how they begin and end a part, break lines, close empty elements and order
    what a tag declares. All of that means the same, and is kept.
    """
    start, end = PROLOG.match(like), ENDING.search(like)
    if start is None or (start[1] or b"utf-8").lower() != b"utf-8":
        return DECLARATION + markup
    if b" />" in like and not TIGHTLY_CLOSED.search(like) and b"<!" not in like:
        markup = markup.replace(b"/>", b" />")
    if 0 < like.count(b"\n") == like.count(b"\r\n"):
        markup = markup.replace(b"\n", b"\r\n")
    tags = {_meaning(tag): tag for tag in DECLARING.findall(like)}
    markup = DECLARING.sub(lambda found: tags.get(_meaning(found[0]), found[0]), markup)
    return start[0] + markup + (end[0] if end else b"")


def _meaning(tag: bytes) -> tuple[bytes, frozenset[bytes], bool]:
    """Return a tag as it is told from others, whatever the order of its attributes."""
    name = tag.split(maxsplit=1)[0]
    return name, frozenset(ATTRIBUTE.findall(tag)), tag.endswith(b"/>")
