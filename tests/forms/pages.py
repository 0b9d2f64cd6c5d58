"""A rendered form as a browser has it: what it would send, and what hangs together."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from lxml import html

from forms.check import Checked, check_answers
from forms.form import Form, Option
from forms.render import render_form
from forms.schema import load_form

SCHEMAS = Path(__file__).parents[2] / "forms" / "schemas"
SHIPPED = ("monthly_report", "approve_report", "receive_report")
PLACES = [
    Option("all", {"vi": "Toàn Phường 3", "en": "All of Ward 3"}),
    Option("group-4", {"vi": "Tổ dân phố số 4", "en": "Residents' group 4"}),
]
HANDLERS = [Option("C00145", {"vi": "Phòng Quản lý đô thị", "en": "Urban office"})]
OPTIONS: Mapping[str, Sequence[Option]] = {"places": PLACES, "handlers": HANDLERS}
ISSUE: Mapping[str, Any] = {
    "summary": "Nước ngập sau mưa lớn, rút chậm trên 3 giờ.",
    "field": "infrastructure",
    "place": "group-4",
    "source": "contact",
    "urgency": "urgent",
    "mentions": 14,
    "status": "verifying",
    "handler": "C00145",
    "salient": False,
    "salient_why": "",
    "register": "",
    "origins": "",
}
REPORT: Mapping[str, Any] = {
    "overview": "Tình hình ổn định.\nHai vấn đề kỳ trước đã giải quyết xong.",
    "nil_report": False,
    "issues": [ISSUE],
    "followup": "",
    "proposals": [
        {
            "what": "Nạo vét cống trước mùa mưa.",
            "field": "environment",
            "wanted_by": "2026-12-01",
            "proposal": "",
        }
    ],
}


def shipped(name: str) -> Form:
    return load_form((SCHEMAS / f"{name}.form").read_bytes())


def written(*components: Mapping[str, Any], **settings: Any) -> Form:
    """A form in short: `{"type": "number", "key": "n"}` is enough."""
    return load_form(as_file(*components, **settings))


def as_file(*components: Any, **settings: Any) -> bytes:
    return orjson.dumps({"type": "default", "id": "short", "components": components, **settings})


def question(kind: str, key: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": f"Ô {key}", **more}


def row_list(*components: Any, **more: Any) -> dict[str, Any]:
    return {"type": "dynamiclist", "path": "rows", "defaultRepetitions": 0, "components": components, **more}


def submitted(form: Form, answers: Mapping[str, Any]) -> Checked:
    return check_answers(form, answers, options=OPTIONS, draft=False)


def drafted(form: Form, answers: Mapping[str, Any]) -> Checked:
    return check_answers(form, answers, options=OPTIONS, draft=True)


def found(form: Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """What a submission is told in Vietnamese, by path."""
    return {problem.path: problem.message["vi"] for problem in submitted(form, answers).problems}


def page(form: Form, answers: Mapping[str, Any], language: str = "vi", **more: Any) -> html.HtmlElement:
    shown = render_form(form, answers, language=language, options=OPTIONS, **more)
    return parsed(shown)


def parsed(markup: str) -> html.HtmlElement:
    """A piece of a page as a browser reads it."""
    return html.document_fromstring(f"<form>{markup}</form>")


def sent(document: html.HtmlElement) -> list[tuple[str, str]]:
    """The pairs that a browser sends for the page as it stands, without a button."""
    pairs = []
    for control in document.xpath("//input | //textarea | //select"):
        if control.tag == "select":
            chosen = control.xpath("option[@selected]") or control.xpath("option[1]")
            pairs.append((control.get("name"), chosen[0].get("value")))
        elif control.tag == "textarea":
            # a browser drops one line end after the tag and sends the others as CR LF
            pairs.append((control.get("name"), (control.text or "").removeprefix("\n").replace("\n", "\r\n")))
        elif control.get("type") not in ("radio", "checkbox") or control.get("checked") is not None:
            pairs.append((control.get("name"), control.get("value")))
    return pairs
