"""Reporting cycles."""

import click

from commands.terminal import Progress, either, language, refusing, store, work_now


@click.command("open-cycle")
@click.argument("definition")
@click.argument("period")
@click.option("--unit", "unit_code", required=True, help="Official code of the unit to open it for.")
@click.option("--every", is_flag=True, help="From this period on, open the following ones by themselves.")
def open_cycle(definition: str, period: str, unit_code: str, *, every: bool) -> None:
    """Open the cycle of DEFINITION for PERIOD (2026-11, 2026-Q3 ...) for a unit and all below it."""
    from workflows.house import HOUSE
    from workflows.open_cycle import open_cycle as open_it
    from workflows.opening import finish_opening
    from workflows.plan import plan_cycles

    with refusing(), store() as database:
        now = work_now(database)
        opened = open_it(
            database,
            HOUSE,
            definition=definition,
            period_key=period,
            root_code=unit_code,
            actor="operator",
            now=now,
        )
        if every:
            with database.write() as session:
                plan_cycles(session, definition=definition, root_code=unit_code, from_period=period)
        for warning in opened.warnings:
            click.echo(warning[language()], err=True)
        progress = Progress()
        finish_opening(database, HOUSE, opened.cycle_key, now, lambda done, of: progress(period, done, of))
    if opened.new:
        click.echo(either(f"Kỳ {opened.cycle_key}: đã mở.", f"Cycle {opened.cycle_key}: opened."))
    else:
        click.echo(
            either(f"Kỳ {opened.cycle_key}: đã mở từ trước.", f"Cycle {opened.cycle_key}: was open already.")
        )
