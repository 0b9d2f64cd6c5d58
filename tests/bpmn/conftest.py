"""Little diagrams for the tests of the room: BPMN as written, with flows in short: `[start>fill fill>end]`."""

import re
from collections.abc import Callable

import pytest

from bpmn.lint import Catalogue, errors_of, lint
from bpmn.read import read_definitions

SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
CATALOGUE = Catalogue(
    forms=frozenset({"monthly_report"}),
    actions=frozenset({"remind"}),
    functions=frozenset({"subordinates", "upcoming"}),
    decisions=frozenset({"deadline"}),
    processes=frozenset({"verification"}),
)
Found = Callable[..., list[str]]


def written(body: str) -> bytes:
    """A whole file around the content of a process, or around processes where the body has its own."""
    if "<process" not in body:
        body = f'<process id="p" name="Quy trình" isExecutable="true">{body}</process>'
    body = re.sub(r"\[(\w+>\w+(?: \w+>\w+)*)\]", lambda short: _flows(short[1]), body)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions {SPACES} id="d">{body}</definitions>'.encode()
    )


def _flows(short: str) -> str:
    ends = [pair.split(">") for pair in short.split()]
    return "".join(f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in ends)


@pytest.fixture(name="diagram")
def _diagram() -> Callable[[str], bytes]:
    return written


@pytest.fixture
def found() -> Found:
    """The ids at which one rule finds something in a little diagram, in the order of the report."""

    def find(rule: str, body: str, catalogue: Catalogue = CATALOGUE) -> list[str]:
        findings = lint(read_definitions(written(body)), catalogue)
        for finding in findings:
            assert all(finding.message[language] and finding.remedy[language] for language in ("vi", "en"))
        return [finding.element for finding in findings if finding.rule == rule]

    return find


@pytest.fixture
def faults() -> Found:
    """The same, of what forbids deployment only."""

    def find(rule: str, body: str, catalogue: Catalogue = CATALOGUE) -> list[str]:
        findings = errors_of(lint(read_definitions(written(body)), catalogue))
        return [finding.element for finding in findings if finding.rule == rule]

    return find
