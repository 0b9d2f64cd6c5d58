"""What a step of a play is called, in words: the step of the diagram, and the office that sends it."""

from bpmn.errors import Words, words
from database.session import Session
from engine.definitions import Steps, latest
from engine.errors import NotDeployed
from workflows.designer.playing.steps import Begin, Retry, Send, Step, Tell, Wait, Work
from workflows.offices import office_of

UNNAMED = words("", "")


def named(session: Session, step: Step) -> Words:
    """In brackets, with a space before them; empty for what has no name. An id where the diagram lacks the step."""
    if isinstance(step, Begin | Wait):
        return UNNAMED
    if isinstance(step, Tell):
        return dict.fromkeys(("vi", "en"), f" (“{step.name}”)")
    called = _called(session, step)
    if not isinstance(step, Send):
        return {language: f" (“{name}”)" for language, name in called.items()}
    office = office_of(session, step.office)
    return {language: f" (“{name}”, {office[language]})" for language, name in called.items()}


def _called(session: Session, step: Send | Work | Retry) -> Words:
    try:
        definition = latest(session, "bpmn", step.process)
    except NotDeployed:
        return dict.fromkeys(("vi", "en"), step.element)
    return Steps(session).words(definition.key, step.element)
