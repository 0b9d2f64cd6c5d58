"""The page of a task that is about another matter than a report, or about nothing that the house knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response
from markupsafe import Markup
from typing_extensions import override

from database.session import Session
from forms.render import render_answers
from forms.shape import Answers
from web.sheets.sheet import Sheet
from web.sheets.typed import Typed
from web.visit import Visit
from workflows.matter_page import MatterPage, matter_page


def show_matter_task(
    session: Session, visit: Visit, key: int, *, typed: Typed | None, done: str | None, status: int
) -> Response:
    """The page of the task."""
    page = matter_page(session, visit.viewer, key, visit.now)
    sheet = MatterSheet(visit, page, typed)
    decides = any(field.key == "decision" for field in page.form.fields)
    return visit.page(
        "matter_task.html",
        status=status,
        done=done,
        decides=decides,
        readings=list(sheet.readings()),
        **sheet.shown(),
    )


@dataclass(frozen=True)
class Reading:
    """Something to read before the form."""

    heading: Mapping[str, str]
    text: str
    answers: Markup | None
    note: Mapping[str, str] | None
    href: str
    link: Mapping[str, str] | None


@dataclass(frozen=True)
class MatterSheet(Sheet):
    """The form of a step of a matter, with what is to be read before."""

    page: MatterPage

    @property
    @override
    def starting(self) -> Answers:
        known: dict[str, Any] = dict(self.page.starting)
        return super().starting | known

    def readings(self) -> Iterator[Reading]:
        """What was written before, in order."""
        for one in self.page.matter.shown:
            answers = (
                render_answers(one.form, one.answers, language=self.visit.language, options=one.options)
                if one.form
                else None
            )
            yield Reading(one.heading, one.text, answers, one.note, one.href, one.link)
