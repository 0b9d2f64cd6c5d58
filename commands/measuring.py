"""Measuring the product on the machine it shall run on."""

import json
from pathlib import Path
from typing import Any

import click

from commands.terminal import Refusal, either


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--stores",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder in which boards finds its filled stores, or leaves them for the next time (11 GB).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one object with the figures.")
def bench(names: tuple[str, ...], stores: Path | None, *, as_json: bool) -> None:
    """Take the measures the product is held to, or those named; refused where one is out of bounds.

    Needs what `make test` installs. Stores are made in temporary folders; the configured one is not touched.
    """
    from bench import feel
    from bench.measures import MEASURES, take

    known = (*MEASURES, *feel.MEASURES)
    unknown = [name for name in names if name not in known]
    if unknown:
        offered = ", ".join(known)
        raise click.UsageError(
            either(
                f"Không có {unknown[0]}. Có: {offered}.", f"There is no {unknown[0]}. There are: {offered}."
            )
        )
    found: dict[str, Any] = {}
    out: list[str] = []
    for taken in take(names, stores):
        found[taken.name] = dict(taken.figures)
        out += [f"{taken.name}.{figure}" for figure in taken.out_of_bounds]
        if not as_json:
            shown = ", ".join(f"{name} {_short(value)}" for name, value in taken.figures.items())
            click.echo(f"{taken.name:16} {shown}")
    if as_json:
        click.echo(json.dumps({"measures": found, "out_of_bounds": out}))
    if out:
        names_out = ", ".join(out)
        raise Refusal(either(f"Vượt giới hạn: {names_out}.", f"Out of bounds: {names_out}."))


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
