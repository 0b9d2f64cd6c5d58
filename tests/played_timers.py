"""Whether the tests let every timer of every shipped diagram fire: looked at when the whole suite has run.

A test can only say that the timers it knows do what they should. This says that none was forgotten: it notes each
timer that fires, in every process that runs tests, and compares them with the diagrams.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bpmn.xml import parse_xml
from database.session import Session
from engine import turns
from engine.definition_tables import process_definition
from engine.host import Host
from engine.tables import instance, timer

MODELS = Path(__file__).parents[1] / "bpmn" / "models"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
KEY = "fired_timers"
ALL_BUT_LONGER = "not longer"
"""What pyproject.toml asks for when nobody asks for anything else."""
_WHOSE = (
    sa.select(process_definition.c.process_id, timer.c.element)
    .select_from(
        timer.join(instance, instance.c.key == timer.c.instance_key).join(
            process_definition, process_definition.c.key == instance.c.definition_key
        )
    )
    .where(timer.c.key == sa.bindparam("key"))
)

fired: set[str] = set()
"""What has fired in this process, and in those that ended: "direction late_1"."""


def watch() -> None:
    """Note what fires from now on."""
    names = vars(turns)
    names["fire_timer"] = _noting(names["fire_timer"])


def hand_over(config: Any) -> None:
    """At the end of a process that ran a part of the tests."""
    config.workeroutput[KEY] = sorted(fired)


def take_over(node: Any) -> None:
    """What one of these processes has seen."""
    fired.update(getattr(node, "workeroutput", {}).get(KEY, ()))


def forgotten(config: pytest.Config) -> list[str]:
    """Timers of shipped diagrams that no test let fire. Empty where only a part of the suite was asked for."""
    marked = config.option.markexpr not in ("", ALL_BUT_LONGER)
    chosen = config.option.keyword or marked or config.option.collectonly
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen
    return sorted(set(shipped_timers()) - fired) if whole else []


def shipped_timers() -> Iterable[str]:
    """Every timer of every shipped diagram, by process and element."""
    for path in sorted(MODELS.glob("*.bpmn")):
        for process in parse_xml(path.read_bytes()).iter(f"{BPMN}process"):
            for event in process.iter(f"{BPMN}boundaryEvent", f"{BPMN}intermediateCatchEvent"):
                if event.find(f"{BPMN}timerEventDefinition") is not None:
                    yield f"{process.get('id')} {event.get('id')}"


def _noting(fire: Callable[[Session, Host, int, datetime], bool]) -> Callable[..., bool]:
    def fire_timer(session: Session, host: Host, key: int, now: datetime) -> bool:
        whose = session.execute(_WHOSE, {"key": key}).one_or_none()
        done = fire(session, host, key, now)
        if done and whose is not None:
            fired.add(f"{whose.process_id} {whose.element}")
        return done

    return fire_timer
