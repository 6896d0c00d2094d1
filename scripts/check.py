"""Run everything that must hold before a commit: the same here and in CI.

Usage: python scripts/check.py [--fix] [STEP ...]     steps: format lint types layers docs tests
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
STEPS: dict[str, list[str]] = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "layers": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "docs": [PYTHON, "-m", "scripts.build_docs", "--check"],
    "tests": [PYTHON, "-m", "pytest", "--cov", "--cov-report=term:skip-covered", "-n", "2"],
}
FIXES = {"format": ["--check"], "docs": ["--check"]}


def main(arguments: list[str]) -> int:
    """Run the named steps, or all, and return 1 when one of them failed."""
    fix = "--fix" in arguments
    names = [a for a in arguments if a != "--fix"] or list(STEPS)
    if unknown := [n for n in names if n not in STEPS]:
        print(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}")
        return 2
    failed = []
    for name in names:
        command = STEPS[name]
        if fix:
            command = [c for c in command if c not in FIXES.get(name, [])]
            command += ["--fix"] if name == "lint" else []
        print(f"── {name}: {' '.join(command[1:])}", flush=True)
        started = time.monotonic()
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"── {name} took {time.monotonic() - started:.1f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all good")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
