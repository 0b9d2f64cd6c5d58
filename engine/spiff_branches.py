"""Between which parallel branches a step stands: the joins that will wait for its siblings."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway

DEEPEST = 20
"""Forks inside each other that are followed."""


def branches_around(spec: Any, name: str) -> frozenset[tuple[str, int]]:
    """The joins ahead of a step whose fork lies behind it, each with the number of branches it waits for.

    A fork ahead brings its own branches, and the join that closes it waits for nobody behind it.
    """
    found: set[tuple[str, int]] = set()
    waiting, seen = [(spec.task_specs[name], 0)], set()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        step, open_forks = place
        if _meets(step):
            if open_forks == 0:
                found.add((step.name, len(step.inputs)))
                continue
            open_forks -= 1
        if _parts(step):
            open_forks = min(open_forks + 1, DEEPEST)
        waiting.extend((following, open_forks) for following in step.outputs)
    return frozenset(found)


def _meets(step: Any) -> bool:
    return isinstance(step, ParallelGateway | InclusiveGateway) and len(step.inputs) > 1


def _parts(step: Any) -> bool:
    return isinstance(step, ParallelGateway | InclusiveGateway) and len(step.outputs) > 1
