"""Diagrams, decision tables and forms."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from commands.files import read_all
from commands.terminal import Refusal, either, language, refusing, store, work_now


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def deploy(files: tuple[Path, ...]) -> None:
    """Deploy diagrams, tables and forms together, after linting them."""
    from workflows.deployment import catalogue_of, deploy_files, findings_of, shipped_files
    from workflows.house import HOUSE

    found = read_all(files)
    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            deployed = deploy_files(session, HOUSE, found, actor="operator", now=now)
    print_deployed(deployed)
    # A table that was deployed has no findings left, and what it imports may have been deployed before.
    judged = [(name, content) for name, content in found if not name.endswith(".dmn")]
    _print_findings(findings_of(judged, catalogue_of(HOUSE, [*shipped_files(), *found])), clean=False)


def print_deployed(deployed: Any) -> None:
    """One line for each name of a deployment."""
    for item in deployed.items:
        state = either("mới", "new") if item.is_new else either("không đổi", "unchanged")
        click.echo(
            either(
                f"{item.name}: phiên bản {item.version}, {state}",
                f"{item.name}: version {item.version}, {state}",
            )
        )


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def lint(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Check diagrams against our rules; each finding names element, rule and what to do."""
    from workflows.deployment import catalogue_of, findings_of, shipped_files
    from workflows.house import HOUSE

    found = read_all(files)
    with refusing():
        findings = findings_of(found, catalogue_of(HOUSE, [*shipped_files(), *found]))
    if as_json:
        click.echo(json.dumps({name: [asdict(f) for f in each] for name, each in findings.items()}))
    else:
        _print_findings(findings)
    errors = sum(f.severity == "error" for each in findings.values() for f in each)
    if errors:
        raise Refusal(either(f"{errors} lỗi.", f"{errors} {'error' if errors == 1 else 'errors'}."))


def _print_findings(findings: Any, *, clean: bool = True) -> None:
    from bpmn.lint import report

    for name, each in findings.items():
        if each or clean:
            click.echo(
                report(name, each, language()) or either(f"{name}: không có gì phải sửa", f"{name}: clean")
            )
