"""The dated steps of a job: what was done, what comes next, and what leads there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scripts.demo_agency.days import AS_OF, LAST_BOOKED, days_through, settled_day
from scripts.demo_agency.plans import JobPlan
from scripts.demo_agency.records import NOWHERE
from toolkit.model import Milestone

__all__ = ["OPENING", "STEPS", "milestones", "milestones_of", "step_to"]

STEPS: dict[str, tuple[tuple[str, str], ...]] = {
    # next step, milestone
    "Campaign": (
        ("Present revised concepts to client", "Concept sign-off"),
        ("Chase client for copy amends", "Copy sign-off"),
        ("Book photographer and location", "Shoot day"),
        ("Send master layouts for approval", "Final layouts"),
        ("Brief artwork adaptations", "Artwork to publishers"),
    ),
    "Digital": (
        ("Send wireframes to client", "Wireframe sign-off"),
        ("Write July posts and send for approval", "Content sign-off"),
        ("Build and test tracking links", "Live date"),
        ("Upload final assets", "Live date"),
    ),
    "Film": (
        ("Send storyboard to client", "Storyboard sign-off"),
        ("Confirm crew and call sheet", "Shoot day"),
        ("Edit first cut and share link", "First cut"),
    ),
    "Print": (
        ("Send second layouts", "Layout sign-off"),
        ("Proof final pages with client", "Artwork to print"),
        ("Collect print quotes from two suppliers", "Print order placed"),
    ),
    "Event": (
        ("Send floor plan to client", "Floor plan sign-off"),
        ("Confirm stand graphics with builder", "Stand build"),
        ("Order giveaways and badges", "Delivery to venue"),
    ),
    "Media": (
        ("Present channel plan to client", "Plan sign-off"),
        ("Negotiate autumn rates and send plan", "Booking deadline"),
    ),
    "Research": (
        ("Send discussion guide to client", "Guide sign-off"),
        ("Recruit two more respondents", "Fieldwork starts"),
        ("Write debrief deck", "Debrief"),
    ),
    "Brand": (
        ("Present three routes to client", "Route chosen"),
        ("Draft guidelines chapter on tone", "Guidelines draft"),
    ),
    "Retainer": (
        ("Review July content calendar with client", "Monthly plan"),
        ("Prepare June report and July plan", "Monthly report"),
    ),
}
HANDOVER = ("Hand over final files", "Handover")


def milestones(plans: tuple[JobPlan, ...]) -> Iterator[Milestone]:
    """Return the steps of the projects under way."""
    for plan in plans:
        over = plan.is_cancelled or plan.end < AS_OF
        if not over and not plan.is_retainer and plan.start <= LAST_BOOKED:
            yield from milestones_of(plan)


def milestones_of(plan: JobPlan) -> Iterator[Milestone]:
    """Return the steps of a job, spread evenly from its first day to its last."""
    days = list(days_through(plan.start, plan.end))
    names = ["Brief signed off", *dict.fromkeys(name for _, name in STEPS[plan.type])]
    for index, name in enumerate(names):
        yield _milestone(plan, name, days[index * (len(days) - 1) // len(names)])
    yield _milestone(plan, HANDOVER[1], plan.end)


def _milestone(plan: JobPlan, name: str, day: date) -> Milestone:
    due = settled_day(day)
    done = due if due <= LAST_BOOKED else None
    return Milestone(NOWHERE, 0, job=plan.number, name=name, due=due, done_on=done)


def step_to(plan: JobPlan, milestone: str) -> str:
    """Return what is done next on the way to a milestone."""
    steps = (what for what, name in (*STEPS[plan.type], HANDOVER) if name == milestone)
    return next(steps, OPENING[0])


OPENING = ("Brief team and agree timing plan", "Schedule kick-off with client")
