"""A process owner at a computer, with a draft open in its editor."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bpmn.definition import Element
from bpmn.read import read_definitions
from database.session import Database
from organisation.staff import find_staff
from tests.web.browsing import served
from tests.workflows.designer.drawing import Drawing
from web.sessions import begin_session

WATCH = """
window.blocked = [];
document.addEventListener("securitypolicyviolation", (event) => {
    window.blocked.push(`${event.violatedDirective} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});
"""
WIDTH, HEIGHT = 1280, 860


class Desk:
    """Opens drafts as somebody of the cast; remembers what the browser complained of."""

    def __init__(self, browser: Browser, address: str, database: Database) -> None:
        self._browser, self._address, self._database = browser, address, database
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def sit_down(self, username: str = "owner", language: str = "vi", width: int = WIDTH) -> BrowserContext:
        """A browser in which somebody is signed in."""
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT}, accept_downloads=True
        )
        context.add_init_script(WATCH)
        context.add_cookies([{"name": "language", "value": language, "url": self._address}])
        self.sign_in(context, username)
        self._contexts.append(context)
        return context

    def sign_in(self, context: BrowserContext, username: str = "owner") -> None:
        """Begin a session in a browser, without the slow check of a password."""
        with self._database.write() as session:
            found = find_staff(session, username)
            assert found is not None, username
            token = begin_session(session, found.key, datetime.now(UTC))
        context.add_cookies([{"name": "sid", "value": token, "url": self._address}])

    def open(self, draft: int, context: BrowserContext | None = None, **who: Any) -> Page:
        """The page of a draft, when its editor is ready."""
        page = self.page(context or self.sit_down(**who))
        page.goto(f"{self._address}/designer/drafts/{draft}")
        ready(page)
        return page

    def page(self, context: BrowserContext) -> Page:
        """An empty page; what it complains of is remembered."""
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def address(self, path: str) -> str:
        """Where a page of the product is."""
        return f"{self._address}{path}"

    def forgive(self, *causes: str) -> None:
        """What a test has brought about by itself is no complaint."""
        self.complaints = [one for one in self.complaints if not any(cause in one for cause in causes)]

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def close(self) -> None:
        for context in self._contexts:
            for page in context.pages:
                self.complaints += page.evaluate("window.blocked ?? []")
            context.close()


@contextmanager
def at_the_desk(browser: Browser, app: FastAPI, database: Database) -> Iterator[Desk]:
    with served(app) as address:
        desk = Desk(browser, address, database)
        try:
            yield desk
        finally:
            desk.close()


def ready(page: Page) -> None:
    """The draft is shown."""
    expect(page.locator("#island[data-ready]")).to_be_visible(timeout=30_000)


def saved(page: Page) -> None:
    """The server has everything."""
    expect(page.locator(".island-status[data-state=saved]")).to_be_visible(timeout=15_000)


def choose(page: Page, name: str, steps: str = "Các bước", settings: str = "Thiết lập") -> Locator:
    """Select a step in the list of steps; gives its settings."""
    page.get_by_role("tab", name=steps).click()
    page.locator(".island-tree [role=treeitem] > b", has_text=name).first.click()
    page.get_by_role("tab", name=settings).click()
    return page.locator(".island-properties")


def rename(page: Page, old: str, new: str) -> None:
    """Give a step another name, in a dialog."""
    choose(page, old)
    page.get_by_role("tab", name="Các bước").click()
    page.get_by_role("button", name="Đổi tên …").click()
    page.get_by_role("dialog").get_by_label("Tên").fill(new)
    page.get_by_role("dialog").get_by_role("button", name="Đồng ý").click()


def step(drawing: Drawing, draft: int, name: str) -> Element:
    """The step of this name as it was saved."""
    found = [one for one in steps(drawing, draft) if one.name == name]
    assert len(found) == 1
    return found[0]


def steps(drawing: Drawing, draft: int) -> tuple[Element, ...]:
    """All steps as they were saved."""
    return read_definitions(bytes(drawing.row(draft).content)).elements
