"""Start the server by itself: ``python -m tests.real.sheets_server --port 0``."""

from __future__ import annotations

import argparse
import contextlib

from tests.real.sheets_server.server import SheetsServer

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.real.sheets_server")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--title", default="Tracker", help="title of the spreadsheet KEY holds")
    parser.add_argument("--key", default="KEY")
    chosen = parser.parse_args()
    server = SheetsServer(chosen.port)
    server.service.create(chosen.title, chosen.key)
    print(server.url, flush=True)  # noqa: T201 - the address is what it is asked for
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
