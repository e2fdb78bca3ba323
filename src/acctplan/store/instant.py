"""Git's seconds to instants of the book's time zone."""

from __future__ import annotations

from datetime import datetime, tzinfo


def instant(seconds: str | int, zone: tzinfo) -> datetime:
    """The instant so many seconds after 1970 began; one that no calendar holds, or no number, becomes that beginning."""
    try:
        return datetime.fromtimestamp(int(seconds or 0), zone)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, zone)
