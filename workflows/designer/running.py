"""What of a draft runs here as it is drawn, and what does not: for files from other tools above all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bpmn.definition import Definitions
from bpmn.errors import Words
from bpmn.finding import Finding
from bpmn.kinds import kind_words
from bpmn.lint import errors_of
from bpmn.looking_over import Overview, look_over
from database.session import Session
from engine.host import Host
from workflows.designer.checking import findings_of_draft
from workflows.designer.content import diagram_in


@dataclass(frozen=True)
class Found:
    """One finding with the number that stands at its element in the picture, and what the element is called."""

    number: int
    finding: Finding
    what: Words


@dataclass(frozen=True)
class Counted:
    """How many parts of a kind there are, and how many of them run."""

    kind: Words
    runs: int
    of: int


@dataclass(frozen=True)
class WhatRuns:
    """Of a table or form only the findings are known."""

    faults: tuple[Found, ...]
    hints: tuple[Found, ...]
    kinds: tuple[Counted, ...] = ()
    overview: Overview | None = None

    @property
    def marks(self) -> Mapping[str, tuple[str, int]]:
        """Kind and number of the mark of each element that something is said of; the gravest counts."""
        found = [("fault", one) for one in self.faults] + [("doubt", one) for one in self.hints]
        return {one.finding.element: (kind, one.number) for kind, one in reversed(found)}


def what_runs(session: Session, host: Host, draft: Any) -> WhatRuns:
    """Judge a draft as it would be deployed, and count what runs. Nothing that was written makes it fail."""
    content = bytes(draft.content)
    findings = findings_of_draft(session, host, draft, content)
    definitions = diagram_in(content) if draft.kind == "bpmn" else None
    faults = errors_of(findings)
    hints = [finding for finding in findings if finding not in faults]
    return WhatRuns(
        tuple(_numbered(faults, definitions, 1)),
        tuple(_numbered(hints, definitions, len(faults) + 1)),
        tuple(_counted(definitions, faults)) if definitions else (),
        look_over(content) if definitions else None,
    )


def _numbered(findings: Sequence[Finding], definitions: Definitions | None, first: int) -> Iterator[Found]:
    kinds = dict(_kinds(definitions)) if definitions else {}
    for number, finding in enumerate(findings, start=first):
        yield Found(number, finding, _what(finding, kinds))


def _what(finding: Finding, kinds: Mapping[str, str]) -> Words:
    kind = kinds.get(finding.element)
    told = kind_words(kind) if kind else {"vi": "", "en": ""}
    named = (
        f" “{finding.name}”" if finding.name else "" if finding.element == "–" else f" “{finding.element}”"
    )
    return {language: f"{told[language]}{named}".strip() for language in ("vi", "en")}


def _kinds(definitions: Definitions) -> Iterator[tuple[str, str]]:
    yield from ((process.id, "process") for process in definitions.processes)
    yield from ((flow.id, "sequenceFlow") for flow in definitions.flows)
    yield from ((element.id, element.type) for element in definitions.elements)


def _counted(definitions: Definitions, faults: Sequence[Finding]) -> Iterator[Counted]:
    faulty = {finding.element for finding in faults}
    all_of = Counter(kind for _element, kind in _kinds(definitions))
    runs = Counter(kind for element, kind in _kinds(definitions) if element not in faulty)
    for kind, count in all_of.items():
        yield Counted(kind_words(kind), runs[kind], count)
