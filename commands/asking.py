"""FEEL expressions and decisions, asked from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from commands.files import read_all
from commands.terminal import either, refusing


@click.command()
@click.argument("expression")
@click.option("--context", "context", default="{}", help="Variables as a JSON object.")
def feel(expression: str, context: str) -> None:
    """Evaluate a FEEL EXPRESSION and print the value as JSON."""
    from feel import compile_expression
    from feel.plain import to_plain

    _print_value(lambda: to_plain(compile_expression(expression).evaluate(_context(context))))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decision", required=True, help="The decision's id.")
@click.option("--context", "context", default="{}", help="Inputs as a JSON object.")
def decide(file: Path, decision: str, context: str) -> None:
    """Evaluate a decision of a DMN FILE and print the answer as JSON."""
    from bpmn.xml import parse_xml
    from feel.decisions import read_decisions
    from feel.plain import to_plain

    [(_name, content)] = read_all([file])
    _print_value(lambda: to_plain(read_decisions(parse_xml(content)).evaluate(decision, _context(context))))


def _print_value(value: Callable[[], Any]) -> None:
    with refusing():
        click.echo(json.dumps(value(), ensure_ascii=False))


def _context(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.UsageError(
            either(f"--context không phải JSON: {error}", f"--context is not JSON: {error}")
        ) from error
    if not isinstance(value, dict):
        raise click.UsageError(
            either(
                '--context phải là một đối tượng JSON, ví dụ {"a": 1}.',
                '--context must be a JSON object, such as {"a": 1}.',
            )
        )
    return value
