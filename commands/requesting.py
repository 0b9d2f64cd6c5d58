"""Asking for a report besides the regular ones."""

from datetime import date, datetime

import click

from commands.terminal import Progress, either, language, refusing, store, work_now
from database.session import Session


class Due(click.ParamType[tuple[str, datetime]]):
    """LEVEL=YYYY-MM-DDTHH:MM, on the clocks of the house."""

    name = "LEVEL=TIME"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, datetime]:
        """The level and its moment."""
        from workflows.deadlines import ZONE

        level, _, text = value.partition("=")
        try:
            return level, datetime.fromisoformat(text).replace(tzinfo=ZONE)
        except ValueError:
            self.fail(f"{value!r}: write commune=2026-05-20T15:00", param, ctx)


@click.command("open-request")
@click.argument("definition")
@click.option("--unit", "unit_code", required=True, help="Official code of the unit that asks.")
@click.option("--title", required=True, help="What the report is called.")
@click.option("--asks", required=True, help="What is to be reported on.")
@click.option("--cutoff", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Figures as of this day.")
@click.option("--due", "dues", multiple=True, required=True, type=Due(), help="One for each level below.")
@click.option("--asked", multiple=True, help="Code of a unit right below that is asked; all without it.")
@click.option("--deep", is_flag=True, help="The units below those report, too.")
@click.option("--form", default=None, help="The form; by default that of the table report_form.")
def open_request(
    definition: str,
    unit_code: str,
    title: str,
    asks: str,
    cutoff: datetime,
    dues: tuple[tuple[str, datetime], ...],
    asked: tuple[str, ...],
    form: str | None,
    *,
    deep: bool,
) -> None:
    """Ask the units below a unit for a report of DEFINITION, with a cut-off and deadlines of your own."""
    from workflows.house import HOUSE
    from workflows.open_cycle import open_request as open_it
    from workflows.opening import finish_opening
    from workflows.opening_dates import Request

    with refusing(), store() as database:
        now = work_now(database)
        with database.read() as session:
            units = _units(session, asked, now.date())
        opened = open_it(
            database,
            HOUSE,
            definition=definition,
            cutoff=cutoff.date(),
            root_code=unit_code,
            request=Request(title, asks, dict(dues), form=form, units=units, deep=deep),
            actor="operator",
            now=now,
        )
        for warning in opened.warnings:
            click.echo(warning[language()], err=True)
        progress = Progress()
        finish_opening(database, HOUSE, opened.cycle_key, now, lambda done, of: progress(title, done, of))
    click.echo(either(f"Kỳ {opened.cycle_key}: đã mở.", f"Cycle {opened.cycle_key}: opened."))


def _units(session: Session, codes: tuple[str, ...], on: date) -> frozenset[int]:
    from organisation.units import find_unit

    return frozenset(find_unit(session, code, on).key for code in codes)
