"""A form as staff would see it, drawn by the renderer of their pages while it is still being built."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, Response

from forms.form import Form, Option
from forms.refused import FormError
from forms.render import render_form
from forms.schema import load_form
from forms.shape import starting_answers
from web.designer.content import TOO_LARGE
from web.designer.files import SEALED
from web.designer.raw import Sent
from web.gate import Visited
from web.keys import RowKey
from workflows.designer.rights import find_draft

router = APIRouter()

Spoken = Annotated[Literal["vi", "en"] | None, Query()]


@router.post("/designer/drafts/{key}/preview")
def preview_form(key: RowKey, visit: Visited, body: Sent, language: Spoken = None) -> Response:
    """The fields of the form that was sent, in a language of choice; 422 says why not. Nothing is kept."""
    if body is None:
        return JSONResponse({"problem": visit.pick(TOO_LARGE)}, 413)
    with visit.parts.database.read() as session:
        find_draft(session, visit.viewer, key, visit.now)  # whoever may not see the draft learns nothing here
    spoken = language or visit.language
    try:
        form = load_form(body)
        shown = render_form(form, starting_answers(form), language=spoken, options=samples(form))
    except FormError as refused:
        return JSONResponse({"problem": refused.message[spoken]}, 422)
    return HTMLResponse(shown, headers={"content-security-policy": SEALED})


def samples(form: Form) -> Mapping[str, Sequence[Option]]:
    """In place of the lists that a page fills when it is asked: one choice that names the list."""
    return {
        name: [Option(name, {"vi": f"(danh sách “{name}”)", "en": f"(the list “{name}”)"})]
        for name in sorted(form.sources)
    }
