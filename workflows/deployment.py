"""Deploying diagrams, tables and forms, and judging them beforehand against what this house really has."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bpmn.catalogue import Catalogue
from bpmn.errors import Words, words
from bpmn.finding import Finding, Severity
from bpmn.lint import lint_files
from bpmn.xml import parse_xml
from database.session import Session
from engine.deployment import Deployment, deploy
from engine.errors import Refused
from engine.host import Host
from feel import FeelError
from feel.decisions import read_decisions
from feel.decisions.elements import name_of, tag
from feel.decisions.files import decision_names, imported_namespaces, namespace_of
from feel.decisions.misfits import misfits
from feel.decisions.unknown import unknown_names
from forms.schema import load_form
from workflows.designer.offered_words import KNOWN_VARIABLES
from workflows.form_findings import form_fields, form_findings, unusable_form

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
        variables=KNOWN_VARIABLES,
        form_fields=form_fields(files),
    )


def _decisions_in(contents: Sequence[bytes]) -> Iterator[str]:
    for content in contents:
        yield from decision_names(parse_xml(content))


def findings_of(
    files: Files, catalogue: Catalogue, *, of: Collection[str] | None = None
) -> dict[str, list[Finding]]:
    """The findings of each file, by its name; a clean file has an empty list.

    With `of`, those of these files only: the others stand beside them, to be imported.
    """
    judged = [(name, content) for name, content in files if of is None or name in of]
    found = lint_files({name: content for name, content in judged if name.endswith(".bpmn")}, catalogue)
    if any(name.endswith(".dmn") for name, _content in judged):
        tables = {name: parse_xml(content) for name, content in files if name.endswith(".dmn")}
        for name, root in tables.items():
            if of is None or name in of:
                beside = [other for other in tables.values() if other is not root]
                found[name] = [*_table_findings(root, beside), *_unknown_in(root, beside, catalogue)]
    for name, content in judged:
        if name.endswith(".form"):
            found[name] = list(form_findings(name, content, files))
    return {name: found[name] for name, _content in judged if name in found}


def _table_findings(root: Any, others: Sequence[Any]) -> Iterator[Finding]:
    """Every text of a table that cannot be read, not only the first."""
    remedy = words("Hãy sửa ô hoặc biểu thức.", "Correct the cell or the expression.")
    problems: list[FeelError] = []
    try:
        read_decisions(root, others, problems=problems)
    except FeelError as error:
        problems.append(error)
    for problem in problems:
        yield _found_in(root, problem.element, "feel_expression", "error", problem.message, remedy)
    for misfit in misfits(root):
        severity: Severity = "error" if misfit.grave else "warning"
        yield _found_in(root, misfit.element, "feel_expression", severity, misfit.message, misfit.remedy)


def _unknown_in(root: Any, others: Sequence[Any], catalogue: Catalogue) -> Iterator[Finding]:
    """Names that neither the table nor what it imports has. An unknown function stops every case that comes by."""
    wanted = set(imported_namespaces(root))
    imported = [other for other in others if namespace_of(other) in wanted]
    for unknown in unknown_names(root, imported):
        where = words(f"“{unknown.decision}”: “{unknown.text}”", f"“{unknown.decision}”: “{unknown.text}”")
        if unknown.is_function and unknown.name not in catalogue.functions:
            message = words(
                f"{where['vi']} gọi hàm “{unknown.name}”, không có.",
                f"{where['en']} calls the function “{unknown.name}”, which does not exist.",
            )
            remedy = words("Hãy sửa tên hàm.", "Correct the name of the function.")
            yield _found_in(root, unknown.element, "feel_expression", "error", message, remedy)
        elif not unknown.is_function:
            message = words(
                f"{where['vi']} dùng “{unknown.name}”, không có trong dữ liệu vào hay quyết định nào của tệp.",
                f"{where['en']} uses “{unknown.name}”, which is no input data and no decision of the file.",
            )
            remedy = words("Hãy sửa tên, hoặc thêm dữ liệu vào.", "Correct the name, or add the input data.")
            yield _found_in(root, unknown.element, "unknown_variable", "warning", message, remedy)


def _found_in(
    root: Any, element: str, rule: str, severity: Severity, message: Words, remedy: Words
) -> Finding:
    """A finding at a cell, column or decision of a table, under the name of the decision."""
    held = next((node for node in root.iter() if element and node.get("id") == element), None)
    around = [] if held is None else [held, *held.iterancestors()]
    decision = next((one for one in around if tag(one) in ("decision", "businessKnowledgeModel")), None)
    name = "" if decision is None else name_of(decision)
    return Finding(element or "–", rule, severity, message, remedy, name=name)


def deploy_files(
    session: Session, host: Host, files: Files, *, actor: str, now: datetime, note: str | None = None
) -> Deployment:
    """Deploy files together with what is deployed already. What is unchanged keeps its version.

    Raises Refused with every finding that is an error, and every form that our pages could not show. Nothing is
    deployed then. Warnings do not stand in the way.
    """
    unusable = [reason for name, content in files if (reason := unusable_form(name, content))]
    try:
        done = deploy(session, host, files, actor=actor, now=now, note=note)
    except Refused as refused:
        named = {refusal.file for refusal in refused.refusals}
        more = (refusal for refusal in unusable if refusal.file not in named)
        raise Refused([*refused.refusals, *more]) from None
    if unusable:
        raise Refused(unusable)
    return done


def deploy_shipped(session: Session, host: Host, *, actor: str, now: datetime) -> Deployment:
    """Deploy what comes with the product."""
    return deploy_files(session, host, shipped_files(), actor=actor, now=now)
