"""NUM: job numbers, repeated rows, change-order numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from toolkit.checks.context import Context
from toolkit.checks.rule import Flaw, Unfit, rule
from toolkit.checks.wording import job_name, quoted
from toolkit.model import ChangeOrder, Job, Record, Severity, name_key

__all__ = ["RULES", "Pattern"]

DIGITS = re.compile(r"\d+")
NINES = str.maketrans("0123456789", "9999999999")
LETTERS = re.compile(r"[^\W\d_]+")


@rule("NUM101", Severity.ERROR, "jobs.number")
def missing_number(context: Context) -> Iterator[Flaw]:
    """A job has no number.

    Why: hours, purchase orders and invoices find a job by its number and nothing else.

    Wrong:  Job #        Job Name Spring mailer
    Right:  Job # 1042   Job Name Spring mailer
    Configure: nothing.
    """
    for job in context.tracker.jobs:
        if job.number is None and context.lacks(job, "number"):
            name = quoted(job.name) if job.name else "This row"
            yield Flaw(job, "number", f"{name} has no job number.", "Open a number for it.")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the numbers of a sheet are written, as far as they agree among themselves."""

    shapes: Mapping[str, int]
    """Shape → the largest number written in it; ``MHB-1042`` has the shape ``A-9999``."""
    example: str

    @classmethod
    def of(cls, numbers: Sequence[str], shapes: Sequence[str]) -> Pattern | None:
        """Return the pattern of a sheet's numbers and their shapes; None where they follow none.

        A shape counts when at least three numbers and one in twenty are written in it, and the
        shapes that count must hold four fifths of the numbers.
        """
        counts = Counter(shapes)
        common = {s for s, n in counts.items() if n >= max(3, len(numbers) / 20)}
        if len(numbers) < 8 or sum(counts[s] for s in common) < len(numbers) * 0.8:
            return None
        largest: dict[str, int] = dict.fromkeys(common, 0)
        for number, shape in zip(numbers, shapes, strict=True):
            if shape in largest:
                largest[shape] = max(largest[shape], _last_number(number))
        return cls(largest, numbers[shapes.index(counts.most_common(1)[0][0])])

    def holds(self, number: str, shape: str) -> bool:
        """Whether a number is written as the others, or is the next after 999."""
        if shape in self.shapes:
            return True
        shorter = re.sub(r"9(9*)(?=\D*$)", r"\1", shape)
        if shorter in self.shapes and shape.count("9") > 1:
            room = int(10 ** len(str(self.shapes[shorter])))
            return self.shapes[shorter] >= room * 0.9 and _last_number(number) < room * 1.5
        return False


def shape_of(number: str) -> str:
    """Return a number's shape: runs of letters as ``A``, each digit as ``9``."""
    return LETTERS.sub(_letters, number.translate(NINES))


def _letters(found: re.Match[str]) -> str:
    return "A" if found[0].isupper() else "a"


def _last_number(number: str) -> int:
    digits = DIGITS.findall(number)
    return int(digits[-1]) if digits else 0


@rule("NUM102", Severity.WARNING, "jobs.number")
def malformed_number(context: Context) -> Iterator[Flaw | Unfit]:
    """A job number is not written as the others of its sheet.

    Why: a number typed another way is not found when hours and invoices look for it.

    Wrong:  MHB1042 among MHB-1040, MHB-1041, MHB-1043
    Right:  MHB-1042
    Configure: checks.number_pattern, a regular expression; found out from each sheet when empty.
    """
    wanted = context.config.checks.number_pattern
    by_sheet: defaultdict[int, list[Job]] = defaultdict(list)
    for job in context.tracker.jobs:
        if job.number is not None:
            by_sheet[id(job.source)].append(job)
    for jobs in by_sheet.values():
        numbers = [str(job.number).strip() for job in jobs]
        shapes = [shape_of(number) for number in numbers]
        pattern = None if wanted else Pattern.of(numbers, shapes)
        if not wanted and pattern is None:
            yield Unfit(f"the numbers of {jobs[0].source.sheet} follow no pattern")
            continue
        like = f"as in {pattern.example}" if pattern else f"to match {wanted}"
        for job, number, shape in zip(jobs, numbers, shapes, strict=True):
            if not (pattern.holds(number, shape) if pattern else re.fullmatch(wanted, number)):
                says = f"Job number {quoted(job.number)} is not written as the others."
                yield Flaw(job, "number", says, f"Write it {like}.")


def _repeats(context: Context) -> Iterator[tuple[Job, Job]]:
    """Return (first, later) for every later job under the same number.

    A number merged over several rows, or one that most rows of a sheet share, groups its rows on
    purpose.
    """
    grouping = _grouping(context)
    return (pair for pair in context.repeats if pair[1].source.sheet not in grouping)


def _grouping(context: Context) -> dict[str, None]:
    """Return the sheets where most rows share their number with others."""
    counts = Counter(job.source for _, job in context.repeats)
    return {s.sheet: None for s, n in counts.items() if n > max(3, s.rows / 3)}


@rule("NUM201", Severity.ERROR, "jobs.number", yields_to=("NUM202", "NUM203"))
def duplicate_number(context: Context) -> Iterator[Flaw | Unfit]:
    """Two jobs carry the same number.

    Why: hours and bills of one land on the other.

    Wrong:  1042 Spring mailer, 1042 Summer mailer
    Right:  1042 Spring mailer, 1043 Summer mailer
    Configure: nothing; a sheet where most rows share their number groups its rows on purpose.
    """
    for sheet in _grouping(context):
        yield Unfit(f"most rows of {sheet} share their number with others, on purpose it seems")
    for first, job in _repeats(context):
        where = first.place("number")
        place = where.cell if where.sheet == job.place().sheet else where.reference
        says = f"Number {job.number} is already used in {place} by {quoted(first.name or '')}."
        yield Flaw(job, "number", says, "Give one of the two a number of its own.")


@rule("NUM202", Severity.ERROR, "jobs.number", "jobs.client", yields_to=("NUM203",))
def number_of_two_clients(context: Context) -> Iterator[Flaw]:
    """One job number is used for two clients.

    Why: one client would be billed for what was done for the other.

    Wrong:  1042 Meridian, 1042 Orchard Foods
    Right:  1042 Meridian, 1057 Orchard Foods
    Configure: nothing.
    """
    for first, job in _repeats(context):
        if job.client and first.client and name_key(job.client) != name_key(first.client):
            where = first.place("number").reference
            says = (
                f"Number {job.number} stands for {first.client} in {where}, here for {job.client}."
            )
            yield Flaw(job, "number", says, "Give the later job a number of its own.")


@rule("NUM203", Severity.WARNING, "jobs.number")
def repeated_row(context: Context) -> Iterator[Flaw]:
    """A whole row stands in the sheets twice.

    Why: totals count it twice, and the next change is made to only one of the two.

    Wrong:  the same job, with the same cells, in rows 7 and 19
    Right:  the job once
    Configure: nothing.
    """
    names = [f.name for f in fields(Job) if f.name not in ("source", "row")]
    for first, job in _repeats(context):
        if all(getattr(first, name) == getattr(job, name) for name in names):
            where = first.place().reference
            says = f"The row of {job_name(job)} is the same as {where}."
            yield Flaw(job, "number", says, "Delete one of the two rows.")


@rule("NUM301", Severity.WARNING, "change_orders.number")
def gap_in_change_orders(context: Context) -> Iterator[Flaw]:
    """A change-order number is missing from its series.

    Why: a form that was numbered and never filed is a change nobody will bill.

    Wrong:  CO-014, CO-015, CO-017
    Right:  CO-014, CO-015, CO-016, CO-017
    Configure: nothing; each prefix is a series of its own.
    """
    series: defaultdict[str, dict[int, ChangeOrder]] = defaultdict(dict)
    for order in context.tracker.change_orders:
        text = str(order.number or "").strip()
        digits = DIGITS.findall(text)
        if digits:
            prefix = text[: text.rindex(digits[-1])].casefold()
            series[prefix].setdefault(int(digits[-1]), order)
    for orders in series.values():
        for before, after in pairwise(sorted(orders)):
            if 1 < after - before <= 20:
                missing = _between(orders[before], before, after)
                says = f"No change order {missing} between {before} and {after}."
                yield Flaw(orders[after], "number", says, "Find the form, or note that it is void.")


def _between(before: Record, low: int, high: int) -> str:
    text = str(getattr(before, "number", ""))
    digits = DIGITS.findall(text)[-1]
    numbers = [text[: text.rindex(digits)] + str(n).zfill(len(digits)) for n in (low + 1, high - 1)]
    return numbers[0] if numbers[0] == numbers[1] else f"{numbers[0]} to {numbers[1]}"


RULES = (
    missing_number,
    malformed_number,
    duplicate_number,
    number_of_two_clients,
    repeated_row,
    gap_in_change_orders,
)
