"""Signing in and out."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.staff import staff_by_key
from web.edge import writing
from web.errors import TriesUsedUp
from web.gate import Visited
from web.guest_form import page_with_form
from web.language import COOKIE
from web.language_choice import remember_language
from web.password_check import prove
from web.posted import Posted
from web.sessions import LONGEST, begin_session, cookie_name, end_session
from web.visit import Visit, form_cookie_name, local_path, see_other

router = APIRouter()


@router.get("/sign-in")
def show_sign_in(visit: Visited) -> Response:
    """The form; whoever is signed in already goes on."""
    going_to = local_path(visit.request.query_params.get("next", "/"))
    return see_other(going_to) if visit.guest else sign_in_page(visit, going_to=going_to)


@router.post("/sign-in")
def enter_with_password(visit: Visited, form: Posted) -> Response:
    """Check name and password, and go on to where one wanted to go."""
    username, password = form.first("username").strip(), form.first("password")
    going_to = local_path(form.first("next", "/"))
    if not username or not password:
        problem = visit.gettext("Enter your user name and your password.")
        return sign_in_page(visit, username=username, going_to=going_to, problem=problem, status=422)
    try:
        staff_key = prove(visit.parts, username, password, _address(visit), visit.real_now)
    except TriesUsedUp:
        problem = visit.gettext("Too many attempts. Wait 15 minutes, then try again.")
        return sign_in_page(visit, username=username, going_to=going_to, problem=problem, status=429)
    if staff_key is None:
        problem = visit.gettext("User name or password is not right. Check both and try again.")
        return sign_in_page(visit, username=username, going_to=going_to, problem=problem, status=422)
    return _welcome(visit, staff_key, going_to)


@router.post("/sign-out")
@writing
def leave(visit: Visited, *, session: Session) -> Response:
    """End the session here; other devices stay signed in."""
    if visit.guest:
        end_session(session, visit.guest.signed.token)
    answer = see_other("/sign-in")
    https = visit.parts.settings.https
    answer.delete_cookie(cookie_name(https=https), path="/", secure=https, httponly=True, samesite="lax")
    return answer


def sign_in_page(
    visit: Visit, *, username: str = "", going_to: str = "/", problem: str = "", status: int = 200
) -> Response:
    """The sign-in form."""
    accounts = visit.parts.demo_accounts() if visit.parts.demo_accounts else []
    return page_with_form(
        visit,
        lambda: visit.page(
            "sign_in.html",
            status=status,
            username=username,
            going_to=going_to,
            problem=problem,
            accounts=accounts,
        ),
    )


def _begin(session: Session, visit: Visit, staff_key: int) -> tuple[str, str]:
    """The token of a new session, and the language of its holder."""
    if visit.guest:
        end_session(session, visit.guest.signed.token)
    return begin_session(session, staff_key, visit.real_now), staff_by_key(session, staff_key).language


def _welcome(visit: Visit, staff_key: int, going_to: str) -> Response:
    """A new token at each sign-in: one that was known before is worth nothing after."""
    https = visit.parts.settings.https
    token, language = visit.parts.database.transact(lambda session: _begin(session, visit, staff_key))
    answer = see_other(going_to)
    if COOKIE not in visit.request.cookies:
        remember_language(answer, language, https=https)
    answer.set_cookie(
        cookie_name(https=https),
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=https,
        httponly=True,
        samesite="lax",
    )
    answer.delete_cookie(form_cookie_name(https=https), path="/", secure=https)
    return answer


def _address(visit: Visit) -> str:
    return visit.request.client.host if visit.request.client else ""
