"""How the states of issues look: the word is always there, the colour only helps."""

from collections.abc import Mapping

from workflows.issues.states import (
    ANSWERED,
    NAMES,
    RECEIVED,
    REOPENED,
    RESOLVED,
    UNRESOLVED,
    VERIFYING,
)

_COLOURS: Mapping[str, str] = {
    RECEIVED: "grey",
    VERIFYING: "blue",
    ANSWERED: "teal",
    RESOLVED: "green",
    UNRESOLVED: "purple",
    REOPENED: "orange",
}
MERGED = {"vi": "Đã gộp", "en": "Merged"}


def state_tag(state: str, *, merged: bool = False) -> tuple[Mapping[str, str], str]:
    """The words and the colour of a tag."""
    return (MERGED, "grey") if merged else (NAMES[state], _COLOURS[state])
