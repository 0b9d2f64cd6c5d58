"""What an editor asks and sends: content by revision, findings, words to offer, who else is there."""

import re
from datetime import datetime, timedelta

import sqlalchemy as sa
from httpx2 import Response

from tests.web.browsing import SAME_ORIGIN, Visitor
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing
from web.clock import real_time
from web.csrf import HEADER
from web.tables import web_session

OK = 200
TOKEN = re.compile(r'data-token="([^"]+)"')


def sent(who: Visitor, draft: int, what: str, content: bytes, **headers: str) -> Response:
    """As the script of the page does it."""
    found = TOKEN.search(who.get(f"/designer/drafts/{draft}").text)
    assert found is not None
    method = "PUT" if what == "content" else "POST"
    given = {HEADER: found[1], **SAME_ORIGIN, **headers}
    return who.request(method, f"/designer/drafts/{draft}/{what}", content=content, headers=given)


def test_the_page_tells_its_script_where_to_ask(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = sign_in("owner").get(f"/designer/drafts/{draft}").text
    for name in ("content", "context", "check", "others", "preview"):
        assert f'data-{name}-url="/designer/drafts/{draft}/{name}"' in page
    assert 'data-kind="bpmn"' in page
    assert 'data-revision="1"' in page
    assert 'data-writable="yes"' in page
    looked_at = sign_in("deployer").get(f"/designer/drafts/{draft}").text
    assert 'data-writable="no"' in looked_at
    assert "Chỉ chủ quy trình được sửa." in looked_at


def test_content_is_saved_by_its_revision_and_a_rival_is_told(sign_in: SignIn, drawing: Drawing) -> None:
    drawing.enter("beside")
    _change, draft = drawing.change_of("monthly_report.form")
    mine, theirs = sign_in("owner"), sign_in("beside")
    got = mine.get(f"/designer/drafts/{draft}/content")
    assert (got.headers["etag"], got.json()["id"]) == ('"1"', "monthly_report")

    saved = sent(theirs, draft, "content", b'{"id": "theirs"}', **{"if-match": '"1"'})
    assert (saved.status_code, saved.json()) == (200, {"revision": 2})
    late = sent(mine, draft, "content", b'{"id": "mine"}', **{"if-match": '"1"'})
    assert late.status_code == 412
    assert late.json()["revision"] == 2
    assert late.json()["changed_by"] == "Chủ quy trình (beside)"
    assert mine.get(f"/designer/drafts/{draft}/content").json() == {"id": "theirs"}


def test_what_cannot_be_kept_is_told_in_a_sentence(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("monthly_report.form")
    owner = sign_in("owner")
    broken = sent(owner, draft, "content", b"{", **{"if-match": '"1"'})
    assert broken.status_code == 422
    assert "JSON" in broken.json()["problem"]
    assert sent(owner, draft, "content", b" " * 2_000_001, **{"if-match": '"1"'}).status_code == 413
    assert sent(sign_in("deployer"), draft, "content", b"{}", **{"if-match": '"1"'}).status_code == 422


def test_content_needs_the_token_of_a_page(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("monthly_report.form")
    owner = sign_in("owner")
    for headers in (SAME_ORIGIN, {HEADER: "x", **SAME_ORIGIN}, {"sec-fetch-site": "cross-site"}):
        answer = owner.put(f"/designer/drafts/{draft}/content", content=b"{}", headers=headers)
        assert answer.status_code == 403
    assert drawing.row(draft).revision == 1


def test_a_check_names_the_element_and_keeps_nothing(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    content = bytes(drawing.row(draft).content)
    owner = sign_in("owner")
    assert sent(owner, draft, "check", content).json() == {"findings": []}
    broken = content.replace(b"=upcoming(", b"=upcomming(")
    found = sent(owner, draft, "check", broken).json()["findings"][0]
    assert (found["rule"], found["severity"]) == ("feel_expression", "error")
    assert found["element"]
    assert found["name"]
    assert found["message"]
    assert found["remedy"]
    [unread] = sent(owner, draft, "check", b"<a").json()["findings"]
    assert (unread["rule"], unread["element"]) == ("readable", "–")
    assert drawing.row(draft).revision == 1


def test_tables_and_forms_are_checked_too(sign_in: SignIn, drawing: Drawing) -> None:
    owner = sign_in("owner")
    _change, table = drawing.change_of("deadlines.dmn")
    content = bytes(drawing.row(table).content)
    assert sent(owner, table, "check", content).json() == {"findings": []}
    broken = content.replace(b'<text>"cutoff"</text>', b"<text>1 +</text>", 1)
    [found] = sent(owner, table, "check", broken).json()["findings"]
    assert (found["rule"], found["name"]) == ("feel_expression", "Hạn gửi báo cáo")
    assert found["element"] == "submission_due_commune_anchor"
    slip = content.replace(b'<text>"cutoff"</text>', b"<text>levle</text>", 1)
    [found] = sent(owner, table, "check", slip).json()["findings"]
    assert (found["rule"], found["element"]) == ("unknown_variable", "submission_due_commune_anchor")
    _change, form = drawing.change_of("monthly_report.form")
    assert sent(owner, form, "check", b'{"id": "x"}').json()["findings"][0]["severity"] == "error"


def test_context_is_in_the_language_of_the_reader(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    owner = sign_in("owner")
    told = owner.get(f"/designer/drafts/{draft}/context").json()
    assert {"id": "reporter", "title": "Cán bộ tổng hợp"} in told["roles"]
    owner.cookies.set("language", "en")
    told = owner.get(f"/designer/drafts/{draft}/context").json()
    assert {"id": "reporter", "title": "Reporting officer"} in told["roles"]


def test_whoever_asks_who_is_there_is_there(sign_in: SignIn, drawing: Drawing) -> None:
    drawing.enter("beside")
    _change, draft = drawing.change_of("periodic_report.bpmn")
    others = f"/designer/drafts/{draft}/others"
    assert sign_in("beside").get(others).json() == {"others": [], "revision": 1}
    [found] = sign_in("owner").get(others).json()["others"]
    assert found["name"] == "Chủ quy trình (beside)"


def test_an_editor_left_open_keeps_no_session_awake(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("monthly_report.form")
    owner, an_hour_ago = sign_in("owner"), real_time() - timedelta(hours=1)

    def seen_after(address: str) -> datetime:
        with drawing.database.write() as session:
            session.execute(sa.update(web_session).values(last_seen_at=an_hour_ago))
        assert owner.get(address).status_code == OK
        with drawing.database.read() as session:
            seen: datetime = session.scalars(sa.select(web_session.c.last_seen_at)).one()
        return seen

    assert seen_after(f"/designer/drafts/{draft}/others") == an_hour_ago
    assert seen_after(f"/designer/drafts/{draft}/context") > an_hour_ago
