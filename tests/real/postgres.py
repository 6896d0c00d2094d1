"""A private PostgreSQL server for tests: its own cluster, port and folder, gone afterwards."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

__all__ = ["postgres_address"]

DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def postgres_address() -> Iterator[str]:
    """Give the address of a fresh, empty database; skip where no server is installed.

    With TOOLKIT_REQUIRE_REAL=1 a missing server fails instead: CI installs Debian's postgresql.
    """
    port = _server()
    if port is None:
        reason = "no PostgreSQL server: install initdb and pg_ctl (Debian: postgresql)"
        if os.environ.get("TOOLKIT_REQUIRE_REAL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    name = f"test_{uuid.uuid4().hex}"
    server = f"postgresql://tester@127.0.0.1:{port}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@functools.cache
def _server() -> int | None:
    """Start one server for the whole test process, and stop it at its end."""
    binaries = _binaries()
    if binaries is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="toolkit-pg-"))
    user = _somebody()
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, "-D", data, *arguments],
            user=user,
            cwd=folder,
            check=True,
            timeout=120,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "-U", "tester", "--auth=trust", "-N", "-E", "UTF8", "--locale=C")
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", settings)

    def stop() -> None:
        run("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return port


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    return versions[-1].parent if versions else None


def _somebody() -> str | None:
    """Return who runs the server: it refuses root, so Debian's own user takes its place."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    return "postgres"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
