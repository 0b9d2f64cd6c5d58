"""One request as the routes see it: who, in which language, at which moment; and how to answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from notifications.inbox_channel import unread_count
from organisation.roles import role_title
from organisation.viewer import Post, Viewer
from web.clock import real_time
from web.csrf import form_token
from web.formats import MOST_COUNTED
from web.language import LANGUAGES, language_of, pick, translations
from web.parts import Parts, parts_of
from web.sessions import Signed, cookie_name
from workflows.notices import inbox_of


@dataclass(frozen=True)
class Guest:
    """Who is signed in: the session, and what the organisation says of its holder."""

    signed: Signed
    viewer: Viewer


@dataclass(frozen=True)
class Visit:
    """A request. `now` is the moment of the reporting work; sessions and logs use `real_now`."""

    request: Request
    parts: Parts
    guest: Guest | None
    now: datetime
    real_now: datetime

    @property
    def viewer(self) -> Viewer:
        """Whose eyes see the page. Only routes open to everybody may be without one."""
        if self.guest is None:
            raise LookupError("This route is open to everybody, so it has no viewer.")
        return self.guest.viewer

    @property
    def unread(self) -> int:
        """How many notices wait for the viewer. Asked by the header of a page, and by no request without one."""
        # Not a cached_property: before Python 3.12 it holds one lock for all requests while it asks the store.
        known: int | None = getattr(self.request.state, "unread", None)
        if known is None:
            with self.parts.database.read() as session:
                known = unread_count(session, inbox_of(self.viewer), cap=MOST_COUNTED + 1)
            self.request.state.unread = known
        return known

    @cached_property
    def language(self) -> str:
        """Either vi or en."""
        return language_of(self.request)

    def in_language(self, language: str) -> "Visit":
        """The same visit, whose page is in the language that was just chosen."""
        self.request.state.language = language
        return replace(self)

    def gettext(self, sentence: str) -> str:
        """A sentence of ours in the reader's language. The catalogue test finds calls by this name."""
        return translations(self.language).gettext(sentence)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same for a sentence that counts; `%(num)s` in it becomes the number."""
        return translations(self.language).ngettext(one, many, number) % {"num": number}

    def short_moment(self, moment: datetime) -> str:
        """16/05 17:00: within a sentence, where the year is beyond doubt."""
        return moment.astimezone(self.parts.settings.zone).strftime("%d/%m %H:%M")

    def pick(self, sentence: Mapping[str, str]) -> str:
        """A lower room's sentence in the reader's language."""
        return pick(sentence, self.language)

    @cached_property
    def offices(self) -> list[Mapping[str, str]]:
        """What the header says of the viewer: his offices, his own ones first."""
        posts = sorted(self.viewer.postings, key=lambda post: post.for_staff is not None)
        return [office_at(post) for post in posts] or [dict.fromkeys(LANGUAGES, self.viewer.username)]

    @property
    def token(self) -> str:
        """The hidden field of every form on this page."""
        secret = self.form_secret
        return form_token(secret) if secret else ""

    @property
    def form_secret(self) -> str:
        """What the forms of this browser are tied to: the session, before sign-in a cookie of its own."""
        if self.guest is not None:
            return self.guest.signed.token
        return str(getattr(self.request.state, "new_form_secret", "")) or self.request.cookies.get(
            form_cookie_name(https=self.parts.settings.https), ""
        )

    @property
    def here(self) -> str:
        """The page to come back to after another choice of language: this one, or the one the form was on."""
        if self.request.method == "GET":
            return local_path(path_and_query(self.request.url.path, self.request.url.query))
        try:
            came_from = urlsplit(self.request.headers.get("referer", ""))
        except ValueError:  # whoever sends it writes it
            return "/"
        return local_path(path_and_query(came_from.path, came_from.query))

    def done(self, known: Collection[str]) -> str:
        """What was done before this page, as its address says; nothing where that is none of the known."""
        said = self.request.query_params.get("done", "")
        return said if said in known else ""

    def page(self, template: str, *, status: int = 200, **facts: object) -> HTMLResponse:
        """A page from a template; it knows this visit as `visit`."""
        text = self.parts.pages.render(self.language, template, {"visit": self, **facts})
        return HTMLResponse(
            text, status, headers={"content-language": self.language, "vary": "cookie, accept-language"}
        )


def visit_by(request: Request, guest: Guest | None) -> Visit:
    """The visit of a request whose sender is known, or nobody."""
    parts = parts_of(request)
    return Visit(request, parts, guest, now=parts.clock(), real_now=real_time())


def visit_by_nobody(request: Request) -> Visit:
    """The same where the store may be what broke: nothing is asked of it, not even a demo's clock."""
    now = real_time()
    return Visit(request, replace(parts_of(request), demo_accounts=None), None, now=now, real_now=now)


def form_cookie_name(*, https: bool) -> str:
    """The cookie that ties forms to a browser nobody is signed in on."""
    return cookie_name(https=https).replace("sid", "form")


def office_at(post: Post) -> Mapping[str, str]:
    """A post in the header: "Phường Bồ Đề · Cán bộ tổng hợp"; whoever stands in is told so, and until when."""
    title = role_title(post.role, post.unit_type)
    place = f"{post.unit_name} · " if post.unit_name else ""
    until = f"{post.until:%d/%m/%Y}" if post.until else ""
    standing_in = {"vi": f" (làm thay đến {until})", "en": f" (standing in until {until})"}
    return {
        language: f"{place}{title[language]}{standing_in[language] if until else ''}"
        for language in LANGUAGES
    }


def see_other(path: str) -> RedirectResponse:
    """After a form was accepted: show the next page by GET, so that reloading repeats nothing."""
    return RedirectResponse(path, status_code=303)


def path_and_query(path: str, query: str) -> str:
    """An address on this host as a browser writes it."""
    return f"{path}?{query}" if query else path


def local_path(text: str) -> str:
    """A path on this host to go on to, or the front page: never somebody else's address."""
    plain = text.startswith("/") and not text.startswith("//") and text.isprintable() and "\\" not in text
    return text if plain else "/"
