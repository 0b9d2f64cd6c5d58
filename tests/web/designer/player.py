"""Somebody at the page of a play."""

import re

from tests.web.browsing import Visitor

SEE_OTHER = 303


def text_of(page: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class Player:
    """Presses the buttons of a page with what stands in its forms."""

    def __init__(self, browser: Visitor, change: int, part: str = "play") -> None:
        self.browser, self.address = browser, f"/designer/changes/{change}/{part}"
        self.look()

    def look(self, query: str = "") -> str:
        self.page = self.browser.get(f"{self.address}{query}")
        return text_of(self.page.text)

    def press(self, do: str, at: str = "", **answers: str) -> str:
        """One of the buttons, with other answers; `at` is where its form is sent to, if not to this page."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page.text))
        fields = {**hidden, **answers, "do": do}
        self.page = self.browser.post_form(at or self.address, [*fields.items()])
        if self.page.status_code == SEE_OTHER:
            self.page = self.browser.get(self.page.headers["location"])
        return text_of(self.page.text)
