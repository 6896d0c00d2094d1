"""Build everything under workbooks/ from source, the same each time.

Usage: python scripts/build_workbooks.py [--out DIR] [--check]
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.demo_agency.books import demo_files  # noqa: E402 - runs as a plain script, too
from scripts.macro_books import ADD_IN, macro_files, made_with_installed_xlwings  # noqa: E402

__all__ = ["built", "content", "differences", "main"]


def built() -> Mapping[str, bytes]:
    """Return every file below workbooks/, by its path there."""
    return {f"demo/{name}": data for name, data in demo_files().items()} | dict(macro_files())


def content(name: str, data: bytes) -> object:
    """Return what a file holds: the members of a workbook, so that any zlib compares the same."""
    if not name.endswith((".xlsx", ".xlsm", ".xlam")):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {member: package.read(member) for member in package.namelist()}


def differences(folder: Path) -> list[str]:
    """Return the files that are missing, left over or not what would be built."""
    wanted = built()
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    kept = {name for name in found if not name.startswith("src/")}
    changed = [
        name
        for name in wanted
        if name in kept
        and content(name, (folder / name).read_bytes()) != content(name, wanted[name])
    ]
    if (folder / ADD_IN).exists() and not made_with_installed_xlwings(folder / ADD_IN):
        changed = [name for name in changed if name != ADD_IN]
    return sorted({*changed, *(kept ^ set(wanted))})


def main(arguments: list[str]) -> int:
    """Write or compare the workbooks; return 1 when the comparison found a difference."""
    parser = argparse.ArgumentParser(description="Build everything under workbooks/.")
    parser.add_argument("--out", type=Path, default=ROOT / "workbooks", metavar="DIR")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    if options.check:
        wrong = differences(options.out)
        print(f"to be built again: {', '.join(wrong)}" if wrong else "workbooks are up to date")
        return int(bool(wrong))
    for name, data in built().items():
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{len(data):>10,}  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
