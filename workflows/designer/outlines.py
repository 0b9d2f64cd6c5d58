"""A file in words: the steps of a diagram, the rows of a table, the questions of a form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bpmn.errors import DiagramError, Words
from bpmn.outline import Step, outline
from bpmn.phrases import PHRASES
from bpmn.read import read_definitions
from bpmn.xml import parse_xml
from feel.decisions.outline import DecisionOutline, outline_decisions
from forms.form import Component, Field, Group, Note, RowList
from forms.refused import FormError
from forms.schema import load_form


@dataclass(frozen=True)
class ProcessInWords:
    """One process of a diagram."""

    name: Words
    guide: Words
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Question:
    """One question of a form, or a heading over others; `within` are those inside it."""

    kind: str
    label: Words
    hint: Words | None = None
    required: bool = False
    choices: tuple[Words, ...] = ()
    sometimes: bool = False
    within: tuple["Question", ...] = ()


@dataclass(frozen=True)
class InWords:
    """A file in words, whichever kind it is; `problem` says why there are none."""

    processes: tuple[ProcessInWords, ...] = ()
    decisions: tuple[DecisionOutline, ...] = ()
    questions: tuple[Question, ...] = ()
    problem: Words | None = None


def in_words(kind: str, content: bytes) -> InWords:
    """What a file of a kind (bpmn, dmn, form) says. One that cannot be read has its problem for an answer."""
    try:
        if kind == "bpmn":
            return InWords(processes=tuple(_processes(content)))
        if kind == "dmn":
            return InWords(decisions=outline_decisions(parse_xml(content)))
        return InWords(questions=tuple(_questions(load_form(content).components)))
    except (DiagramError, FormError) as error:
        return InWords(problem=error.message)


def _processes(content: bytes) -> Iterator[ProcessInWords]:
    definitions = read_definitions(content)
    for process in definitions.processes:
        name = {language: process.called(language) for language in ("vi", "en")}
        steps = outline(definitions, process.id, PHRASES)
        told = process.documentation
        guide = {"vi": told, "en": process.zeebe.properties.get("documentation:en", told)}
        yield ProcessInWords(name, guide, steps)


def _questions(components: Sequence[Component]) -> Iterator[Question]:
    for one in components:
        sometimes = one.hide is not None
        if isinstance(one, Field):
            if not one.carried:
                choices = tuple(option.label for option in one.options)
                yield Question(one.kind, one.label, one.hint, one.required, choices, sometimes)
        elif isinstance(one, Note):
            yield Question("text", one.text, sometimes=sometimes)
        elif isinstance(one, Group):
            within = tuple(_questions(one.children))
            yield Question("group", one.label, one.hint, sometimes=sometimes, within=within)
        elif isinstance(one, RowList):
            within = tuple(_questions(one.children))
            yield Question("dynamiclist", one.label or one.row, one.hint, sometimes=sometimes, within=within)
