"""Forecast revenue and keep it, as every month.

Usage: python scripts/monthly_forecast.py [BOOK ...]     what toolkit run does, for this one step
"""

from __future__ import annotations

from toolkit.cli.script import script
from toolkit.config import ForecastStep

main = script("monthly forecast", "Forecast revenue and keep it, as every month.", ForecastStep())

if __name__ == "__main__":
    main()
