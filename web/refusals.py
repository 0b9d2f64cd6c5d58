"""What a reader sees when something cannot be done: one page per kind of error, in plain words.

Errors leave the routes and arrive here. A page says what happened, loses nothing that was typed, and says what to
do next. Rooms below hand over their sentence as `text` or `message`, a mapping with vi and en.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from engine.errors import InstanceGone, StaleInstance, StaleTask, TaskGone, TaskTaken
from engine.messages import MessageExists, NobodyWaits
from engine.worker_errors import JobGone, JobNotHeld
from organisation.errors import UnitUnknown
from web import errors
from web.csrf import sent_from_our_pages
from web.gate import recognise
from web.rest.paths import for_programs
from web.rest.problems import problem_of, problem_of_fields, problem_of_http
from web.sent_content import sent_content
from web.visit import Visit, path_and_query, see_other
from workflows.errors import NotYourRole, NotYours, StalePage
from workflows.refusals import ROOM_ERRORS


@dataclass(frozen=True)
class Kind:
    """The status of an answer, and the template in `refusals/` that explains it."""

    status: int
    template: str


NOT_HERE = Kind(404, "not_here.html")
UNREADABLE = Kind(400, "unreadable.html")
REFUSED = Kind(422, "refused.html")
STALE = Kind(409, "stale.html")

# The most particular class wins; what a room below refuses is refused here in its own words.
KINDS: Mapping[type[Exception], Kind] = {
    **dict.fromkeys(ROOM_ERRORS, REFUSED),
    errors.BadRequest: UNREADABLE,
    errors.FormExpired: Kind(403, "expired.html"),
    errors.ForeignForm: Kind(403, "foreign.html"),
    errors.NotAllowed: Kind(403, "not_allowed.html"),
    errors.NotHere: NOT_HERE,
    errors.PostTooLarge: Kind(413, "too_large.html"),
    errors.PostUnreadable: UNREADABLE,
    UnitUnknown: NOT_HERE,
    InstanceGone: STALE,
    StaleInstance: STALE,
    StaleTask: STALE,
    TaskGone: STALE,
    TaskTaken: STALE,
    JobGone: NOT_HERE,
    JobNotHeld: STALE,
    MessageExists: STALE,
    NobodyWaits: NOT_HERE,
    NotYourRole: Kind(403, "not_allowed.html"),
    NotYours: NOT_HERE,
    StalePage: STALE,
}


PROGRAMS_ONLY: Mapping[type[Exception], int] = {
    errors.CredentialsNeeded: 401,
    errors.TriesUsedUp: 429,
}


def add_refusals(app: FastAPI) -> None:
    """Give every known error its page."""
    for known in KINDS:
        app.add_exception_handler(known, show_refusal)
    app.add_exception_handler(errors.SignInNeeded, ask_to_sign_in)
    for known, status in PROGRAMS_ONLY.items():
        app.add_exception_handler(known, partial(_tell_program, status=status))
    app.add_exception_handler(RequestValidationError, show_nothing_here)
    app.add_exception_handler(HTTPException, show_http_error)


def show_refusal(request: Request, error: Exception) -> Response:
    """The page of an error, with what was typed; for a program its problem."""
    kind = next(KINDS[base] for base in type(error).__mro__ if base in KINDS)
    if for_programs(request):
        return problem_of(request, error, 400 if kind is REFUSED else kind.status)
    return refusal_page(recognise(request), kind, words=_words(error))


def _tell_program(request: Request, error: Exception, *, status: int) -> Response:
    return problem_of(request, error, status)


def show_nothing_here(request: Request, error: Exception) -> Response:
    """A key that is no number, a choice that does not exist: there is no such page."""
    if for_programs(request) and isinstance(error, RequestValidationError):
        return problem_of_fields(request, error)
    return refusal_page(recognise(request), NOT_HERE)


def show_http_error(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: mostly unknown addresses."""
    if for_programs(request) and isinstance(error, HTTPException):
        return problem_of_http(request, error)
    status = error.status_code if isinstance(error, HTTPException) else NOT_HERE.status
    return refusal_page(recognise(request), Kind(status, NOT_HERE.template))


def ask_to_sign_in(request: Request, _error: Exception) -> Response:
    """Who wanted to read goes to the sign-in page and comes back; who sent something keeps it."""
    if request.method == "GET":
        target = path_and_query(request.url.path, request.url.query)
        return see_other("/sign-in?" + urlencode({"next": target}) if target != "/" else "/sign-in")
    if request.url.path == "/sign-out":
        return see_other("/sign-in")
    return refusal_page(recognise(request), Kind(403, "signed_out.html"))


def refusal_page(visit: Visit, kind: Kind, *, words: Mapping[str, str] | None = None) -> Response:
    """One of the pages in `refusals/`."""
    kept, typed = sent_content(visit.request)
    ours = sent_from_our_pages(visit.request.headers)
    return visit.page(
        f"refusals/{kind.template}",
        status=kind.status,
        words=words,
        kept=kept,
        typed=typed,
        # A form of a stranger's page must not become ours by one click.
        again=visit.request.url.path if ours and kept else None,
        back=visit.here,
    )


def _words(error: Exception) -> Mapping[str, str] | None:
    for name in ("text", "message"):
        sentence = getattr(error, name, None)
        if isinstance(sentence, Mapping):
            return sentence
    return None
