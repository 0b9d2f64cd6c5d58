"""Scenarios of process owners, played from a terminal."""

import json
from typing import Any

import click

from commands.terminal import Progress, either, language, refusing, store, work_now


@click.command("scenarios")
@click.option(
    "--change", "change_key", type=int, help="Number of a change: play its scenarios with its files."
)
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
@click.pass_context
def scenarios(context: click.Context, change_key: int | None, *, as_json: bool) -> None:
    """Play every scenario with what is deployed, or with a CHANGE, and say what comes otherwise. Changes nothing.

    Ends with 1 where one comes otherwise.
    """
    with refusing(), store() as database:
        now = work_now(database)
        with database.read() as session:
            found = _asked(session, change_key, now)
        from workflows.designer.scenarios.running import run_scenario
        from workflows.house import HOUSE

        progress, ran = Progress(), []
        for done, (one, setting) in enumerate(found, 1):
            ran.append(run_scenario(setting, HOUSE, one, now))
            progress(either("kịch bản", "scenarios"), done, len(found))
    if as_json:
        click.echo(json.dumps(_as_json(ran), ensure_ascii=False))
    else:
        _print(ran)
    if any(one.told for one in ran):
        context.exit(1)


def _asked(session: Any, change_key: int | None, now: Any) -> list[tuple[Any, Any]]:
    import sqlalchemy as sa

    from workflows.designer.playing.setting import setting_in_force, setting_of_change
    from workflows.designer.scenarios.running import set_among_their_units
    from workflows.designer.scenarios.scenario import scenarios_in_force, scenarios_of
    from workflows.designer.tables import design_change
    from workflows.designer.together import processes_in
    from workflows.errors import Refused

    if change_key is None:
        return set_among_their_units(
            session, setting_in_force(session, now), scenarios_in_force(session), now
        )
    row = session.execute(sa.select(design_change).where(design_change.c.key == change_key)).one_or_none()
    if row is None:
        raise Refused(f"Không có đợt sửa số {change_key}.", f"There is no change {change_key}.")
    setting = setting_of_change(session, row, now)
    found = scenarios_of(session, change_key, processes_in(setting.files))
    return set_among_their_units(session, setting, found, now)


def _as_json(ran: list[Any]) -> dict[str, Any]:
    return {
        "scenarios": [
            {
                "key": str(one.scenario.key),
                "process": one.scenario.process,
                "title": one.scenario.title,
                "asExpected": not one.told,
                "differences": [dict(told) for told in one.told],
            }
            for one in ran
        ]
    }


def _print(ran: list[Any]) -> None:
    right = sum(1 for one in ran if not one.told)
    for one in ran:
        click.echo(f"{'✓' if not one.told else '✗'} {one.scenario.process}: {one.scenario.title}")
        for told in one.told:
            click.echo(f"    {told[language()]}")
    click.echo(
        either(
            f"{right} trong {len(ran)} kịch bản diễn ra đúng như mong đợi.",
            f"{right} of {len(ran)} scenarios come out as expected.",
        )
    )
