"""VBA read back from workbooks by olevba, which knows nothing of how we write it."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping
from typing import Any

__all__ = ["decompressed", "macros_of"]


def macros_of(name: str, content: bytes) -> Mapping[str, str]:
    """Return module → source of a workbook, add-in or vbaProject.bin."""
    with warnings.catch_warnings(action="ignore"):  # it uses old names of pyparsing
        parser = _olevba().VBA_Parser(name, data=content)
        found = {module: source for _, _, module, source in parser.extract_macros()}
        parser.close()
    return found


def decompressed(content: bytes) -> bytes:
    """Return what a compressed VBA stream holds."""
    with warnings.catch_warnings(action="ignore"):
        return bytes(_olevba().decompress_stream(bytearray(content)))


def _olevba() -> Any:
    return importlib.import_module("oletools.olevba")
