"""Which processes can be played: those of the files, the changed ones first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bpmn.errors import DiagramError, Words
from engine.definitions import diagrams_in
from engine.errors import EngineError
from engine.spiff_parser import Diagram
from workflows.deployment import Files
from workflows.designer.content import sha256_of
from workflows.designer.playing.beginnings import beginning_of
from workflows.errors import Refused


@dataclass(frozen=True)
class Playable:
    """A process; `changed` says that its file is a draft, `begins` that it begins by itself.

    `callers` are those in whose course it comes.
    """

    process: str
    name: Words
    changed: bool
    begins: bool
    callers: Sequence[str] = ()


def playable(files: Files, drafts: Collection[str]) -> list[Playable]:
    """Every process of the files; a file that cannot be read offers none. `drafts` are names of files."""
    diagrams = [
        (name, process, diagram)
        for name, content in files
        if name.endswith(".bpmn")
        for process, diagram in _diagrams(content).items()
    ]
    found = [
        Playable(
            process, dict(diagram.names), name in drafts, _begins(process, files), _callers(process, diagrams)
        )
        for name, process, diagram in diagrams
    ]
    return sorted(found, key=lambda one: (not one.changed, not one.begins, one.process))


def _callers(called: str, diagrams: Sequence[tuple[str, str, Diagram]]) -> list[str]:
    return [
        process
        for _name, process, diagram in diagrams
        if process != called
        and any(one.zeebe.call and one.zeebe.call.process_id == called for one in diagram.elements.values())
    ]


def names_of(files: Files) -> Mapping[str, Words]:
    """What the processes of some files are called."""
    return {
        process: dict(diagram.names)
        for name, content in files
        if name.endswith(".bpmn")
        for process, diagram in _diagrams(content).items()
    }


def _diagrams(content: bytes) -> Mapping[str, Diagram]:
    try:
        return diagrams_in(sha256_of(content), content)
    except (DiagramError, EngineError):
        return {}


def _begins(process: str, files: Files) -> bool:
    try:
        beginning_of(process, files)
    except (Refused, DiagramError):
        return False
    return True
