"""Every process that begins by itself is played to its end: as its forms offer, late, and with other choices.

    python -m bench.plays [--seeds 20]

Prints how many plays of each way went through, and how many steps they took. The first that does not ends it with 1.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from database.migrate import migrate
from database.session import open_database, sqlite_url
from tests.workflows.cycle import furnish
from tests.workflows.designer.drawing import NOW
from tests.workflows.designer.walking import begun, walk
from web.schema import metadata
from workflows.designer.playing.choosing import playable
from workflows.designer.playing.setting import Setting, setting_in_force
from workflows.designer.playing.sheet import Sheet

SEEDS = 20
LATE = 3
"""Dates that pass before anybody does anything."""
LASTING = {"ended": "yes", "left_reason": "Không cần nữa."}


def setting(folder: Path) -> Setting:
    """The shipped files on a small tree."""
    url = sqlite_url(folder / "store.db")
    migrate(url, metadata)
    database = open_database(url)
    furnish(database, folder)
    with database.read() as session:
        return setting_in_force(session, NOW)


def other_choices(sheet: Sheet, dice: random.Random) -> Mapping[str, Any]:
    """What is offered, with other choices wherever there are some."""
    found = dict(sheet.answers)
    for field in sheet.form.fields:
        options = sheet.options[field.source] if field.source else field.options
        if field.kind in ("select", "radio") and options and not field.carried:
            found[field.key] = dice.choice([one.value for one in options if _leads_on(sheet, one.value)])
    return as_long_as_it_lasts({**sheet.answers, **found})


def _leads_on(sheet: Sheet, value: str) -> bool:
    """Not so where something is to be chosen then and nothing is there: an incident is linked to an issue, if any."""
    source = {"link": "response_issues"}.get(value)
    return source is None or bool(sheet.options.get(source))


def as_long_as_it_lasts(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A quick report is followed up until its matter has ended, an incident closed with a reason for open steps."""
    return {**answers, **{key: value for key, value in LASTING.items() if key in answers}}


def proof(folder: Path, seeds: int) -> dict[str, dict[str, int]]:
    """Plays and steps, by the way they were played."""
    stage = setting(folder)
    processes = [one.process for one in playable(stage.files, ()) if one.begins]
    figures: dict[str, dict[str, int]] = {}
    ways = [("late", LATE, 0), *(("chosen", seed % (LATE + 1), seed) for seed in range(1, seeds + 1))]
    for way, waits, seed in [("offered", 0, 0), *ways]:
        for process in processes:
            dice = random.Random(f"{process}{seed}")  # noqa: S311 - a play, no secret
            choose = partial(other_choices, dice=dice) if seed else _offered
            steps = walk(stage, begun(stage, process), choose, waits)
            known = figures.setdefault(way, {"plays": 0, "steps": 0})
            known["plays"] += 1
            known["steps"] += len(steps)
    return figures


def _offered(sheet: Sheet) -> Mapping[str, Any]:
    return as_long_as_it_lasts(sheet.answers)


def main() -> None:
    """Say how many."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, default=SEEDS)
    seeds = asked.parse_args().seeds
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(proof(Path(folder), seeds)))


if __name__ == "__main__":
    main()
