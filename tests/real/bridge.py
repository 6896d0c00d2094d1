"""LibreOffice's Python bridge, borrowed from the distribution's Python for the tests' own.

The bridge is a C module of the distribution's Python, so this Python must have the same minor
version. Its modules are loaded from where they lie: no link, no path is added to this one.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

__all__ = ["uno_or_skip"]

PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3")
ASK = (
    "import json, sys, uno, unohelper, pyuno; "
    "print(json.dumps([*sys.version_info[:2], pyuno.__file__, uno.__file__, unohelper.__file__]))"
)


def uno_or_skip() -> Any:
    """Return the module ``uno``; skip where there is none, or fail where it is required."""
    try:
        return _uno()
    except ImportError as error:
        if os.environ.get("TOOLKIT_REQUIRE_REAL"):
            pytest.fail(f"LibreOffice's Python bridge is required: {error}")
        pytest.skip(f"LibreOffice's Python bridge cannot be used: {error}")


@functools.cache
def _uno() -> ModuleType:
    found = [lent for python in PYTHONS if (lent := _lent_by(python))]
    fitting = [lent for lent in found if tuple(lent[:2]) == sys.version_info[:2]]
    if not fitting:
        had = ", ".join(f"{major}.{minor}" for major, minor, *_ in found) or "no Python"
        wanted = "{}.{}".format(*sys.version_info[:2])
        raise ImportError(f"{had} has it, and these tests run in {wanted}")
    for name, place in zip(("pyuno", "uno", "unohelper"), fitting[0][2:], strict=True):
        _load(name, Path(place))
    return sys.modules["uno"]


def _lent_by(python: str) -> list[Any] | None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    try:
        done = subprocess.run(
            [python, "-c", ASK], capture_output=True, timeout=60, check=True, env=clean
        )
        lent: list[Any] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return lent


def _load(name: str, place: Path) -> None:
    spec = importlib.util.spec_from_file_location(name, place)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} is no module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
