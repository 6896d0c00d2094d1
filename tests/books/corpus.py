"""Damaged, fuzzed and odd files, the same for the same seed: what people's disks hold and worse."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.books.biff import biff, ole
from tests.books.samples import packed

__all__ = ["OddFile", "odd_files"]

Members = dict[str, bytes]
Damage = Callable[[random.Random, Members], None]

HUGE = ["0", "-1", "-5", "1048576", "1048577", "2147483648", "4294967297", "99999999999999999999"]
BOMB = '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ADDRESSES = [
    "XFD1048576",
    "A1048576",
    "XFE1",
    "ZZZZ9",
    "A0",
    "a1",
    "1A",
    "",
    "$B$2",
    "A99999999999",
]


@dataclass(frozen=True, slots=True)
class OddFile:
    """One file of the corpus: its name says what it was made from and how."""

    name: str
    content: bytes


def odd_files(seeds: Mapping[str, bytes], count: int, seed: int = 1) -> Iterator[OddFile]:
    """Yield ``count`` files made from whole ones: damage to bytes, to members, or to containers."""
    names = sorted(seeds)
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        name = names[number % len(names)]
        content = seeds[name]
        ways: list[Callable[[random.Random, bytes], tuple[str, bytes]]] = [damaged_bytes]
        if content.startswith(b"PK"):
            ways += [damaged_members] * 4 + [damaged_zip]
        if number % 25 == 24:
            ways = [built_odd]
        what, made = chance.choice(ways)(chance, content)
        yield OddFile(f"{number:04d} {what} {name}", made)


def damaged_bytes(chance: random.Random, content: bytes) -> tuple[str, bytes]:
    """Flip, cut, repeat, blank or shuffle pieces of a file as it lies on the disk."""
    raw = bytearray(content)
    way = chance.choice(["flip", "flip", "cut", "blank", "repeat", "insert", "swap"])
    at, size = chance.randrange(len(raw)), chance.choice([1, 4, 64, 512, 4096])
    if way == "flip":
        for _ in range(chance.choice([1, 2, 8, 64, 512])):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    elif way == "cut":
        del raw[at:]
    elif way == "blank":
        raw[at : at + size] = bytes(len(raw[at : at + size]))
    elif way == "repeat":
        raw[at:at] = raw[at : at + size] * chance.choice([1, 3, 50])
    elif way == "insert":
        raw[at:at] = chance.randbytes(size)
    else:
        other = chance.randrange(len(raw))
        raw[at : at + size], raw[other : other + size] = (
            raw[other : other + size],
            raw[at : at + size],
        )
    return way, bytes(raw)


def damaged_members(chance: random.Random, content: bytes) -> tuple[str, bytes]:
    """Damage what the members say, and pack them again with right checksums."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    damage = chance.choice(DAMAGES)
    damage(chance, members)
    if chance.random() < 0.2:
        chance.choice(DAMAGES)(chance, members)
    return damage.__name__, packed(
        members, chance.choice([zipfile.ZIP_DEFLATED] * 4 + [zipfile.ZIP_STORED])
    )


def _some_xml(chance: random.Random, members: Members, like: str = "") -> str:
    names = [n for n in members if n.endswith((".xml", ".rels")) and like in n]
    return chance.choice(names or list(members))


def _changed(
    chance: random.Random, members: Members, like: str, pattern: bytes, new: Sequence[str]
) -> None:
    """Replace one to three occurrences of a pattern's group in a member."""
    name = _some_xml(chance, members, like)
    found = list(re.finditer(pattern, members[name]))
    for match in sorted(
        chance.sample(found, min(len(found), chance.choice([1, 1, 3]))), key=lambda m: -m.start()
    ):
        xml = members[name]
        members[name] = xml[: match.start(1)] + chance.choice(new).encode() + xml[match.end(1) :]


def any_number(chance: random.Random, members: Members) -> None:
    _changed(chance, members, "", rb'="(\d+)"', HUGE)


def sheet_number(chance: random.Random, members: Members) -> None:
    _changed(chance, members, "sheet", rb'="(\d+)"', HUGE)


def row_number(chance: random.Random, members: Members) -> None:
    _changed(chance, members, "worksheets/", rb'<row r="(\d+)"', HUGE)


def cell_address(chance: random.Random, members: Members) -> None:
    _changed(chance, members, "worksheets/", rb'<c r="([A-Z]+\d+)"', ADDRESSES)


def merged_area(chance: random.Random, members: Members) -> None:
    _changed(
        chance,
        members,
        "worksheets/",
        rb'ref="([A-Z0-9:]+)"',
        ["A1:XFD1048576", "B2:A1", ":", "A1:", "XFD1:A9"],
    )


def string_index(chance: random.Random, members: Members) -> None:
    _changed(chance, members, "worksheets/", rb't="s"><v>(\d+)</v>', [*HUGE, "x", "1.5", ""])


def cell_value(chance: random.Random, members: Members) -> None:
    _changed(
        chance,
        members,
        "worksheets/",
        rb"<v>([^<]*)</v>",
        ["1e999", "NaN", "-1e308", "", "&#0;", "x" * 40000, "٣"],
    )


def cell_type(chance: random.Random, members: Members) -> None:
    _changed(
        chance, members, "worksheets/", rb' t="(\w+)"', ["s", "d", "e", "b", "zz", "", "inlineStr"]
    )


def style_index(chance: random.Random, members: Members) -> None:
    _changed(chance, members, "worksheets/", rb' s="(\d+)"', [*HUGE, "x"])


def target(chance: random.Random, members: Members) -> None:
    _changed(
        chance,
        members,
        ".rels",
        rb'Target="([^"]*)"',
        ["../../../etc/passwd", "xl/nothing.xml", "/", "", "http://a.b/c", "workbook.xml"],
    )


def content_type(chance: random.Random, members: Members) -> None:
    _changed(
        chance,
        members,
        "[Content_Types]",
        rb'ContentType="([^"]*)"',
        ["image/png", "", "application/xml"],
    )


def missing(chance: random.Random, members: Members) -> None:
    del members[chance.choice(list(members))]


def swapped(chance: random.Random, members: Members) -> None:
    left, right = chance.choice(list(members)), chance.choice(list(members))
    members[left], members[right] = members[right], members[left]


def emptied(chance: random.Random, members: Members) -> None:
    members[chance.choice(list(members))] = b""


def cut_short(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members)
    members[name] = members[name][: chance.randrange(max(len(members[name]), 1))]


def flipped(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members)
    raw = bytearray(members[name])
    for _ in range(chance.choice([1, 3, 30]) if raw else 0):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    members[name] = bytes(raw)


def shuffled_rows(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members, "worksheets/")
    rows = re.findall(rb"<row .*?</row>", members[name], re.DOTALL)
    start = members[name].find(b"<row ")
    if rows and start >= 0:
        end = members[name].rfind(b"</row>") + 6
        chance.shuffle(rows)
        members[name] = members[name][:start] + b"".join(rows) + members[name][end:]


def repeated_rows(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members, "worksheets/")
    found = re.search(rb"<row .*?</row>", members[name], re.DOTALL)
    if found:
        members[name] = members[name].replace(found[0], found[0] * chance.choice([2, 100, 5000]), 1)


def deep(chance: random.Random, members: Members) -> None:
    name, depth = _some_xml(chance, members), chance.choice([100, 10_000, 200_000])
    at = max(members[name].rfind(b"</"), 0)
    members[name] = members[name][:at] + b"<a>" * depth + b"</a>" * depth + members[name][at:]


def entities(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members)
    xml = members[name]
    at = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    declared = BOMB + "".join(f"<!ENTITY c{n} '&b;&b;'>" for n in range(chance.choice([0, 9])))
    members[name] = xml[:at] + declared.encode() + xml[at:].replace(b"<v>", b"<v>&b;")


def other_encoding(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members)
    content = re.sub(r"^<\?xml[^>]*\?>\s*", "", members[name].decode("utf-8", "replace"))
    encoding = chance.choice(["utf-16", "utf-32", "latin-1", "cp037"])
    members[name] = f'<?xml version="1.0" encoding="{encoding}"?>{content}'.encode(
        encoding, "replace"
    )


def prefixed(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members, "worksheets/")
    xml = re.sub(rb"<(/?)([a-zA-Z]+)", rb"<\1x:\2", members[name])
    members[name] = xml.replace(b"xmlns=", b"xmlns:x=", 1)


def commented(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members, "worksheets/")
    members[name] = (
        members[name]
        .replace(b"<row", b"<!-- <row r='9'> --><row")
        .replace(b"<v>", b"<v><![CDATA[", 1)
    )


def bomb(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members)
    size = chance.choice([5_000_000, 50_000_000, 150_000_000])
    at = max(members[name].rfind(b"</"), 0)
    members[name] = members[name][:at] + b" " * size + members[name][at:]


def many_cells(chance: random.Random, members: Members) -> None:
    name = _some_xml(chance, members, "worksheets/")
    rows = b"".join(
        b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, chance.choice([b"A", b"XFD"]), row)
        for row in range(1, chance.choice([10, 3000, 30_000]))
    )
    members[name] = members[name].replace(b"<sheetData>", b"<sheetData>" + rows, 1)


def many_strings(chance: random.Random, members: Members) -> None:
    if name := next((n for n in members if n.endswith("sharedStrings.xml")), ""):
        members[name] = re.sub(rb'ount="\d+"', b'ount="4294967295"', members[name])


def backslashes(chance: random.Random, members: Members) -> None:
    for name in list(members):
        members[name.replace("/", "\\")] = members.pop(name)


def nested(chance: random.Random, members: Members) -> None:
    members[chance.choice(list(members))] = packed(members)


DAMAGES: list[Damage] = [
    any_number, sheet_number, row_number, cell_address, merged_area, string_index, cell_value,
    cell_type, style_index, target, content_type, missing, missing, swapped, emptied, cut_short,
    flipped, flipped, shuffled_rows, repeated_rows, deep, entities, other_encoding, prefixed,
    commented, bomb, many_cells, many_strings, backslashes, nested,
]  # fmt: skip


def damaged_zip(chance: random.Random, content: bytes) -> tuple[str, bytes]:
    """Let the zip's own lists lie: sizes, methods, flags, offsets."""
    raw = bytearray(content)
    at = chance.choice([m.start() for m in re.finditer(b"PK\x01\x02", content)] or [0])
    way, offset, value = chance.choice(
        [
            ("size", 24, b"\xff\xff\xff\x7f"), ("size", 24, b"\x01\0\0\0"),
            ("packed size", 20, b"\xff\xff\xff\x7f"), ("packed size", 20, b"\0\0\0\0"),
            ("method", 10, b"\x09\0"), ("method", 10, b"\x0e\0"), ("method", 10, b"\0\0"),
            ("locked", 8, b"\x01\0"), ("offset", 42, b"\xff\xff\xff\x7f"),
            ("offset", 42, b"\0\0\0\0"),
            ("checksum", 16, b"\0\0\0\0"), ("name", 28, b"\xff\xff"),
        ]
    )  # fmt: skip
    raw[at + offset : at + offset + len(value)] = value
    return f"zip {way}", bytes(raw)


def built_odd(chance: random.Random, content: bytes) -> tuple[str, bytes]:
    """Return a file that no damage would make: loops, noise, strangers."""
    stream = biff([["Job #", "Name"], *([f"A-{n}", n] for n in range(300))])
    names = [
        "ole loop",
        "noise",
        "text noise",
        "stranger",
        "long line",
        "quotes",
        "nul",
        "cut text",
    ]
    name = chance.choice(names)
    strangers = [b"\x89PNG\r\n", b"%PDF-1.4\n", b"GIF89a", b"<html><table>", b"{\\rtf1 ", b"MZ\0\0"]
    encoding = chance.choice(["utf-8", "utf-16", "cp1252"])
    made = {
        "ole loop": lambda: ole(stream, loop=chance.choice(["stream", "directory", "fat"])),
        "noise": lambda: chance.randbytes(chance.choice([1, 100, 5000])),
        "text noise": lambda: bytes(chance.choices(range(32, 127), k=5000)),
        "stranger": lambda: chance.choice(strangers) + content[:2000],
        "long line": lambda: b"a;" * 500_000,
        "quotes": lambda: b'a,"b\n' * 5000 + b'"' * chance.choice([0, 1, 2]),
        "nul": lambda: bytes(chance.choice([1, 513, 100_000])),
        "cut text": lambda: "Prüfung;Größe\n1;2\n".encode(encoding)[:-1],
    }[name]()
    if chance.random() < 0.1:
        made = b"\x1f\x8b" + zlib.compress(made)
    return name, made
