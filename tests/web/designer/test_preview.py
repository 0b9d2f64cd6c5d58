"""The preview of a form is drawn by the renderer of staff's pages, in both languages, and keeps nothing."""

import orjson

from tests.web.browsing import SAME_ORIGIN
from tests.web.designer.test_editor_addresses import TOKEN, sent
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing
from web.csrf import HEADER


def form(*parts: object, **asked: object) -> bytes:
    """What the script of the preview sends."""
    text = orjson.dumps({"type": "default", "schemaVersion": 19, "id": "tried", "components": parts})
    return orjson.dumps({"form": text.decode(), **asked})


QUESTION = {
    "type": "select",
    "key": "place",
    "label": "Nơi xảy ra <b>",
    "valuesKey": "places",
    "properties": {"label_en": "Where"},
}


def test_a_form_is_shown_as_staff_will_see_it(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("monthly_report.form")
    owner = sign_in("owner")
    vietnamese = sent(owner, draft, "preview", form(QUESTION))
    assert vietnamese.status_code == 200
    assert "Nơi xảy ra &lt;b&gt;" in vietnamese.text
    assert 'class="govuk-select' in vietnamese.text
    assert "(danh sách “places”)" in vietnamese.text
    english = sent(owner, draft, "preview?language=en", form(QUESTION))
    assert "Where" in english.text
    assert drawing.row(draft).revision == 1


def test_every_form_in_force_can_be_shown(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("new_issue.form")
    owner = sign_in("owner")
    shown = sent(owner, draft, "preview", orjson.dumps({"form": bytes(drawing.row(draft).content).decode()}))
    assert shown.status_code == 200


def test_what_cannot_be_shown_is_told_in_the_sentence_of_the_server(
    sign_in: SignIn, drawing: Drawing
) -> None:
    _change, draft = drawing.change_of("monthly_report.form")
    owner = sign_in("owner")
    refused = sent(owner, draft, "preview", form({"type": "iframe", "label": "Trang ngoài"}))
    assert refused.status_code == 422
    assert "loại “iframe” chưa dùng được ở đây" in refused.json()["problem"]
    english = sent(owner, draft, "preview?language=en", form({"type": "iframe", "label": "Trang ngoài"}))
    assert "cannot be used here" in english.json()["problem"]
    assert sent(owner, draft, "preview", b" " * 2_000_001).status_code == 413
    assert "Tải lại trang" in sent(owner, draft, "preview", b"[1").json()["problem"]
    assert "Tải lại trang" in sent(owner, draft, "preview", b'{"answers": []}').json()["problem"]


def test_what_is_written_brings_up_questions_adds_rows_and_can_be_checked(
    sign_in: SignIn, drawing: Drawing
) -> None:
    _change, draft = drawing.change_of("monthly_report.form")
    owner = sign_in("owner")
    asked = {"type": "textfield", "key": "kind", "label": "Loại"}
    hangs = {
        "type": "textfield",
        "key": "why",
        "label": "Vì sao",
        "conditional": {"hide": '=kind != "khác"'},
        "validate": {"required": True},
    }
    rows = {
        "type": "dynamiclist",
        "path": "rows",
        "label": "Các dòng",
        "defaultRepetitions": 0,
        "components": [{"type": "textfield", "key": "place", "label": "Nơi"}],
    }

    def shown(*answers: object, do: str = "") -> str:
        return sent(owner, draft, "preview", form(asked, hangs, rows, answers=list(answers), do=do)).text

    assert 'name="why"' not in sent(owner, draft, "preview", form(asked, hangs, rows)).text
    assert 'name="why"' not in shown(["kind", "thường"])
    other = shown(["kind", "khác"], ["rows.0.place", "Phường 3"], do="add:rows")
    assert 'name="why"' in other
    assert 'name="rows.1.place"' in other
    assert "govuk-error-message" not in other
    assert "govuk-error-message" in shown(["kind", "khác"], do="send")


def test_who_may_not_see_the_draft_is_told_nothing(sign_in: SignIn, drawing: Drawing) -> None:
    _mine, own = drawing.change_of("monthly_report.form")
    owner = sign_in("owner")
    token = TOKEN.search(owner.get(f"/designer/drafts/{own}").text)
    assert token is not None
    headers = {HEADER: token[1], **SAME_ORIGIN}
    gone = owner.request(
        "POST", f"/designer/drafts/{own + 1}/preview", content=form(QUESTION), headers=headers
    )
    assert gone.status_code == 404
