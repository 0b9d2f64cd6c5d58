"""The parts of a task's page that its form makes, whatever the task is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from forms.check import Problem
from forms.difference import Written, difference
from forms.form import Form, Option
from forms.render import NOTHING, error_summary, render_answers, render_difference, render_form
from forms.shape import Answers, starting_answers
from web.sheets.typed import Typed, page_name, seen_in_draft
from web.visit import Visit
from workflows.comments import LONGEST
from workflows.draft_at import Draft
from workflows.open_task import TaskFacts


class Page(Protocol):
    """What is known of a task."""

    @property
    def facts(self) -> TaskFacts:
        """The task itself."""

    @property
    def form(self) -> Form:
        """What is asked."""

    @property
    def options(self) -> Mapping[str, Sequence[Option]]:
        """The named choices of its selects."""

    @property
    def draft(self) -> Draft:
        """What was saved last."""


@dataclass(frozen=True)
class Sheet:
    """The parts of a task's page that the form makes."""

    visit: Visit
    page: Page
    typed: Typed | None

    @property
    def answers(self) -> Answers:
        """What stands in the fields: what was typed, else the saved draft, else what the form begins with."""
        if self.typed is not None:
            return self.typed.answers
        if self._is_draft_saved:
            return dict(self.page.draft.answers)
        return self.starting

    @property
    def starting(self) -> Answers:
        """What the form begins with."""
        return starting_answers(self.page.form)

    def beside(self) -> Mapping[str, Markup]:
        """What stands beside single fields, by their keys."""
        return {}

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
            beside=self.beside(),
        )

    def summary(self) -> Markup | str:
        """What to mend before sending, or what to look at again in a draft."""
        if self._problems:
            return error_summary(self._problems, language=self.visit.language)
        if self._warnings:
            return error_summary(self._warnings, language=self.visit.language, draft=True)
        return ""

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
        if self.typed is None or self.typed.answers == self.starting:
            return None
        return self.read_only(self.page.form, self.typed.answers)

    def read_only(
        self, form: Form, answers: Mapping[str, Any], beside: Mapping[str, Markup] = NOTHING
    ) -> Markup:
        """Answers to look at, with what stands beside single ones."""
        return render_answers(
            form, answers, language=self.visit.language, options=self.page.options, beside=beside
        )

    @property
    def _is_draft_saved(self) -> bool:
        return self.page.facts.keeps_draft and self.page.draft.revision > 0

    @property
    def _problems(self) -> Sequence[Problem]:
        return self.typed.problems if self.typed else ()

    @property
    def _warnings(self) -> Sequence[Problem]:
        """What a saved draft should lose before it is sent."""
        if self.typed is not None or not self._is_draft_saved:
            return ()
        return seen_in_draft(self.page.form, self.page.draft.answers)

    def shown(self) -> dict[str, Any]:
        """What the template of every task needs."""
        facts, typed = self.page.facts, self.typed
        writable = facts.open and facts.may_act
        return {
            "page": self.page,
            "facts": facts,
            "row": facts.row,
            "typed": typed,
            "has_problems": bool(typed and (typed.problems or typed.remark_problem)),
            "summary": self.summary() if writable else "",
            "fields": self.fields() if writable else "",
            "writable": writable,
            "revision": self.revision,
            "saved_by_other": self.saved_by_other() if writable else None,
            "page_name": page_name(typed),
            "page_alone": self.page.draft.saved_by == self.visit.viewer.staff_key,
            "lost": self.lost() if not writable else None,
            "longest_remark": LONGEST,
        }
