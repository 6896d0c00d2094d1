"""Write a status report for each client, as every week.

Usage: python scripts/weekly_status.py [BOOK ...]     what toolkit run does, for this one step
"""

from __future__ import annotations

from toolkit.cli.script import script
from toolkit.config import StatusStep

main = script(
    "weekly status reports",
    "Write a status report for each client, as every week.",
    StatusStep(formats=("html", "docx")),
)

if __name__ == "__main__":
    main()
