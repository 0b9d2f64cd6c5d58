"""A task, a case and a board on paper: what is told is there, what is pressed is not, nothing runs over the edge."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page

from tests.web.browsing import served
from tests.web.signing_in import SignIn
from tests.web.work.test_task_browser import enter
from tests.workflows.cycle import ISSUE, Cycle

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def test_task_case_and_board_are_printed_without_their_buttons(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str, tmp_path: Path
) -> None:
    cycle.submit("C003", {"overview": "Tình hình ổn định.", "issues": [{**ISSUE}]})
    enter(page, sign_in, address, "d001.receiver")
    for path, words in (
        (f"/tasks/{cycle.task('C003', 'accept')}", "Nước ngập sau mưa lớn"),
        (f"/reports/{cycle.report('C003').key}", "Phường 3"),
        (f"/cycles/{cycle.key}", "Phải gửi"),
    ):
        page.goto(address + path)
        paper = tmp_path / "page.pdf"
        page.pdf(path=paper, prefer_css_page_size=True)
        text = subprocess.run(
            ["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert words in text
        for pressed in ("Việc cần xử lý\n", "VI EN", "Xác nhận quyết định", "Bỏ qua đến nội dung"):
            assert pressed not in text
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 680, "height": 1000})  # A4 between its margins
        wide = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth)"
            ".map(one => one.outerHTML.slice(0, 100))"
        )
        assert wide == []
        page.emulate_media(media="null")
