"""What people write into any form reaches no line of the log: not when it is kept, refused, or the store breaks."""

import pytest

from database.session import Database
from tests.web.browsing import Visitor
from tests.web.lines import Lines
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from tests.workflows.issues.handled import NEW
from web.csrf import FIELD, form_token

SECRET = "chuyện kín ngõ 12"
ADDRESS = "ba-nam-ngo-12@office.example"
EXPECTED: dict[str, list[int]] = {
    "sound": [303, 200, 303, 303, 422, 303, 422, 422, 303, 303, 422, 303, 422],
    "broken": [500, 500, 500, 500, 422, 500, 422, 422, 500, 500, 422, 500, 422],
}
TABLES = ("draft", "comment", "attachment", "preference", "saved_filter", "issue_contact")


def send_every_form(clerk: Visitor, task: int, report: int) -> list[int]:
    """A draft, one that saves itself, remarks, a file, preferences and a filter, and what came of each."""
    token = form_token(clerk.cookies.get("sid") or "")
    draft = {"overview": SECRET, "_revision": "0", "followup": SECRET}
    forms = (
        (f"/tasks/{task}", {**draft, "do": "draft"}),
        (f"/tasks/{task}/draft", {**draft, "proposals.0.what": SECRET}),
        (f"/tasks/{task}", {"do": "remark", "remark-text": SECRET}),
        (f"/reports/{report}/comments", {"text": SECRET}),
        (f"/reports/{report}/comments", {"text": f"{SECRET}, 0912 345 678"}),
        ("/preferences/address", {"address": ADDRESS, "do": "set"}),
        ("/preferences/address", {"address": SECRET, "do": "set"}),
        ("/preferences", {"mode": SECRET, "language": "vi", "digest_at": SECRET}),
        ("/tasks/filters", {"name": SECRET, "q": SECRET}),
        ("/issues/new", {**NEW, "summary": SECRET, "contact": ADDRESS, "contact_agreed": "yes"}),
        ("/issues/new", {**NEW, "summary": SECRET, "contact": SECRET}),
    )
    answers = [clerk.post_form(path, [*fields.items(), (FIELD, token)]) for path, fields in forms]
    for name, content in (
        (f"{SECRET}.txt", SECRET.encode()),
        (f"{SECRET}.exe", b"MZ\x00\x01" + SECRET.encode()),
    ):
        sent = {"file": (name, content)}
        answers.append(clerk.post(f"/tasks/{task}/attachments", data={FIELD: token}, files=sent))
    return [answer.status_code for answer in answers]


def break_down(database: Database) -> None:
    """Nothing that a form would write can be written: the store's own message quotes it."""
    with database.write() as session:
        for table in TABLES:
            session.exec_driver_sql(
                f"create trigger broken_{table} before insert on {table} begin select raise(abort, 'no'); end"
            )


@pytest.mark.parametrize("state", ["sound", "broken"])
def test_no_form_is_quoted_in_the_log(
    sign_in: SignIn, cycle: Cycle, database: Database, lines: Lines, state: str
) -> None:
    clerk, task, report = sign_in("c003.reporter"), cycle.task("C003", "draft"), cycle.report("C003").key
    if state == "broken":
        break_down(database)
    statuses = send_every_form(clerk, task, report)
    assert statuses == EXPECTED[state]
    assert len(lines.of("giaoban.request")) >= len(statuses)
    for words in (SECRET, "ngõ 12", "ng\\u00f5 12", ADDRESS, "0912"):
        assert words not in lines.text
