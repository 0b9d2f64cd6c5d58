"""A task as a page: what is asked, the form as it stands or as it was typed, the story beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_urlsafe
from typing import Any

from fastapi.responses import Response
from markupsafe import Markup

from database.session import Session
from forms.check import Problem, check_answers, without_empty_rows
from forms.difference import Written, difference
from forms.form import Form
from forms.render import error_summary, render_answers, render_difference, render_form
from forms.shape import Answers, starting_answers
from web.longer.number_lines import NumberBox, beside_fields, number_box
from web.versions import version_name
from web.visit import Visit
from workflows.comments import LONGEST
from workflows.complete_task import check_task
from workflows.cycle_words import cycle_words
from workflows.draft import Origin
from workflows.open_task import TaskFacts
from workflows.printing import unprintable_letters
from workflows.report_forms import form_for
from workflows.task_page import TaskPage, saved_draft, task_page

STALE_TASK: Mapping[str, str] = {
    "vi": "Việc này vừa được người khác làm xong hoặc đã đổi người. Nội dung bạn gõ chưa được lưu.",
    "en": "Somebody else has just done this task, or it changed hands. What you typed was not saved.",
}


@dataclass(frozen=True)
class Typed:
    """What a form carried, and why it is shown again.

    `origin` is the page, and the draft's revision that it was made from; `words` what could not be done; `stale`
    that somebody else was faster. `remark` stands in the box of remarks, `remark_problem` says why it was not sent;
    `reasons` stand beside numbers. `kept`: it is the saved draft, checked as if it were sent.
    """

    answers: Answers
    origin: Origin
    problems: Sequence[Problem] = ()
    words: Mapping[str, str] | None = None
    stale: bool = False
    remark: str = ""
    remark_problem: Mapping[str, str] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False


def as_counted(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The rows as problems count them: without empty ones, unless a list has no other; those stay to be written."""
    written = without_empty_rows(form, dict(answers))
    return {**written, **{rows.key: answers[rows.key] for rows in form.lists if not written[rows.key]}}


def seen_in_draft(form: Form, answers: Mapping[str, Any]) -> Sequence[Problem]:
    """What a draft should lose before it is sent."""
    return check_answers(form, answers, options={}, draft=True, unprintable=unprintable_letters).warnings


def kept_to_mend(session: Session, visit: Visit, facts: TaskFacts) -> Typed:
    """The draft as it is kept, with all that stands in the way of sending it."""
    form, draft = form_for(session, facts), saved_draft(session, visit.viewer, facts.row.key)
    answers = as_counted(form, draft.answers if draft.revision else starting_answers(form))
    problems = check_task(session, facts, form, answers).problems
    return Typed(answers, Origin(draft.revision), problems=problems, kept=True)


def show_sheet(
    session: Session,
    visit: Visit,
    key: int,
    *,
    typed: Typed | None = None,
    done: str | None = None,
    status: int = 200,
) -> Response:
    """The page of a task. NotYours unless it lies with one of the viewer's units."""
    page = task_page(session, visit.viewer, key, visit.now)
    writable = page.facts.open and page.facts.may_act
    sheet = Sheet(visit, page, typed)
    return visit.page(
        "task.html",
        status=status,
        page=page,
        facts=page.facts,
        row=page.facts.row,
        window=visit.pick(cycle_words(page.facts.row)),
        typed=typed,
        done=done,
        has_problems=bool(typed and (typed.problems or typed.remark_problem)),
        summary=sheet.summary() if writable else "",
        fields=sheet.fields() if writable else "",
        revision=sheet.revision,
        report=sheet.report(),
        corrected=sheet.corrected(),
        numbers=sheet.numbers,
        saved_by_other=sheet.saved_by_other() if writable else None,
        page_name=_page_name(typed),
        page_alone=page.draft.saved_by == visit.viewer.staff_key,
        lost=sheet.lost() if not writable else None,
        longest_remark=LONGEST,
    )


def _page_name(typed: Typed | None) -> str:
    """A page that is shown again stays the one it was: what it saves by itself meanwhile is not a rival's."""
    kept = typed.origin.page if typed is not None and not typed.stale else ""
    return kept or token_urlsafe(12)


def show_again(key: int, visit: Visit, typed: Typed, *, status: int, done: str | None = None) -> Response:
    """The same page with what was typed, as the task stands now."""
    with visit.parts.database.read() as session:
        return show_sheet(session, visit, key, typed=typed, status=status, done=done)


@dataclass(frozen=True)
class Sheet:
    """The parts of a task's page that the form makes."""

    visit: Visit
    page: TaskPage
    typed: Typed | None

    @property
    def answers(self) -> Answers:
        """What stands in the fields: what was typed, else the saved draft, else what the form begins with."""
        if self.typed is not None:
            return self.typed.answers
        if self._is_draft_saved:
            return dict(self.page.draft.answers)
        found = self.page.prefill
        return starting_answers(self.page.form) | (found.totals if found and self.page.facts.drafting else {})

    @cached_property
    def numbers(self) -> NumberBox | None:
        """Where the numbers of a longer report come from."""
        answers = self.page.shown if self.page.shown is not None else self.answers
        return number_box(self.visit, self.page.prefill, answers, self.typed.reasons if self.typed else {})

    @property
    def revision(self) -> int:
        """The draft the page is made from. After a colleague's save it is his: saving again replaces it knowingly."""
        if self.typed is None or self.typed.stale:
            return self.page.draft.revision
        return self.typed.origin.revision

    def fields(self) -> Markup:
        """The form, to be written on."""
        return render_form(
            self.page.form,
            self.answers,
            language=self.visit.language,
            problems=self._problems,
            warnings=self._warnings,
            options=self.page.options,
            beside=beside_fields(self.visit, self.numbers) if self.page.facts.drafting else {},
        )

    def summary(self) -> Markup | str:
        """What to mend before sending, or what to look at again in a draft."""
        if self._problems:
            return error_summary(self._problems, language=self.visit.language)
        if self._warnings:
            return error_summary(self._warnings, language=self.visit.language, draft=True)
        return ""

    def report(self) -> Markup | None:
        """The report to decide about, or a draft that somebody else is writing."""
        if self.page.shown_form is not None and self.page.shown is not None:
            return self.read_only(self.page.shown_form, self.page.shown)
        if self.page.facts.open and not self.page.facts.may_act and self._is_draft_saved:
            return self.read_only(self.page.form, self.page.draft.answers)
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

    def saved_by_other(self) -> Markup | None:
        """What was saved meanwhile against what was typed here: question by question, to choose from."""
        if self.typed is None or not self.typed.stale or not self._is_draft_saved:
            return None
        form, options = self.page.form, self.page.options
        saved, mine = (
            Written(form, self.page.draft.answers, options),
            Written(form, self.typed.answers, options),
        )
        return render_difference(
            difference(saved, mine, self.visit.language),
            language=self.visit.language,
            before=self.visit.gettext("Saved"),
            after=self.visit.gettext("Yours"),
            choose=True,
        )

    def lost(self) -> Markup | None:
        """What was typed into a form that is no longer open to whoever typed it."""
        if self.typed is None or self.typed.answers == starting_answers(self.page.form):
            return None
        return self.read_only(self.page.form, self.typed.answers)

    def read_only(self, form: Form, answers: Mapping[str, Any]) -> Markup:
        """Answers to look at."""
        return render_answers(form, answers, language=self.visit.language, options=self.page.options)

    @property
    def _is_draft_saved(self) -> bool:
        return self.page.facts.drafting and self.page.draft.revision > 0

    @property
    def _problems(self) -> Sequence[Problem]:
        return self.typed.problems if self.typed else ()

    @property
    def _warnings(self) -> Sequence[Problem]:
        """What a saved draft should lose before it is sent."""
        if self.typed is not None or not self._is_draft_saved:
            return ()
        return seen_in_draft(self.page.form, self.page.draft.answers)
