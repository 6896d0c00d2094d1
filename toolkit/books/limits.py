"""Limits a process puts on itself: memory and patience, on every system."""

from __future__ import annotations

import os
import sys
import threading
import time

__all__ = ["OUT_OF_MEMORY", "limit_memory"]

OUT_OF_MEMORY = 77
"""Exit code of a process that ended itself because it had used too much."""

LOOK_SECONDS = 0.05


def limit_memory(limit: int) -> None:
    """End this process, or refuse it memory, before it uses more than ``limit`` bytes.

    Linux holds RLIMIT_AS, Windows a job object; where the system holds neither (macOS), a thread
    watches the peak.
    """
    if sys.platform == "win32":
        _limit_windows(limit)
    else:
        _limit_posix(limit)


if sys.platform == "win32":

    def _limit_windows(limit: int) -> None:
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = [
                ("process_time", ctypes.c_int64),
                ("job_time", ctypes.c_int64),
                ("flags", wintypes.DWORD),
                ("smallest_set", ctypes.c_size_t),
                ("largest_set", ctypes.c_size_t),
                ("processes", wintypes.DWORD),
                ("affinity", ctypes.c_size_t),
                ("priority", wintypes.DWORD),
                ("scheduling", wintypes.DWORD),
            ]

        class Extended(ctypes.Structure):
            _fields_ = [
                ("basic", Basic),
                ("io", ctypes.c_uint64 * 6),
                ("process_memory", ctypes.c_size_t),
                ("job_memory", ctypes.c_size_t),
                ("peak_process", ctypes.c_size_t),
                ("peak_job", ctypes.c_size_t),
            ]

        memory_flag, extended_class = 0x100, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        ]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        job = kernel.CreateJobObjectW(None, None)
        wanted = Extended()
        wanted.basic.flags = memory_flag
        wanted.process_memory = limit
        # The handle is left open on purpose: the limit lasts as long as the process.
        kernel.SetInformationJobObject(
            job, extended_class, ctypes.byref(wanted), ctypes.sizeof(wanted)
        )
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())

else:

    def _limit_posix(limit: int) -> None:
        import resource

        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        except (ValueError, OSError):
            pass  # macOS may refuse it; the watch below holds there
        threading.Thread(target=_watch, args=(limit,), daemon=True).start()

    def _watch(limit: int) -> None:
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        while True:
            if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > limit:
                os._exit(OUT_OF_MEMORY)
            time.sleep(LOOK_SECONDS)
