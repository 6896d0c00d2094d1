"""Files that travel with the package: templates and demo workbooks."""

from __future__ import annotations

from pathlib import Path

__all__ = ["shipped"]

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the path of a shipped file or folder, such as ``templates`` or ``workbooks/demo``.

    An installed wheel carries them inside the package; a checkout has them at its top level.
    """
    installed = PACKAGE / "_shipped" / name
    return installed if installed.exists() else PACKAGE.parent / name
