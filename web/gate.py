"""Deny by default: every route asks who comes, unless it is listed here. The whole application depends on it."""

from typing import Annotated

from fastapi import Depends, Request

from organisation.errors import StaffUnknown
from organisation.viewer import viewer_of
from web.clock import real_time
from web.csrf import FIELD, HEADER, sent_from_our_pages, token_fits
from web.errors import ForeignForm, FormExpired, NotHere, SignInNeeded
from web.parts import parts_of
from web.posted import Pairs, Posted, carries_file, carries_raw
from web.rest.caller import Caller, recognise_caller
from web.rest.paths import for_programs
from web.sessions import Signed, cookie_name, find_session, mark_seen
from web.visit import Guest, Visit, visit_by, visit_by_nobody

# /metrics asks by itself: programs on this machine sign in nowhere.
OPEN_ROUTES = frozenset(
    {"/sign-in", "/language", "/receipts", "/health/live", "/health/ready", "/metrics", "/openapi.json"}
)
# Asked while the store is away, too: nobody is looked up.
HEALTH_ROUTES = frozenset({"/health/live", "/health/ready"})
OPEN_MOUNTS = frozenset({"/static"})
# What an open page asks by itself does not keep a session awake that nobody uses.
BY_THEMSELVES = frozenset({"/tasks/news", "/tasks/news/stream", "/designer/drafts/{key}/others"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def enter(request: Request, form: Posted) -> Visit | Caller:
    """Recognise who comes: on a page by the session, and his form is checked; else by what a program sends.

    Raises SignInNeeded for a stranger on a route that is not open, FormExpired or ForeignForm for a form that was
    not made for this session, NotHere for an address with a zero byte, which no text in PostgreSQL may hold;
    CredentialsNeeded for a program that proves nothing.
    """
    if "%00" in request.url.query:
        raise NotHere
    if for_programs(request):
        _refuse_browsers_elsewhere(request)
        request.state.caller = recognise_caller(request)
        return request.state.caller  # type: ignore[no-any-return] # what a request carries along has no type
    if "\0" in request.scope["path"]:
        raise NotHere
    if request.scope["route"].path in HEALTH_ROUTES:
        return visit_by_nobody(request)
    visit = recognise(request)
    if visit.guest is None and request.scope["route"].path not in OPEN_ROUTES:
        raise SignInNeeded
    if request.method not in _SAFE:
        _check_origin(visit, form)
    return visit


Visited = Annotated[Visit, Depends(enter)]
"""What a page's route is given."""

Called = Annotated[Caller, Depends(enter)]
"""What a route for programs is given."""


def recognise(request: Request) -> Visit:
    """The visit of whoever holds the session cookie. Kept with the request, for the page of an error."""
    known: Visit | None = getattr(request.state, "visit", None)
    if known is None:
        known = visit_by(request, _guest(request))
        request.state.visit = known
    return known


def _refuse_browsers_elsewhere(request: Request) -> None:
    """A browser that was once given a password sends it along from a stranger's page, too."""
    if request.method not in _SAFE and sent_from_our_pages(request.headers) is False:
        raise ForeignForm


def _guest(request: Request) -> Guest | None:
    parts = parts_of(request)
    token = request.cookies.get(cookie_name(https=parts.settings.https))
    if not token:
        return None
    now = real_time()
    with parts.database.read() as session:
        signed = find_session(session, token, now)
        if signed is None:
            return None
        try:
            viewer = viewer_of(session, signed.staff_key, parts.clock())
        except StaffUnknown:  # switched off since
            return None
    if getattr(request.scope.get("route"), "path", "") not in BY_THEMSELVES:
        _mark_seen(request, signed)
    return Guest(signed, viewer)


def _mark_seen(request: Request, signed: Signed) -> None:
    now = real_time()
    if signed.must_be_seen(now):
        parts_of(request).database.transact(lambda session: mark_seen(session, signed.token, now))


def _check_origin(visit: Visit, form: Pairs) -> None:
    if sent_from_our_pages(visit.request.headers) is False:
        raise ForeignForm
    if carries_raw(visit.request):
        check_token(visit, visit.request.headers.get(HEADER, ""))
    elif not carries_file(visit.request):  # its token comes with the file, and web/uploads.py looks at it
        check_token(visit, form.first(FIELD))


def check_token(visit: Visit, token: str) -> None:
    """FormExpired unless the form was made for this session."""
    secret = visit.form_secret
    if not secret or not token_fits(secret, token):
        raise FormExpired
