"""A person's own page: where and when to be written to. An address counts once its owner has followed the link."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from notifications.errors import PreferenceRefused
from notifications.preferences import KINDS, MODES, OPERATION, WISHES, Preference
from web.edge import reading, writing
from web.gate import Visited
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.my_mail import choose, confirm_address, my_preference, set_address, stop_mail

router = APIRouter()

# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"saved", "asked", "confirmed", "stopped"})


@dataclass(frozen=True)
class Typed:
    """What was sent and could not be kept: shown again, with the sentence that says why."""

    address: str = ""
    problem: str = ""


@router.get("/preferences")
@reading
def show_preferences(visit: Visited, *, session: Session) -> Response:
    """What one has chosen."""
    return _page(visit, my_preference(session, visit.viewer), done=visit.done(DONE))


@router.post("/preferences")
@writing
def keep_preferences(visit: Visited, form: Posted, *, session: Session) -> Response:
    """When to be written to, in which language."""
    kinds = {kind: form.first(f"kind-{kind}", WISHES[0]) for kind in KINDS}
    choose(
        session,
        visit.viewer,
        mode=form.first("mode"),
        kinds=kinds,
        language=form.first("language"),
        digest_at=form.first("digest_at").strip(),
        now=visit.now,
    )
    return see_other("/preferences?done=saved")


@router.post("/preferences/address")
def keep_address(visit: Visited, form: Posted) -> Response:
    """Where to be written to: a link is sent there first."""
    try:
        return visit.parts.database.transact(lambda session: _change_address(session, visit, form))
    except PreferenceRefused as refused:
        with visit.parts.database.read() as session:
            chosen = my_preference(session, visit.viewer)
        return _page(visit, chosen, Typed(form.first("address"), visit.pick(refused.text)), status=422)


def _change_address(session: Session, visit: Visit, form: Pairs) -> Response:
    if form.first("do") == "stop":
        stop_mail(session, visit.viewer)
        return see_other("/preferences?done=stopped")
    set_address(session, visit.viewer, form.first("address"), now=visit.now)
    return see_other("/preferences?done=asked")


@router.get("/preferences/confirm/{token}")
@writing
def follow_link(visit: Visited, token: str, *, session: Session) -> Response:
    """The link of the mail: it works for the account that asked for it, and once."""
    if confirm_address(session, visit.viewer, token, now=visit.now):
        return see_other("/preferences?done=confirmed")
    problem = visit.gettext("This link is too old, was used before, or belongs to another account.")
    return _page(visit, my_preference(session, visit.viewer), Typed(problem=problem), status=422)


def _page(
    visit: Visit,
    chosen: Preference,
    typed: Typed | None = None,
    *,
    done: str | None = None,
    status: int = 200,
) -> Response:
    typed = typed or Typed()
    return visit.page(
        "preferences.html",
        status=status,
        chosen=chosen,
        typed=typed,
        has_problems=typed.problem != "",
        done=done,
        mail_is_set_up=visit.parts.settings.smtp is not None,
        modes=MODES,
        kinds=[kind for kind in KINDS if kind != OPERATION or visit.viewer.is_operator],
        wishes=WISHES,
    )
