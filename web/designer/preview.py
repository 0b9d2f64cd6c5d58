"""A form as staff would see it, drawn by the renderer of their pages while it is still being built and tried."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, Response

from forms.check import Problem, check_answers
from forms.fill import answers_from_post, apply_operation
from forms.form import Form, Option
from forms.refused import FormError, FormRefused
from forms.render import render_form
from forms.schema import load_form
from forms.shape import Answers, starting_answers
from web.designer.content import TOO_LARGE
from web.designer.files import SEALED
from web.designer.raw import Sent
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.rights import find_draft

router = APIRouter()

Spoken = Annotated[Literal["vi", "en"] | None, Query()]
UNREADABLE = {
    "vi": "Chưa đọc được biểu mẫu để xem trước. Tải lại trang rồi thử lại.",
    "en": "The form could not be read for the preview. Load the page again.",
}


@router.post("/designer/drafts/{key}/preview")
def preview_form(key: RowKey, visit: Visited, body: Sent, language: Spoken = None) -> Response:
    """The fields of the form that was sent, in a language of choice; 422 says why not. Nothing is kept.

    The body is JSON: `form` the text of the file; `answers`, once something was written, the pairs that its page
    would post; `do` a button of the form, or "send" to be told what stands in the way of sending.
    """
    if body is None:
        return JSONResponse({"problem": visit.pick(TOO_LARGE)}, 413)
    with visit.parts.database.read() as session:
        find_draft(session, visit.viewer, key, visit.now)  # whoever may not see the draft learns nothing here
    spoken = language or visit.language
    try:
        shown = _shown(_asked(body), spoken)
    except FormError as refused:
        return JSONResponse({"problem": refused.message[spoken]}, 422)
    return HTMLResponse(shown, headers={"content-security-policy": SEALED})


def _asked(body: bytes) -> Mapping[str, Any]:
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise FormRefused(UNREADABLE) from None
    if not isinstance(asked, dict) or not isinstance(asked.get("form"), str):
        raise FormRefused(UNREADABLE)
    return asked


def _shown(asked: Mapping[str, Any], spoken: str) -> str:
    form = load_form(asked["form"].encode())
    answers, options = _answers(form, asked), samples(form)
    problems: Sequence[Problem] = ()
    if asked.get("do") == "send":
        problems = check_answers(form, answers, options=options, draft=False).problems
    return render_form(form, answers, language=spoken, options=options, problems=problems)


def _answers(form: Form, asked: Mapping[str, Any]) -> Answers:
    """What was written so far, after the button that was pressed; at first what the form begins with."""
    written, button = asked.get("answers"), str(asked.get("do") or "")
    if not isinstance(written, list):
        return starting_answers(form)
    pairs = [(str(pair[0]), str(pair[1])) for pair in written if isinstance(pair, list) and len(pair) == 2]  # noqa: PLR2004
    answers = answers_from_post(form, pairs)
    return apply_operation(form, answers, button) if button and button != "send" else answers


def samples(form: Form) -> Mapping[str, Sequence[Option]]:
    """In place of the lists that a page fills when it is asked: one choice that names the list."""
    return {
        name: [Option(name, {"vi": f"(danh sách “{name}”)", "en": f"(the list “{name}”)"})]
        for name in sorted(form.sources)
    }
