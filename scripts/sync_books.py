"""Keep two books in step, as every night.

Usage: python scripts/sync_books.py A B     what toolkit run does, for this one step
"""

from __future__ import annotations

from toolkit.cli.script import script
from toolkit.config import SyncStep

main = script("sync", "Keep two books in step, as every night.", SyncStep(write=True))

if __name__ == "__main__":
    main()
