"""Who calls: an account recognised by its token or by its name and password, never by a cookie."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from organisation.errors import StaffUnknown
from organisation.viewer import Viewer, viewer_of
from web.clock import real_time
from web.errors import CredentialsNeeded
from web.parts import Parts, parts_of
from web.rest.credentials import account_behind


@dataclass(frozen=True)
class Caller:
    """One request of a program. `now` is the moment of the reporting work."""

    parts: Parts
    viewer: Viewer
    now: datetime

    @property
    def actor(self) -> str:
        """The name under which the history keeps what the caller does."""
        return str(self.viewer.staff_key)


def recognise_caller(request: Request) -> Caller:
    """The caller. Raises CredentialsNeeded for nobody, TriesUsedUp for somebody who guesses."""
    parts = parts_of(request)
    address = request.client.host if request.client else ""
    staff_key = account_behind(parts, request.headers.get("authorization", ""), address, real_time())
    now = parts.clock()
    try:
        with parts.database.read() as session:
            return Caller(parts, viewer_of(session, staff_key, now), now)
    except StaffUnknown:  # switched off since
        raise CredentialsNeeded from None
