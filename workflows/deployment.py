"""Deploying diagrams, tables and forms: linted against what this house really has, or refused as a whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bpmn.lint import Catalogue, Finding, lint
from bpmn.read import read_definitions
from bpmn.xml import parse_xml
from database.session import Session
from engine.deployment import Deployment, deploy
from engine.host import Host
from feel.decisions import read_decisions
from forms.schema import load_form
from workflows.errors import WorkError

HOUSE = Path(__file__).parent.parent
SHIPPED = (HOUSE / "bpmn" / "models", HOUSE / "forms" / "schemas")
SUFFIXES = (".bpmn", ".dmn", ".form")


class LintRefused(WorkError):
    """The diagrams break rules; `findings` names element, rule and what to do for each."""

    def __init__(self, findings: Mapping[str, Sequence[Finding]]) -> None:
        self.findings = findings
        count = sum(len(found) for found in findings.values())
        super().__init__(
            f"Sơ đồ còn {count} lỗi, chưa triển khai gì. Sửa từng lỗi rồi triển khai lại.",
            f"The diagrams have {count} errors; nothing was deployed. Mend each, then deploy again.",
        )


def shipped_files() -> list[tuple[str, bytes]]:
    """The diagrams, tables and forms that come with the product."""
    paths = sorted(path for folder in SHIPPED for path in folder.iterdir() if path.suffix in SUFFIXES)
    return [(path.name, path.read_bytes()) for path in paths]


def catalogue_of(host: Host, files: Sequence[tuple[str, bytes]]) -> Catalogue:
    """What diagrams may name: the forms and decisions among the files, our actions and functions."""
    forms = {load_form(content).id for name, content in files if name.endswith(".form")}
    decisions = {
        decision
        for name, content in files
        if name.endswith(".dmn")
        for decision in read_decisions(parse_xml(content)).names()
    }
    return Catalogue(
        forms=frozenset(forms),
        actions=frozenset(host.actions),
        functions=frozenset(host.functions),
        decisions=frozenset(decisions),
    )


def lint_files(files: Sequence[tuple[str, bytes]], catalogue: Catalogue) -> dict[str, list[Finding]]:
    """The findings of each diagram among the files, by file name; a clean file has an empty list."""
    return {
        name: lint(read_definitions(content), catalogue) for name, content in files if name.endswith(".bpmn")
    }


def deploy_files(
    session: Session,
    host: Host,
    files: Sequence[tuple[str, bytes]],
    *,
    actor: str,
    now: datetime,
    catalogue: Catalogue | None = None,
) -> Deployment:
    """Deploy files together. LintRefused when a diagram has errors; warnings do not stand in the way."""
    findings = lint_files(files, catalogue or catalogue_of(host, files))
    errors = {
        name: [finding for finding in found if finding.severity == "error"]
        for name, found in findings.items()
    }
    if any(errors.values()):
        raise LintRefused(errors)
    return deploy(session, host, files, actor=actor, now=now)


def deploy_shipped(session: Session, host: Host, *, actor: str, now: datetime) -> Deployment:
    """Deploy what comes with the product. What is unchanged keeps its version."""
    return deploy_files(session, host, shipped_files(), actor=actor, now=now)
