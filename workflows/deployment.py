"""Deploying diagrams, tables and forms, and judging them beforehand against what this house really has."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bpmn.catalogue import Catalogue
from bpmn.errors import words
from bpmn.finding import Finding
from bpmn.lint import lint_files
from bpmn.xml import parse_xml
from database.session import Session
from engine.deployment import Deployment, deploy
from engine.host import Host
from feel import FeelError
from feel.decisions import read_decisions
from forms.browser import doubtful_expressions
from forms.form import Form
from forms.schema import load_form
from workflows.errors import Refused
from workflows.report_forms import SOURCES

HOUSE = Path(__file__).parent.parent
SHIPPED = (HOUSE / "bpmn" / "models", HOUSE / "forms" / "schemas")
SUFFIXES = (".bpmn", ".dmn", ".form")

Files = Sequence[tuple[str, bytes]]


def shipped_files() -> list[tuple[str, bytes]]:
    """The diagrams, tables and forms that come with the product."""
    paths = sorted(path for folder in SHIPPED for path in folder.iterdir() if path.suffix in SUFFIXES)
    return [(path.name, path.read_bytes()) for path in paths]


def catalogue_of(host: Host, files: Files) -> Catalogue:
    """What diagrams may name: the forms and decisions among the files, and the house's actions and functions."""
    return Catalogue(
        forms=frozenset(load_form(content).id for name, content in files if name.endswith(".form")),
        actions=frozenset(host.actions),
        functions=frozenset(host.functions),
        decisions=frozenset(_decisions_in([content for name, content in files if name.endswith(".dmn")])),
    )


def _decisions_in(contents: Sequence[bytes]) -> Iterator[str]:
    roots = [parse_xml(content) for content in contents]
    for root in roots:
        yield from read_decisions(root, [other for other in roots if other is not root]).names()


def findings_of(files: Files, catalogue: Catalogue) -> dict[str, list[Finding]]:
    """The findings of each file, by its name; a clean file has an empty list."""
    found = lint_files({name: content for name, content in files if name.endswith(".bpmn")}, catalogue)
    tables = {name: parse_xml(content) for name, content in files if name.endswith(".dmn")}
    for name, root in tables.items():
        others = [other for other in tables.values() if other is not root]
        found[name] = list(_table_findings(root, others))
    for name, content in files:
        if name.endswith(".form"):
            found[name] = list(_form_findings(content))
    return {name: found[name] for name, _content in files if name in found}


def _table_findings(root: Any, others: Sequence[Any]) -> Iterator[Finding]:
    """Every text of a table that cannot be read, not only the first."""
    remedy = words("Hãy sửa ô hoặc biểu thức.", "Correct the cell or the expression.")
    problems: list[FeelError] = []
    try:
        read_decisions(root, others, problems=problems)
    except FeelError as error:
        problems.append(error)
    for problem in problems:
        yield Finding("–", "feel_expression", "error", problem.message, remedy)


def _form_findings(content: bytes) -> Iterator[Finding]:
    remedy = words(
        "Viết cách khác để trình duyệt và máy chủ cho cùng kết quả.",
        "Write it otherwise, so that browser and server answer alike.",
    )
    for found in doubtful_expressions(content):
        message = words(f"“{found.part}”: {found.message['vi']}", f"“{found.part}”: {found.message['en']}")
        yield Finding(found.component, "browser_feel", "warning", message, remedy)


def deploy_files(session: Session, host: Host, files: Files, *, actor: str, now: datetime) -> Deployment:
    """Deploy files together with what is deployed already. What is unchanged keeps its version.

    Raises the engine's Refused with every finding that is an error, or FormRefused for a form that our pages
    could not show. Nothing is deployed then. Warnings do not stand in the way.
    """
    for name, content in files:
        if name.endswith(".form"):
            _refuse_unknown_sources(name, load_form(content))
    return deploy(session, host, files, actor=actor, now=now)


def _refuse_unknown_sources(name: str, form: Form) -> None:
    unknown = sorted(form.sources - SOURCES)
    if unknown:
        listed, known = ", ".join(unknown), ", ".join(sorted(SOURCES))
        raise Refused(
            f"{name}: không có danh sách lựa chọn {listed}. Chọn một trong: {known}.",
            f"{name}: there is no list of choices {listed}. Choose one of: {known}.",
        )


def deploy_shipped(session: Session, host: Host, *, actor: str, now: datetime) -> Deployment:
    """Deploy what comes with the product."""
    return deploy_files(session, host, shipped_files(), actor=actor, now=now)
