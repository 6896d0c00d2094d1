"""How much memory a piece of work takes, measured in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["peak_of"]

MEASURE = """
import importlib, pathlib, sys
import psutil
module, name, path = sys.argv[1:]
work = getattr(importlib.import_module(module), name)
kept = work(pathlib.Path(path))
status = pathlib.Path("/proc/self/status")
if status.exists():  # ru_maxrss would count what the parent held when it forked
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
    peak = int(line.split()[1]) * 1024
elif sys.platform == "win32":
    peak = psutil.Process().memory_info().peak_wset
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak)
"""


def peak_of(work: Callable[[Path], Any], path: Path) -> float:
    """Return the peak memory, in MB, of a new process that does the work on the path."""
    module = sys.modules[work.__module__]
    spec = getattr(module, "__spec__", None)
    name = spec.name if spec else work.__module__
    command = [sys.executable, "-c", MEASURE, name, work.__name__, str(path)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)
    }
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout) / 1e6
