"""The page of a report's task: writing it, approving it, receiving it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi.responses import Response
from markupsafe import Markup
from typing_extensions import override

from database.session import Session
from forms.difference import Written, difference
from forms.render import render_difference
from forms.shape import Answers
from web.longer.number_lines import NumberBox, beside_fields, number_box
from web.proposals.mark import open_mark
from web.quick_reports.mark import quick_mark
from web.sheets.sheet import Sheet
from web.sheets.typed import Typed
from web.versions import version_name
from web.visit import Visit
from workflows.cycle_words import cycle_words
from workflows.quick_report.linking import ISSUES, quickly_reported
from workflows.task_page import TaskPage, task_page


def show_report_task(
    session: Session, visit: Visit, key: int, *, typed: Typed | None, done: str | None, status: int
) -> Response:
    """The page of a report's task."""
    page = task_page(session, visit.viewer, key, visit.now)
    sheet = ReportSheet(visit, page, typed, session)
    return visit.page(
        "task.html",
        status=status,
        done=done,
        window=visit.pick(cycle_words(page.facts.report)),
        report=sheet.report(),
        corrected=sheet.corrected(),
        numbers=sheet.numbers,
        **sheet.shown(),
    )


@dataclass(frozen=True)
class ReportSheet(Sheet):
    """The form of a report, or a decision about one that stands beside it."""

    page: TaskPage
    session: Session

    @property
    @override
    def starting(self) -> Answers:
        found = self.page.prefill
        return dict(self.page.starting) | (found.totals if found and self.page.facts.drafting else {})

    @override
    def beside(self) -> Mapping[str, Markup]:
        if not self.page.facts.drafting:
            return {}
        proposed = open_mark(self.session, self.visit, self.page.facts.report.unit_key, self.answers)
        return {**beside_fields(self.visit, self.numbers), **self.quick(self.answers), **proposed}

    def quick(self, answers: Mapping[str, Any]) -> Mapping[str, Markup]:
        """Below the issues that were reported quickly before: that they were, and where."""
        rows = answers.get(ISSUES) or []
        found = quickly_reported(self.session, self.page.facts.report.unit_key, rows)
        return {f"{ISSUES}.{place}.summary": quick_mark(self.visit, row) for place, row in found.items()}

    @cached_property
    def numbers(self) -> NumberBox | None:
        """Where the numbers of a longer report come from."""
        answers = self.page.shown if self.page.shown is not None else self.answers
        return number_box(self.visit, self.page.prefill, answers, self.typed.reasons if self.typed else {})

    def report(self) -> Markup | None:
        """The report to decide about, or a draft that somebody else is writing."""
        if self.page.shown_form is not None and self.page.shown is not None:
            return self.read_only(self.page.shown_form, self.page.shown, self.quick(self.page.shown))
        if self.page.facts.open and not self.page.facts.may_act and self._is_draft_saved:
            answers = self.page.draft.answers
            return self.read_only(self.page.form, answers, self.quick(answers))
        return None

    def corrected(self) -> Markup | None:
        """What differs from the version that came before, to decide about without reading all again."""
        page = self.page
        if page.before is None or page.shown_form is None or page.shown is None:
            return None
        now = Written(page.shown_form, page.shown, page.options)
        return render_difference(
            difference(page.before.written, now, self.visit.language),
            language=self.visit.language,
            before=version_name(self.visit, page.before.version),
            after=self.visit.gettext("Now"),
        )
