"""Playing scenarios: with the files of a change, or with what is deployed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bpmn.errors import Words
from database.giving_way import insert_into
from database.session import Database, Session
from engine.host import Host
from organisation.viewer import Viewer
from workflows.designer.playing.play import StepFailed, played
from workflows.designer.playing.setting import Setting, among_the_units_of, setting_of_change
from workflows.designer.playing.steps import Step
from workflows.designer.proposing import require_reason
from workflows.designer.rights import find_change
from workflows.designer.scenarios.comparing import differences
from workflows.designer.scenarios.outcome import Outcome, outcome_of
from workflows.designer.scenarios.scenario import (
    Scenario,
    Written,
    add_scenario,
    drop_scenario,
    runs_of,
    scenario_for,
    scenarios_of,
)
from workflows.designer.scenarios.tables import design_scenario_run
from workflows.designer.tables import design_change
from workflows.designer.together import processes_in
from workflows.designer.trail import note
from workflows.errors import NotYours, StalePage

LONGEST_SECONDS = 20.0
"""How long one request plays; what is left is played by the next."""


@dataclass(frozen=True)
class Ran:
    """What came of a scenario: `told` is empty where all came as expected. No outcome where a step failed."""

    scenario: Scenario
    told: Sequence[Words]
    outcome: Outcome | None


def run_scenario(setting: Setting, host: Host, scenario: Scenario, now: datetime) -> Ran:
    """Play one in a setting. A step that cannot be done is a difference like any other."""
    try:
        outcome = outcome_after(setting, host, scenario.steps, now)
    except StepFailed as failed:
        return Ran(scenario, [dict(failed.text)], None)
    return Ran(scenario, differences(scenario.expected, outcome, scenario.checks), outcome)


def outcome_after(setting: Setting, host: Host, steps: Sequence[Step], now: datetime) -> Outcome:
    """What comes of some steps. Raises as `played`."""
    with played(setting, host, steps, now, remember=False) as stage, stage.database.read() as session:
        return outcome_of(session)


def run_scenarios_of_change(
    database: Database, host: Host, viewer: Viewer, change_key: int, now: datetime
) -> int:
    """Play those that were not played with the files as they are now; returns how many are left.

    Nobody waits for it: the store is read before, and written to for each result alone. NotYours as in find_change.
    """
    with database.read() as session:
        change = find_change(session, viewer, change_key, now)
        setting = setting_of_change(session, change, now)
        waiting = set_among_their_units(session, setting, waiting_of(session, change_key, setting), now)
    until = time.monotonic() + LONGEST_SECONDS
    for done, (scenario, among) in enumerate(waiting, 1):
        ran = run_scenario(among, host, scenario, now)
        database.transact(lambda session, ran=ran: _keep(session, change_key, setting.digest, ran, now))  # type: ignore[misc]
        if time.monotonic() > until:
            return len(waiting) - done
    return 0


def set_among_their_units(
    session: Session, setting: Setting, scenarios: Sequence[Scenario], now: datetime
) -> list[tuple[Scenario, Setting]]:
    """Each with the units it was written for: one of the whole house holds for a unit's change as well."""
    changes = {
        row.key: row
        for row in session.execute(
            sa.select(design_change).where(design_change.c.key.in_({one.change_key for one in scenarios}))
        )
    }
    sets = {key: among_the_units_of(session, setting, change, now) for key, change in changes.items()}
    return [(one, setting if one.own else sets[one.change_key]) for one in scenarios]


def waiting_of(session: Session, change_key: int, setting: Setting) -> list[Scenario]:
    """Those of a change that were not played yet with its files as they are."""
    runs = runs_of(session, change_key)
    return [
        one
        for one in scenarios_of(session, change_key, processes_in(setting.files))
        if one.key not in runs or runs[one.key].digest != setting.digest
    ]


def _keep(session: Session, change_key: int, digest: str, ran: Ran, now: datetime) -> None:
    row = {
        "scenario_key": ran.scenario.key,
        "change_key": change_key,
        "digest": digest,
        "told": [dict(one) for one in ran.told],
        "outcome": dict(ran.outcome) if ran.outcome else None,
        "at": now,
        "accepted_by": None,
        "accepted_why": None,
    }
    put = insert_into(session, design_scenario_run).values(row)
    keys = [column.name for column in design_scenario_run.primary_key]
    new = {name: put.excluded[name] for name in row if name not in keys}
    session.execute(put.on_conflict_do_update(index_elements=keys, set_=new))


def accept_difference(
    session: Session,
    viewer: Viewer,
    change_key: int,
    scenario_key: int,
    why: str,
    *,
    seen: str,
    now: datetime,
) -> None:
    """Somebody answers for a scenario that comes otherwise: it no longer stands in the way of these files.

    By whoever draws or deploys. `seen` is the digest of the run that he looked at: StalePage where it was played with
    other files since. Refused without a reason; NotYours where it came as expected or was not played.
    """
    change = find_change(session, viewer, change_key, now)
    reason, table = require_reason(why), design_scenario_run.c
    run = runs_of(session, change.key).get(scenario_key)
    if run is None or not run.told:
        raise NotYours
    accepted = session.execute(
        sa.update(design_scenario_run)
        .where(table.scenario_key == scenario_key, table.change_key == change.key, table.digest == seen)
        .values(accepted_by=viewer.staff_key, accepted_why=reason)
        .returning(table.scenario_key)
    ).one_or_none()
    if accepted is None:
        raise _played_since()
    note(session, viewer, change.key, "scenario_accepted", now, facts={"reason": reason})


def _played_since() -> StalePage:
    return StalePage(
        "Các tệp đã thay đổi sau khi bạn xem kết quả. Chạy lại kịch bản rồi xem.",
        "The files have changed since you saw what came of it. Run the scenario again, then look.",
    )


def expect_what_came(
    session: Session, viewer: Viewer, change_key: int, scenario_key: int, *, seen: str, now: datetime
) -> int:
    """From now on a scenario expects what came of it with this change; one in force is replaced at deployment.

    Returns the key of the new one. NotYours where it was not played, or a step of it cannot be done; StalePage as in
    accept_difference.
    """
    scenario, run = (
        scenario_for(session, change_key, scenario_key),
        runs_of(session, change_key).get(scenario_key),
    )
    if run is None or run.outcome is None:
        raise NotYours
    if run.digest != seen:
        raise _played_since()
    replaces = scenario.replaces if scenario.own else scenario.key
    written = Written(scenario.title, scenario.steps, scenario.checks, run.outcome, replaces)
    if scenario.own:
        drop_scenario(session, viewer, change_key, scenario.key, now=now)
    made = add_scenario(session, viewer, change_key, written, now=now)
    _keep(session, change_key, run.digest, Ran(scenario_for(session, change_key, made), [], run.outcome), now)
    return made
