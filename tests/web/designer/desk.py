"""A process owner at a computer, with a draft open in its editor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect

from database.session import Database
from organisation.staff import find_staff
from tests.web.browsing import served
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
        with self._database.write() as session:
            found = find_staff(session, username)
            assert found is not None, username
            token = begin_session(session, found.key, datetime.now(UTC))
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT}, accept_downloads=True
        )
        context.add_init_script(WATCH)
        cookies = {"sid": token, "language": language}
        context.add_cookies(
            [{"name": name, "value": value, "url": self._address} for name, value in cookies.items()]
        )
        self._contexts.append(context)
        return context

    def open(self, draft: int, context: BrowserContext | None = None, **who: Any) -> Page:
        """The page of a draft, when its editor is ready."""
        page = (context or self.sit_down(**who)).new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self._address}/designer/drafts/{draft}")
        ready(page)
        return page

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


def rest(page: Page, path: str, answer: Callable[[Any], None]) -> None:
    """Answer requests to an address of the draft otherwise."""
    page.route(f"**/designer/drafts/*/{path}", answer)
