"""A draft that saves itself while it is written; the answer is a sentence for the page, never a page.

Every answer of ours says `x-draft`. Without it the page knows that something else answered, a sign-in for example.
"""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from forms.check import Problem
from forms.fill import answers_from_post
from forms.refused import FormRefused
from web.gate import Visited
from web.keys import RowKey
from web.posted import Posted
from web.sheets.typed import seen_in_draft
from web.task import origin_of
from web.visit import Visit
from workflows.draft import Saved, autosave_draft
from workflows.draft_at import Draft, saved_draft
from workflows.errors import Refused, StalePage
from workflows.open_task import find_task
from workflows.task_forms import form_of_task

router = APIRouter()
MOST_SEEN = 3


@router.post("/tasks/{key}/draft")
def keep_draft_of_page(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Keep what was typed so far and say when; or say who was faster, or why it cannot be kept."""
    with visit.parts.database.read() as session:
        asked = form_of_task(session, visit.viewer, key)
    try:
        answers = answers_from_post(asked, form)
        saved = visit.parts.database.transact(
            lambda session: autosave_draft(
                session, visit.viewer, key, answers, origin=origin_of(form), now=visit.now
            )
        )
    except StalePage as stale:
        return _stale(key, visit, stale)
    except (Refused, FormRefused) as refused:
        words = refused.text if isinstance(refused, Refused) else refused.message
        return _said(visit, "refused", words=words)
    return _said(visit, "saved", saved=saved, seen=seen_in_draft(asked, answers)[:MOST_SEEN])


def _stale(key: int, visit: Visit, stale: StalePage) -> Response:
    with visit.parts.database.read() as session:
        draft, facts = saved_draft(session, visit.viewer, key), find_task(session, visit.viewer, key)
    if not facts.open:
        return _said(visit, "refused", words=stale.text)
    mine = draft.saved_by == visit.viewer.staff_key
    return _said(visit, "stale", draft=draft, mine=mine, office=visit.pick(facts.office))


def _said(
    visit: Visit,
    outcome: str,
    *,
    saved: Saved | None = None,
    seen: Sequence[Problem] = (),
    words: Mapping[str, str] | None = None,
    draft: Draft | None = None,
    mine: bool = False,
    office: str = "",
) -> Response:
    facts = {
        "saved": saved,
        "seen": seen,
        "words": words,
        "draft": draft,
        "mine": mine,
        "office": office,
        "visit": visit,
    }
    text = visit.parts.pages.render(visit.language, "parts/autosaved.html", {"outcome": outcome, **facts})
    return HTMLResponse(text, headers={"x-draft": outcome, "content-language": visit.language})
