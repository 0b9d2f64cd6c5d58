"""Judging a diagram before it is deployed: every rule, every finding."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import DiagramError, words
from bpmn.finding import Finding
from bpmn.read import read_definitions
from bpmn.rules import (
    boundary_host,
    call_activity_settings,
    called_decision,
    called_process,
    compensation,
    complex_gateway,
    conditional_flow,
    connected_flows,
    dead_end,
    deadline_after_parent,
    deadline_keeps_children,
    default_flow,
    end_event,
    error_event,
    event_gateway,
    event_subprocess,
    executable_process,
    feel_expression,
    feel_mark,
    layout_present,
    link_event,
    message_subscription,
    multi_instance,
    names_present,
    outside_worker,
    parallel_on_cycle,
    reachable,
    script_task,
    service_task_action,
    start_event,
    task_due_date,
    task_kind,
    timer_date,
    unique_ids,
    unknown_variable,
    unserved_element,
    unserved_event,
    unserved_extension,
    user_task_assignment,
    user_task_form,
    waiting_circle,
)

__all__ = ["RULES", "Catalogue", "Finding", "errors_of", "lint", "lint_files", "report"]

RULES = (
    unique_ids,
    executable_process,
    start_event,
    end_event,
    connected_flows,
    boundary_host,
    reachable,
    dead_end,
    unserved_element,
    unserved_event,
    unserved_extension,
    script_task,
    called_decision,
    event_gateway,
    complex_gateway,
    event_subprocess,
    link_event,
    compensation,
    error_event,
    timer_date,
    message_subscription,
    parallel_on_cycle,
    waiting_circle,
    multi_instance,
    conditional_flow,
    default_flow,
    feel_mark,
    feel_expression,
    unknown_variable,
    called_process,
    call_activity_settings,
    deadline_keeps_children,
    deadline_after_parent,
    service_task_action,
    task_kind,
    user_task_form,
    user_task_assignment,
    task_due_date,
    outside_worker,
    names_present,
    layout_present,
)
"""In the order a reader wants to hear of them: structure, what is not served, expressions, tasks, manners."""


def lint(definitions: Definitions, catalogue: Catalogue) -> list[Finding]:
    """Everything there is to change in a file, errors before warnings, else by rule and place in the file."""
    found = [finding for rule in RULES for finding in rule.check(definitions, catalogue)]
    return sorted(found, key=lambda finding: finding.severity)


def lint_files(files: Mapping[str, bytes], catalogue: Catalogue) -> dict[str, list[Finding]]:
    """The findings of each file of one deployment, by file name; the files may call each other's processes.

    A file that cannot be read has one finding of the rule `readable`.
    """
    read: dict[str, Definitions] = {}
    findings: dict[str, list[Finding]] = {}
    for name, data in files.items():
        try:
            read[name] = read_definitions(data)
        except DiagramError as error:
            findings[name] = [_unreadable(error)]
    known = {process.id for definitions in read.values() for process in definitions.processes}
    together = replace(catalogue, processes=catalogue.processes | known)
    findings |= {name: lint(definitions, together) for name, definitions in read.items()}
    return {name: findings[name] for name in files}


def _unreadable(error: DiagramError) -> Finding:
    remedy = words("Tệp chưa được kiểm tra thêm.", "Nothing else in the file was checked.")
    return Finding("–", "readable", "error", error.message, remedy, line=error.line)


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that forbid deployment."""
    return [finding for finding in findings if finding.severity == "error"]


def report(name: str, findings: Iterable[Finding], language: str) -> str:
    """The findings of one file as text, one line each, beginning `name:line: severity`."""
    return "\n".join(
        f"{name}:{finding.line or 1}: {SEVERITY[finding.severity][language]}: {finding.sentence(language)}"
        for finding in findings
    )


SEVERITY = {
    "error": {"vi": "lỗi", "en": "error"},
    "warning": {"vi": "nên sửa", "en": "warning"},
}
