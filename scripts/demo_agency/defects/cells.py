"""CEL: amounts that cannot be read, spreadsheet errors, formulas never calculated."""

from __future__ import annotations

from scripts.demo_agency.defects.planting import Planting, is_ahead, is_closed, is_running
from scripts.demo_agency.lines import Formula

__all__ = ["plant"]


def plant(planting: Planting) -> None:
    """Plant the defects of this family."""
    (job,) = planting.take("CEL101", "jobs", 1, is_ahead, (1,))
    job.cells["estimate"] = "12k-ish, see mail"
    planting.seed("CEL101", job, "estimate", "an estimate in words")
    (job,) = planting.take("CEL101 share", "jobs", 1, is_running, (3,))
    job.cells["percent_complete"] = "nearly there"
    planting.seed("CEL101", job, "percent_complete", "a per cent in words")
    (form,) = planting.take("CEL101", "initiations", 1, lambda f: not f.cells["is_research"], (2,))
    form.cells["budget"] = "as last year"
    planting.seed("CEL101", form, "budget", "a budget in words")
    for job in planting.take("CEL102", "jobs", 2, is_closed):
        job.cells["budget"] = Formula("#REF!*1.2", "#REF!")
        planting.seed("CEL102", job, "budget", "a formula that lost its cell")
    for job in planting.take("CEL103", "jobs", 2, is_closed, (1, 3)):
        job.cells["budget"] = Formula(f"ROUND({job.amount('budget')},0)", None)
        planting.seed("CEL103", job, "budget", "a formula no program has calculated")
