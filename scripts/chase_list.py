"""List who owes what, as before every weekly meeting.

Usage: python scripts/chase_list.py [BOOK ...]     what toolkit run does, for this one step
"""

from __future__ import annotations

from toolkit.cli.script import script
from toolkit.config import ChaseStep

main = script("chase list", "List who owes what, as before every weekly meeting.", ChaseStep())

if __name__ == "__main__":
    main()
