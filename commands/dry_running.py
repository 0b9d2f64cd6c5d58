"""A year tried beforehand, on paper."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from commands.files import read_all
from commands.terminal import Progress, either, language, refusing, store, work_now


@click.command("dry-run")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", type=click.IntRange(1900, 9000), help="The year to try; this one if not given.")
@click.option("--unit", "unit_code", help="Official code of the unit on top; of the last cycle if not given.")
@click.option(
    "--kind", "kinds", multiple=True, help="month, quarter, half, nine, year or week; all if not given."
)
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def dry_run(
    files: tuple[Path, ...], year: int | None, unit_code: str | None, kinds: tuple[str, ...], *, as_json: bool
) -> None:
    """Work out every date of a YEAR for a unit and all below it, and say what would not fit. Changes nothing.

    With FILES, by the tables of deadlines in them; then every date that would move is said, too.
    """
    from workflows.deadlines import ZONE
    from workflows.designer.moved_dates import moved_dates
    from workflows.designer.trying import try_year, usual_root
    from workflows.designer.year import REGULAR, windows_of_year

    given = read_all(files)
    chosen = [kind for kind in REGULAR if kind in kinds] or REGULAR
    if unknown := sorted(set(kinds) - set(REGULAR)):
        raise click.UsageError(either(f"Không có loại kỳ {unknown[0]}.", f"There is no kind {unknown[0]}."))
    with refusing(), store() as database:
        now = work_now(database)
        wanted = year or now.astimezone(ZONE).year
        progress = Progress()
        with database.read() as session:
            root = unit_code or usual_root(session)

            def tried(tables: list[tuple[str, bytes]], what: str) -> Any:
                return try_year(
                    session,
                    windows_of_year(wanted, chosen),
                    root_code=root,
                    now=now,
                    files=tables,
                    progress=lambda done, of, _units: progress(what, done, of),
                )

            found = tried(given, str(wanted))
            before = tried([], either("hiện nay", "as it is")) if given else found
    moved = moved_dates(before, found)
    if as_json:
        click.echo(json.dumps(_as_json(wanted, root, found, moved), ensure_ascii=False))
        return
    for line in (*_dates(found), *_warnings(found), *_moves(moved)):
        click.echo(line)


def _dates(year: Any) -> Iterator[str]:
    """A line for each level of each period."""
    from periods.labels import label
    from periods.words import level_words

    for planned in year.periods:
        yield f"{label(planned.period, language())}:"
        for one in planned.levels:
            named = f"  {level_words(one.level)[language()]} ({one.units})"
            yield f"{named}: {_shown(one.dates) if one.dates else either('chưa tính được', 'no dates')}"


def _shown(dates: Any) -> str:
    from workflows.designer.moved_dates import NAMES

    return "; ".join(
        f"{NAMES[name][language()]} {dated.at:%d/%m/%Y %H:%M}" for name, dated in dates.all().items()
    )


def _warnings(year: Any) -> Iterator[str]:
    from periods.labels import label

    found = year.warnings()
    yield either(f"{len(found)} điều cần xem.", f"{len(found)} things to look at.")
    for warning, windows in found:
        listed = ", ".join(label(window, language()) for window in windows)
        yield f"- {listed}: {warning.message[language()]}"


def _moves(moved: Any) -> Iterator[str]:
    for one in moved:
        yield f"~ {one.words()[language()]}"


def _as_json(wanted: int, root: str, year: Any, moved: Any) -> dict[str, Any]:
    return {
        "year": wanted,
        "unit": root,
        "periods": [
            {
                "period": one.period.key,
                "kind": one.period.kind,
                "tree_on": one.tree_on.isoformat(),
                "levels": [_level(level) for level in one.levels],
                "warnings": [warning.to_json() for warning in one.warnings],
            }
            for one in year.periods
        ],
        "moves": [
            {
                "kind": one.kind,
                "level": one.level,
                "date": one.name,
                "units": one.units,
                "periods": [move.period.key for move in one.moves],
                "of": one.of,
                **one.words(),
            }
            for one in moved
        ],
    }


def _level(one: Any) -> dict[str, Any]:
    dates = {name: dated.at.isoformat() for name, dated in one.dates.all().items()} if one.dates else None
    return {"level": one.level, "units": one.units, "dates": dates}
