"""One LibreOffice of our own: its profile, its process, and a limit on every call to it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from tests.real.bridge import uno_or_skip
from tests.real.office import office_or_skip

__all__ = ["Soffice", "properties"]

START_SECONDS = 90
CALL_SECONDS = 120


class Limit:
    """A limit on what is called inside; UNO's exceptions cannot travel through a generator."""

    def __init__(self, soffice: Soffice, seconds: float) -> None:
        self._timer = threading.Timer(seconds, soffice.kill)

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


class Soffice:
    """A LibreOffice started on a profile in ``folder``, stopped by its own process id."""

    def __init__(self, folder: Path) -> None:
        self.uno = uno_or_skip()
        profile = office_or_skip(folder)
        pipe = f"toolkit{uuid.uuid4().hex}"
        accept = f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        self.process = subprocess.Popen(
            [
                "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
                "--norestore", "--nologo", "--nodefault", "--nolockcheck", accept,
            ],
            env=environment | {"SAL_USE_VCLPLUGIN": "svp"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.context = self._context(pipe)
        self.services = self.context.ServiceManager
        self.desktop = self.services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )

    def _context(self, pipe: str) -> Any:
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except Exception:  # noqa: BLE001 - UNO's exceptions have no base of their own
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.kill()
                    raise TimeoutError("LibreOffice did not answer after its start") from None
                time.sleep(0.05)

    def within(self, seconds: float = CALL_SECONDS) -> Limit:
        """End the process when what is called inside takes longer; the call then raises."""
        return Limit(self, seconds)

    def memory(self) -> int:
        """Return the bytes that the process and its children hold."""
        return sum(process.memory_info().rss for process in self._family())

    def kill(self) -> None:
        """End the process and its children, by their ids."""
        for process in self._family():
            with contextlib.suppress(psutil.Error):
                process.kill()
        self.process.wait(30)

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self.process.pid)
            return [*parent.children(recursive=True), parent]
        except psutil.Error:
            return []

    def close(self) -> None:
        """Ask it to leave, and end it when it does not."""
        with contextlib.suppress(Exception), self.within(20):
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        self.kill()


def properties(uno: Any, values: Mapping[str, object]) -> tuple[Any, ...]:
    """Return named values as UNO takes them."""
    made = []
    for name, value in values.items():
        one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)
