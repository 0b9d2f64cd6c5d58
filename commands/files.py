"""Files that a command is given."""

from collections.abc import Iterable
from pathlib import Path

from commands.terminal import Refusal, language


def read_all(paths: Iterable[Path]) -> list[tuple[str, bytes]]:
    """Names and contents. Refused before anything is read where a file is larger than any we take."""
    found = list(paths)
    for path in found:
        _require_size(path)
    return [(path.name, path.read_bytes()) for path in found]


def _require_size(path: Path) -> None:
    from bpmn.errors import XmlRefused
    from bpmn.xml import require_size

    try:
        require_size(path.stat().st_size)
    except XmlRefused as error:
        raise Refusal(f"{path.name}: {error.message[language()]}") from error
