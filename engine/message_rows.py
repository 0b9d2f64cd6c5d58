"""Messages seen from inside a step: what is awaited becomes a row, and what has come for it already is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from engine import statements
from engine.spiff_events import RowMessage, fire, wait_again
from engine.spiff_workflow import awaited_messages

if TYPE_CHECKING:
    from engine.step import Run

NO_MESSAGE = -1


def arm(run: Run) -> bool:
    """A row for everything that waits since this step; True where a message was there already and was taken."""
    taken = False
    for token, task in awaited_messages(run.flow).items():
        if token not in run.subscribed:
            name, key = task.internal_data[RowMessage.mark]
            run.driver.run(
                statements.INSERT_SUBSCRIPTION,
                *(run.row.key, run.diagram.process_id, token, task.task_spec.name, name, key),
                run.driver.moment(run.now),
            )
            run.subscribed.add(token)
            taken = catch(run, task) or taken
    return taken


def catch(run: Run, task: Any, message_key: int = NO_MESSAGE) -> bool:
    """Take the oldest living message for an event, or this one although it does not live on; False without any.

    A message reaches a process once, whatever the number of its instances and events.
    """
    name, key = task.internal_data[RowMessage.mark]
    process, moment = run.diagram.process_id, run.driver.moment(run.now)
    token, element = task.id.hex, task.task_spec.name
    subscription = run.driver.one(statements.FIND_SUBSCRIPTION, token)
    if subscription is None:
        return False  # somebody else got there first
    while found := run.driver.one(statements.OLDEST_MESSAGE, name, key, moment, message_key, process):
        facts = (found[0], process, name, key, subscription[0], run.row.key, element, token, moment)
        if run.driver.one(statements.INSERT_CORRELATION, *facts) is not None:
            break
        # another instance of the process got there first: the next message, if there is one
    else:
        return False
    run.driver.run(statements.TAKE_SUBSCRIPTION, token)
    run.settled.add(token)
    run.record(element, "message received", {"message": found[0], "name": name})
    fire(task, orjson.loads(found[1]))
    wait_again(task)
    return True


def give_up(run: Run) -> None:
    """What does not wait any more loses its row."""
    for token in run.subscribed - awaited_messages(run.flow).keys() - run.settled:
        run.driver.run(statements.TAKE_SUBSCRIPTION, token)
