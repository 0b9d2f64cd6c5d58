"""FEEL expressions and decisions, asked from the command line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.files import read_all
from commands.terminal import Refusal, either, language, refusing


@click.command()
@click.argument("expression")
@click.option("--context", "context", default="{}", help="Variables as a JSON object.")
def feel(expression: str, context: str) -> None:
    """Evaluate a FEEL EXPRESSION and print the value as JSON; why it is null stands on the error output."""
    from feel import compile_expression
    from feel.plain import to_plain
    from feel.run import Warned

    warnings: list[Warned] = []
    given = _context(context)
    with _underlining():
        compiled = compile_expression(expression)
        value = compiled.evaluate(given, now=_now(), warnings=warnings)
        click.echo(json.dumps(to_plain(value), ensure_ascii=False))
    for warning in warnings:
        _print_warning(warning, expression[warning.position : warning.end])


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decision", required=True, help="The decision's id.")
@click.option("--context", "context", default="{}", help="Inputs as a JSON object.")
def decide(file: Path, decision: str, context: str) -> None:
    """Evaluate a decision of a DMN FILE and print the answer as JSON.

    The file may import those that lie beside it.
    """
    from bpmn.xml import parse_xml
    from feel.decisions import read_decisions
    from feel.plain import to_plain
    from feel.run import Warned

    warnings: list[Warned] = []
    given = _context(context)
    (_name, content), *beside = read_all([file, *_beside(file)])
    with _underlining():
        model = read_decisions(parse_xml(content), [parse_xml(other) for _name, other in beside])
        value = model.evaluate(decision, given, now=_now(), warnings=warnings)
        click.echo(json.dumps(to_plain(value), ensure_ascii=False))
    for warning in warnings:
        _print_warning(warning, "")


@contextmanager
def _underlining() -> Iterator[None]:
    """An error of an expression shows its line with the offending part marked, then the sentence."""
    from feel import FeelError

    with refusing():
        try:
            yield
        except FeelError as error:
            if not error.source:
                raise
            raise Refusal(f"{error.underlined()}\n{error.message[language()]}") from error


def _beside(file: Path) -> list[Path]:
    return sorted(path for path in file.parent.glob("*.dmn") if path.resolve() != file.resolve())


def _now() -> datetime:
    return datetime.now().astimezone()


def _print_warning(warning: Any, part: str) -> None:
    reason = warning.message[language()]
    click.echo(f"{part}: {reason}" if part else reason, err=True)


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
