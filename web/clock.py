"""The one place where the time is read. Rooms below get it as `now`."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Says which moment the reporting work believes it is. In a demo it stands apart from the real one."""


def real_time() -> datetime:
    """The real moment, in UTC: for sessions, sign-in attempts and logs, and for the work outside a demo."""
    return datetime.now(UTC)
