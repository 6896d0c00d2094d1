"""By when a contact report has to be out: hours after a meeting, elapsed or worked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from toolkit.config import Config
from toolkit.errors import ConfigError
from toolkit.model import Meeting
from toolkit.workdays import Workdays

__all__ = ["add_working_hours", "meeting_end", "report_deadline", "timezone_of"]


def report_deadline(meeting: Meeting, config: Config, workdays: Workdays) -> datetime | None:
    """Return the moment a meeting's report has to be out by, in the agency's time zone.

    "Distributed within 48 hours after the meeting": ``contact.deadline_hours`` from the meeting's
    end, counted as ``contact.counting`` says. Elapsed hours are absolute: over the night the
    clocks go forward, 48 of them end an hour later by the wall clock. None without a date.

    Raises ConfigError for a time zone or an office hour that does not exist.
    """
    end = meeting_end(meeting, config)
    if end is None:
        return None
    hours = timedelta(hours=config.contact.deadline_hours)
    if config.contact.counting == "working":
        return add_working_hours(end, hours, config, workdays)
    return (end.astimezone(UTC) + hours).astimezone(end.tzinfo)


def meeting_end(meeting: Meeting, config: Config) -> datetime | None:
    """Return when a meeting was over, in the agency's time zone; None without a date.

    Without an end it is its beginning; a date without a time counts from the close of the office.
    """
    zone = timezone_of(config)
    start, end = meeting.held_at, meeting.ends_at
    if start is None:
        return end.replace(tzinfo=zone) if end and end.year > 1904 else None
    if end is None:
        if start.time() == time.min:
            start = datetime.combine(start.date(), _office(config)[1])
        return start.replace(tzinfo=zone)
    if end.date() < start.date():
        end = datetime.combine(start.date(), end.time())
    if end < start:
        end += timedelta(days=1)
    return end.replace(tzinfo=zone)


def add_working_hours(
    moment: datetime, hours: timedelta, config: Config, workdays: Workdays
) -> datetime:
    """Return the moment so many hours of open office after another.

    Hours count from ``contact.day_starts`` to ``contact.day_ends`` of working days; what is used
    up at the close of the office ends there, not on the next morning.
    """
    opens, closes = _office(config)
    left = hours
    while True:
        day = moment.date()
        start = max(moment, datetime.combine(day, opens, moment.tzinfo))
        close = datetime.combine(day, closes, moment.tzinfo)
        open_for = max(close - start, timedelta()) if workdays.is_workday(day) else timedelta()
        if open_for and left <= open_for:
            return start + left
        left -= open_for
        moment = datetime.combine(day + timedelta(days=1), opens, moment.tzinfo)


def timezone_of(config: Config) -> ZoneInfo:
    """Return the agency's time zone; raises ConfigError when there is none of that name."""
    name = config.agency.timezone
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ConfigError(
            f"agency.timezone: {name!r} is no time zone such as Europe/London or America/New_York"
        ) from error


def _office(config: Config) -> tuple[time, time]:
    """Return when the office opens and closes."""
    names = ("day_starts", "day_ends")
    given = [getattr(config.contact, name) for name in names]
    times = []
    for name, text in zip(names, given, strict=True):
        try:
            times.append(time.fromisoformat(text))
        except ValueError as error:
            raise ConfigError(f"contact.{name}: {text!r} is no time such as 09:00") from error
    if times[0] >= times[1]:
        raise ConfigError(f"contact.day_ends: {given[1]} is not after day_starts, {given[0]}")
    return times[0], times[1]
