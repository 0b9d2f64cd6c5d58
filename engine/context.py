"""What the elements of a running diagram may ask of the step they run in."""

from collections.abc import Mapping
from typing import Any, Protocol

from engine.host import BoundFunctions


class Context(Protocol):
    """The step, as seen from inside the workflow."""

    @property
    def functions(self) -> BoundFunctions:
        """The functions of the house, bound to this step."""

    def record(self, element: str, what: str, data: Mapping[str, Any]) -> None:
        """One row in this instance's history."""

    def enter_fan(self, token: str, element: str, variables: Mapping[str, Any]) -> int:
        """Write the rows of a fan-out and return how many children it will have."""

    def close_fan(self, token: str) -> None:
        """The fan-out waits no longer; what is still open in it lives on."""

    def fan_counters(self, token: str) -> Mapping[str, int]:
        """The counters as they stand."""


def counters(total: int, completed: int, terminated: int) -> dict[str, int]:
    """What a completion condition and an output mapping may read, under the names BPMN gives them."""
    return {
        "numberOfInstances": total,
        "numberOfCompletedInstances": completed,
        "numberOfTerminatedInstances": terminated,
        "numberOfActiveInstances": total - completed - terminated,
    }
