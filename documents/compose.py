"""Facts of a submission become the HTML of one document."""

from collections.abc import Mapping

from documents.facts import SubmissionFacts
from documents.frame import cited, head, recipients, stamp, templates
from documents.labels import labels
from documents.layout import Layout
from documents.sections import appendices, roman, sections


def compose(facts: SubmissionFacts, layout: Layout, *, attachment_sha256: str) -> str:
    """The submission as one HTML page without styles; the styles come from `frame.styles(layout)`."""
    words = labels(facts.language)
    return (
        templates()
        .get_template("submission.html")
        .render(
            facts=facts,
            words=words,
            head=head(facts, layout, words, title=words["title"], about=_about(facts, words)),
            window=_window(facts, words),
            sections=sections(facts, words),
            roman=roman,
            closing=words["closing"].format(period=facts.period, organisation=facts.organisation),
            recipients=recipients(facts, layout, words["as_above"]),
            stamp=stamp(facts, words, attachment_sha256),
            appendices=appendices(facts, words),
            attached_to=_attached_to(facts, layout, words),
        )
    )


def _about(facts: SubmissionFacts, words: Mapping[str, str]) -> str:
    about = facts.abstract or words["abstract"].format(period=facts.period)
    return f"{about}\n{words['corrects'].format(corrects=facts.corrects)}" if facts.corrects else about


def _window(facts: SubmissionFacts, words: Mapping[str, str]) -> str:
    return words["window_day" if facts.first_day == facts.last_day else "window"].format(
        first=f"{facts.first_day:%d/%m/%Y}", last=f"{facts.last_day:%d/%m/%Y}"
    )


def _attached_to(facts: SubmissionFacts, layout: Layout, words: Mapping[str, str]) -> str:
    return words["attached_to"].format(
        symbol=cited(facts, layout),
        day=f"{facts.signed_on:%d/%m/%Y}",
        organisation=facts.organisation,
    )
