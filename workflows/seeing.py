"""What programs may see of processes of any kind, as predicates.

Whoever runs the installation or owns the processes sees all of them, others what is their units'.
"""

import sqlalchemy as sa

from engine.tables import instance, task
from organisation.viewer import Viewer
from organisation.visibility import in_given_groups, in_own_units, in_unit_groups, unit_groups_of
from workflows.open_task import accounts_of

Condition = sa.ColumnElement[bool]


def sees_everything(viewer: Viewer) -> bool:
    """Whether the viewer runs the installation or owns the processes of all units."""
    return viewer.is_operator or viewer.is_owner


def seen_instances(viewer: Viewer) -> Condition:
    """Instances that belong to a unit of the viewer, or in which one of his units has or had a task."""
    if sees_everything(viewer):
        return sa.true()
    own = sa.select(instance.c.key).where(in_own_units(viewer, instance.c.owner))
    worked_on = sa.select(task.c.instance_key).where(_with_us(viewer))
    return instance.c.key.in_(own.union(worked_on))


def seen_tasks(viewer: Viewer) -> Condition:
    """Tasks that lie with one of the viewer's units, or that he holds himself."""
    return sa.true() if sees_everything(viewer) else _with_us(viewer)


def held_or_with_us() -> Condition:
    """The same for a statement made once, of viewers who do not see everything: run with `given_holders`."""
    held = task.c.assignee.in_(sa.bindparam("holders", expanding=True))
    return sa.or_(in_given_groups(task.c.candidate_group), held)


def given_holders(viewer: Viewer) -> dict[str, list[str]]:
    """What `held_or_with_us` wants to know of a viewer."""
    return {"holders": held_by(viewer), **unit_groups_of(viewer)}


def held_by(viewer: Viewer) -> list[str]:
    """How tasks may name the viewer: our pages by the key of his account, a foreign diagram by his user name."""
    return [*accounts_of(viewer), viewer.username]


def _with_us(viewer: Viewer) -> Condition:
    return sa.or_(in_unit_groups(viewer, task.c.candidate_group), task.c.assignee.in_(held_by(viewer)))
