"""A form on a page that is open to everybody: it ties itself to the browser by a cookie, for want of a session."""

import secrets
from collections.abc import Callable

from fastapi.responses import Response

from web.visit import Visit, form_cookie_name


def page_with_form(visit: Visit, page: Callable[[], Response]) -> Response:
    """The page that is made, whose form is accepted from this browser only."""
    https = visit.parts.settings.https
    is_new = not visit.form_secret
    if is_new:
        visit.request.state.new_form_secret = secrets.token_urlsafe(32)
    answer = page()
    if is_new:
        answer.set_cookie(
            form_cookie_name(https=https),
            visit.form_secret,
            path="/",
            secure=https,
            httponly=True,
            samesite="lax",
        )
    return answer
