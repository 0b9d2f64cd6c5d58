"""The links VI and EN in the header. They work for everybody."""

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from web.gate import Visited
from web.language import COOKIE, DEFAULT, LANGUAGES
from web.visit import local_path, see_other

router = APIRouter()


@router.get("/language")
def choose_language(visit: Visited) -> Response:
    """Remember the language in this browser and come back to the same page."""
    asked = visit.request.query_params.get("to", DEFAULT)
    answer = see_other(local_path(visit.request.query_params.get("back", "/")))
    remember_language(answer, asked, https=visit.parts.settings.https)
    return answer


def remember_language(answer: Response, language: str, *, https: bool) -> None:
    """Keep the choice in this browser for a year; an unknown language is Vietnamese."""
    answer.set_cookie(
        COOKIE,
        language if language in LANGUAGES else DEFAULT,
        max_age=int(timedelta(days=365).total_seconds()),
        path="/",
        secure=https,
        httponly=True,
        samesite="lax",
    )
