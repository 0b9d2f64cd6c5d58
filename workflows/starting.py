"""Starting the process of a matter, by the act that makes the matter and by nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from engine.host import Host
from engine.start import start_instance
from workflows.subject import Subject


def start_matter(
    session: Session,
    host: Host,
    process_id: str,
    subject: Subject,
    variables: Mapping[str, Any],
    *,
    unit: str,
    actor: str,
    now: datetime,
) -> int:
    """Start the newest version of a process for a matter whose row is there. `unit` is the handle whose work it is.

    Returns the instance's key. Raises the engine's NotDeployed, ExpressionFailed.
    """
    given = {**variables, "unit": unit, subject.kind: subject.key}
    return start_instance(session, host, process_id, given, owner=unit, actor=actor, now=now)
