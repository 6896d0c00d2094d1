"""The demo agency, laid out where a person can try everything on it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.shipped import shipped

__all__ = ["lay_out_demo"]


def lay_out_demo(into: Path) -> date:
    """Copy the demo agency's workbooks into a folder and return the day they are meant for.

    Files that are there already are left as they are. Raises OutputError when the folder cannot
    be written.
    """
    source = shipped("workbooks/demo")
    try:
        into.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.iterdir()):
            if path.is_file() and not (into / path.name).exists():
                shutil.copyfile(path, into / path.name)
    except OSError as error:
        raise OutputError(
            f"The demo cannot be laid out in {into}: {error.strerror}; choose another with --into"
        ) from error
    seeded = json.loads((source / "seeded.json").read_text(encoding="utf-8"))
    return date.fromisoformat(seeded["as_of"])
