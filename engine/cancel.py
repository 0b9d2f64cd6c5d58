"""Ending an instance from outside, by a person who may."""

from datetime import datetime

from database.session import Session
from engine import fan_rows, statements
from engine.host import Host
from engine.spiff_codec import freeze_end
from engine.spiff_workflow import all_variables
from engine.step import claim


def cancel_instance(
    session: Session, host: Host, instance_key: int, *, actor: str, now: datetime, reason: str = ""
) -> None:
    """End an active instance: its tasks are cancelled, its timers and jobs go, its children live on.

    The parent does not count it as completed. Raises `InstanceGone` where it has ended already.
    """
    run = claim(session, host, instance_key, now=now, actor=actor)
    driver, moment = run.driver, run.driver.moment(now)
    driver.run(statements.CANCEL_TASKS_OF, moment, actor, instance_key)
    driver.run(statements.DELETE_TIMERS_OF, instance_key)
    driver.run(statements.DELETE_SUBSCRIPTIONS_OF, instance_key)
    driver.run(statements.CANCEL_WORKER_JOBS_OF, moment, moment, instance_key)
    driver.run(statements.KEEP_OPENING_ONLY, instance_key)
    driver.run(statements.CLOSE_FANS_OF, instance_key)
    driver.run(statements.RESOLVE_INCIDENTS_OF, moment, actor, instance_key)
    state = freeze_end(all_variables(run.flow))
    driver.run(statements.END_INSTANCE, state, "terminated", moment, instance_key)
    run.record("-", "cancelled", {"reason": reason}, actor=actor)
    if run.row.fan_key is not None:
        fan_rows.child_ended(driver, run.row, counted=False, functions=run.functions, now=now)
