"""The streams of a VBA project ([MS-OVBA] 2.3), in source only: Office compiles them itself."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scripts.vba.compression import compressed
from scripts.vba.container import compound_file

__all__ = ["Kind", "Module", "vba_project"]

CODE_PAGE = "cp1252"
SEED = 0x17
"""Starts the obfuscation of three numbers; any byte will do, the same one each time."""
LIBRARIES = (
    (
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
        "#OLE Automation",
    ),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files"
        r"\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


class Kind(StrEnum):
    """What a module is: plain code, a class, or the code behind a workbook or sheet."""

    CODE = ""
    CLASS = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
    WORKBOOK = "{00020819-0000-0000-C000-000000000046}"
    SHEET = "{00020820-0000-0000-C000-000000000046}"


@dataclass(frozen=True, slots=True)
class Module:
    """A module's name and source, without the attributes that follow from its kind."""

    name: str
    source: str = ""
    kind: Kind = Kind.CODE

    @property
    def is_document(self) -> bool:
        """Whether it is the code behind a workbook or sheet."""
        return self.kind in (Kind.WORKBOOK, Kind.SHEET)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Return the vbaProject.bin of some modules; the same ones give the same bytes."""
    number = zlib.crc32(repr((name, modules)).encode())
    project_id = f"{{7B1C6B1E-5B1E-4F0A-9D55-{number:012X}}}"
    streams = {module.name: compressed(_source(module)) for module in modules}
    streams["dir"] = compressed(_dir(name, modules))
    streams["_VBA_PROJECT"] = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 0)
    names = b"".join(
        m.name.encode(CODE_PAGE) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules
    )
    project = _project(name, modules, project_id).encode(CODE_PAGE)
    return compound_file({"VBA": streams, "PROJECT": project, "PROJECTwm": names + b"\0\0"})


def _source(module: Module) -> bytes:
    lines = [f'Attribute VB_Name = "{module.name}"']
    if module.kind is not Kind.CODE:
        lines.append(f'Attribute VB_Base = "0{module.kind}"')
        for attribute, value in (
            ("GlobalNameSpace", False),
            ("Creatable", False),
            ("PredeclaredId", module.is_document),
            ("Exposed", module.is_document),
            ("TemplateDerived", False),
            ("Customizable", module.is_document),
        ):
            lines.append(f"Attribute VB_{attribute} = {value}")
    lines += module.source.splitlines()
    return ("\r\n".join(lines) + "\r\n").encode(CODE_PAGE)


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    """Return the dir stream: what the project is, what it refers to, its modules."""
    information = (
        _record(0x01, struct.pack("<I", 3))  # for 64-bit Windows
        + _record(0x02, struct.pack("<I", 0x409))
        + _record(0x14, struct.pack("<I", 0x409))
        + _record(0x03, struct.pack("<H", 1252))
        + _record(0x04, name.encode(CODE_PAGE))
        + _record(0x05)
        + _record(0x40)
        + _record(0x06)
        + _record(0x3D)
        + _record(0x07, struct.pack("<I", 0))
        + _record(0x08, struct.pack("<I", 0))
        + struct.pack("<HIIH", 0x09, 4, 1, 1)
        + _record(0x0C)
        + _record(0x3C)
    )
    references = b"".join(
        _record(0x16, library.encode())
        + _record(0x3E, library.encode("utf-16-le"))
        + _record(0x0D, struct.pack("<I", len(path)) + path.encode() + bytes(6))
        for library, path in LIBRARIES
    )
    listed = _record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, b"\xff\xff")
    return information + references + listed + b"".join(map(_listed, modules)) + _record(0x10)


def _listed(module: Module) -> bytes:
    name, wide = module.name.encode(CODE_PAGE), module.name.encode("utf-16-le")
    return (
        _record(0x19, name)
        + _record(0x47, wide)
        + _record(0x1A, name)
        + _record(0x32, wide)
        + _record(0x1C)
        + _record(0x48)
        + _record(0x31, struct.pack("<I", 0))  # the source starts at once: nothing is compiled
        + _record(0x1E, struct.pack("<I", 0))
        + _record(0x2C, b"\xff\xff")
        + _record(0x21 if module.kind is Kind.CODE else 0x22)
        + _record(0x2B)
    )


def _project(name: str, modules: Sequence[Module], project_id: str) -> str:
    """Return the PROJECT stream; protection, password and visibility say "open to all"."""
    words = {Kind.CODE: "Module", Kind.CLASS: "Class"}
    lines = [f'ID="{project_id}"']
    for module in modules:
        if module.is_document:
            lines.append(f"Document={module.name}/&H00000000")
        else:
            lines.append(f"{words[module.kind]}={module.name}")
    lines += [
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_obfuscated(bytes(4), project_id)}"',
        f'DPB="{_obfuscated(bytes(1), project_id)}"',
        f'GC="{_obfuscated(bytes([255]), project_id)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "\r\n".join([*lines, ""])


def _obfuscated(content: bytes, project_id: str) -> str:
    """Return bytes as [MS-OVBA] 2.4.3.2 hides them."""
    version, key = 2, sum(project_id.encode()) & 0xFF
    out = [SEED, SEED ^ version, SEED ^ key]
    plain, before, last = key, out[1], out[2]
    ignored = bytes([0x11]) * ((SEED & 6) // 2)
    for byte in ignored + struct.pack("<I", len(content)) + content:
        hidden = byte ^ ((before + plain) & 0xFF)
        out.append(hidden)
        before, last, plain = last, hidden, byte
    return bytes(out).hex().upper()
