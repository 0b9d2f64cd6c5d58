"""A process owner's way through the pages: begin, add, name, propose, deploy, go back, import and export."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

from fastapi import FastAPI
from httpx2 import Response

from database.session import Database
from tests.web.browsing import SAME_ORIGIN, Visitor
from tests.web.programs import Program, bearer, token_of
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing
from web.csrf import FIELD

FORM = "monthly_report.form"


def upload(who: Visitor, path: str, name: str, content: bytes) -> Response:
    token = who.token(path)
    return who.post(path, data={FIELD: token}, files={"file": (name, content)}, headers=SAME_ORIGIN)


def alter(drawing: Drawing, draft: int) -> None:
    content = bytes(drawing.row(draft).content)
    drawing.save(draft, content.replace(b'"title_en": "', b'"title_en": "New '))


def test_the_first_page_is_for_those_who_own_or_deploy_processes(sign_in: SignIn) -> None:
    for username in ("owner", "deployer", "admin"):
        page = sign_in(username).get("/designer")
        assert page.status_code == 200
        assert "Thời hạn báo cáo" in page.text, "a file of several tables is called by its own name"
        assert 'href="/designer"' in page.text
    stranger = sign_in("c003.head")
    assert stranger.get("/designer").status_code == 404
    assert 'href="/designer"' not in stranger.get("/tasks").text
    assert "/designer/new" not in sign_in("deployer").get("/designer").text


def test_one_press_drafts_what_is_in_force(sign_in: SignIn, drawing: Drawing) -> None:
    owner = sign_in("owner")
    page = owner.get("/designer").text
    file = re.search(r'name="file" value="(\d+)"', page)
    assert file is not None
    answer = owner.submit("/designer/changes", {"file": file[1]}, page="/designer")
    assert answer.status_code == 303
    draft = int(answer.headers["location"].rpartition("/")[2])
    assert drawing.row(draft).name.endswith(".bpmn")


def test_something_new_is_begun_by_its_name(sign_in: SignIn, drawing: Drawing) -> None:
    owner = sign_in("owner")
    given = {"title": "Kiểm tra đập", "kind": "bpmn", "unit": "D001"}
    answer = owner.submit("/designer/new", given, page="/designer/new")
    draft = int(answer.headers["location"].rpartition("/")[2])
    assert drawing.row(draft).name == "kiem_tra_dap.bpmn"
    assert drawing.row(draft).unit_key is not None
    for wrong in ({**given, "title": " "}, {**given, "unit": "X9"}):
        again = owner.submit("/designer/new", wrong, page="/designer/new")
        assert again.status_code == 422
        assert "govuk-error-summary" in again.text
        assert "đợt sửa" not in again.text[again.text.index("govuk-error-summary") :], (
            "a diagram is named here"
        )


def test_a_change_is_proposed_and_deployed_with_its_reason(sign_in: SignIn, drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    alter(drawing, draft)
    here = f"/designer/changes/{change}"
    owner = sign_in("owner")
    refused = owner.submit(here, {"do": "propose", "propose_reason": " "}, page=here)
    assert refused.status_code == 422
    proposed = owner.submit(here, {"do": "propose", "propose_reason": "Theo công văn 5"}, page=here)
    assert proposed.headers["location"] == f"{here}?done=propose"
    deployer = sign_in("deployer")
    notices = deployer.get("/notices").text
    assert "Theo công văn 5" in notices
    led = re.search(r'href="(/notices/\d+)"', notices)
    assert led is not None
    assert deployer.get(led[1]).headers["location"] == here
    page = deployer.get(f"{here}/deploy").text
    assert "Theo công văn 5" in page
    assert 'data-label="Sẽ áp dụng"' in page, "on a phone the new version stands under its name"
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    stale = deployer.submit(f"{here}/deploy", {"seen": "0", "reason": "Đã xem"}, page=f"{here}/deploy")
    assert stale.status_code == 422
    assert "Đã xem" in stale.text
    done = deployer.submit(f"{here}/deploy", {"seen": seen[1], "reason": "Đã xem"}, page=f"{here}/deploy")
    kept = owner.get(done.headers["location"]).text
    assert "Đã xem" in kept
    assert "monthly_report" in kept
    assert "Đã xem" in owner.get("/designer/deployments").text
    assert "Đã áp dụng" in owner.get("/designer/changes").text
    assert f'href="{here}"' not in owner.get(f"/designer/changes?before={change}").text
    assert "Đã xem" in owner.get("/notices").text
    older = owner.get("/designer/in-force/form/monthly_report").text
    assert older.count('name="version"') == 1
    words = re.findall(r"/designer/files/\d+/outline", older)
    assert len(words) == len(set(words)) == 2
    assert owner.get(words[1]).status_code == 200


def test_the_way_back_is_prepared_by_one_press(sign_in: SignIn, drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    first = bytes(drawing.row(draft).content)
    alter(drawing, draft)
    drawing.deploy(change)
    owner, page = sign_in("owner"), "/designer/in-force/form/monthly_report"
    assert owner.get(f"{page}/1").content == first
    answer = owner.submit(page, {"version": "1"}, page=page)
    there = owner.get(answer.headers["location"])
    assert "phiên bản 1" in there.text
    assert owner.submit(page, {"version": "2"}, page=page).status_code == 422


def test_versions_are_named_downloaded_and_taken_up_again(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of(FORM)
    first = bytes(drawing.row(draft).content)
    owner, here = sign_in("owner"), f"/designer/drafts/{draft}/versions"
    assert owner.submit(here, {"name": " "}, page=here).status_code == 422
    owner.submit(here, {"name": "Bản đầu", "reason": "Để so"}, page=here)
    alter(drawing, draft)
    page = owner.get(here).text
    assert "1. Bản đầu" in page
    assert page.count(f'href="/designer/drafts/{draft}"') == 2, (
        "the trail leads back to the draft, as the tab does"
    )
    download = owner.get(f"{here}/version-1")
    assert download.content == first
    assert "attachment" in download.headers["content-disposition"]
    assert owner.get(f"{here}/version-7").status_code == 404
    owner.submit(here, {"back": "version-1"}, page=here)
    assert bytes(drawing.row(draft).content) == first
    assert "Dùng lại: 1. Bản đầu" in owner.get(here).text


def test_a_package_goes_out_and_comes_in(sign_in: SignIn, drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    owner, in_force = sign_in("owner"), bytes(drawing.row(draft).content)
    alter(drawing, draft)
    package = owner.get(f"/designer/changes/{change}/package.zip")
    assert package.headers["content-type"] == "application/zip"
    assert FORM in zipfile.ZipFile(BytesIO(package.content)).namelist()

    done = upload(owner, "/designer/import", "goi.zip", package.content)
    there = owner.get(done.headers["location"])
    assert FORM in there.text
    assert "Sửa hạn báo cáo (1)" in there.text

    nothing = upload(owner, "/designer/import", FORM, in_force)
    assert nothing.status_code == 422
    assert "Không có gì mới để nhập" in nothing.text

    into = f"/designer/changes/{change}/import"
    assert upload(owner, into, "x.form", b'{"id": "x"}').status_code == 303
    for name, content, said in (
        ("x.exe", b"MZ", "không dùng làm tên tệp được"),
        ("x.zip", b"PK", "không phải gói .zip đọc được"),
        ("x.bpmn", b"<a", "không phải XML đúng cú pháp"),
        ("x.form", b"", "Tệp trống."),
        ("x.bpmn", b" " * 5_200_000, "Tệp dài 5,2 MB; mỗi tệp nhiều nhất 2 MB."),
    ):
        refused = upload(owner, into, name, content)
        assert refused.status_code == 422
        assert said in refused.text


def test_files_are_left_out_and_put_back(sign_in: SignIn, drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    owner, here = sign_in("owner"), f"/designer/changes/{change}"
    owner.submit(here, {"do": "out", "draft": str(draft)}, page=here)
    assert 'data-writable="no"' in owner.get(f"/designer/drafts/{draft}").text
    owner.submit(here, {"do": "back", "draft": str(draft)}, page=here)
    assert 'data-writable="yes"' in owner.get(f"/designer/drafts/{draft}").text
    new = owner.submit(here, {"do": "new", "kind": "form", "title": "Phiếu mới"}, page=here)
    assert new.status_code == 303
    assert owner.submit(here, {"do": "nothing"}, page=here).status_code == 404
    dropped = owner.submit(here, {"do": "drop", "drop_reason": "Không cần nữa"}, page=here)
    assert "Không cần nữa" in owner.get(dropped.headers["location"]).text


def test_with_four_eyes_the_page_says_who_deploys(app: FastAPI, sign_in: SignIn, drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    alter(drawing, draft)
    parts = app.state.parts
    app.state.parts = replace(parts, settings=replace(parts.settings, four_eyes=True))
    page = sign_in("owner").get(f"/designer/changes/{change}/deploy").text
    assert "phải là người khác" in page
    assert 'name="seen"' not in page


def test_with_four_eyes_no_owner_deploys_by_a_program(
    app: FastAPI, database: Database, drawing: Drawing
) -> None:
    _change, draft = drawing.change_of(FORM)
    content = bytes(drawing.row(draft).content)
    parts = app.state.parts
    app.state.parts = replace(parts, settings=replace(parts.settings, four_eyes=True))
    for username, status in (("owner", 403), ("admin", 200)):
        program = Program(app, **bearer(token_of(database, username)))
        answer = program.post("/v2/deployments", files={"resources": (FORM, content)})
        assert answer.status_code == status, answer.text


def test_a_change_is_renamed(sign_in: SignIn, drawing: Drawing) -> None:
    change, _draft = drawing.change_of(FORM)
    owner, here = sign_in("owner"), f"/designer/changes/{change}"
    owner.submit(here, {"do": "rename", "name": " Hạn  của phường "}, page=here)
    assert '<h1 class="govuk-heading-l govuk-!-margin-bottom-2">Hạn của phường</h1>' in owner.get(here).text
    assert owner.submit(here, {"do": "rename", "name": ""}, page=here).status_code == 422
