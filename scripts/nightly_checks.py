"""Check the agency's books, as every night.

Usage: python scripts/nightly_checks.py [BOOK ...]     what toolkit run does, for this one step
"""

from __future__ import annotations

from toolkit.cli.script import script
from toolkit.config import CheckStep

main = script("nightly checks", "Check the agency's books, as every night.", CheckStep(page=True))

if __name__ == "__main__":
    main()
