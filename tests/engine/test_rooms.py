"""SpiffWorkflow is touched by the files named after it, and by nobody else."""

from pathlib import Path

ROOM = Path(__file__).parents[2] / "engine"


def test_only_files_named_for_it_import_spiffworkflow() -> None:
    importing = {path.name for path in ROOM.glob("*.py") if "SpiffWorkflow import" in _imports(path)}
    assert importing
    assert all(name.startswith("spiff_") for name in importing)


def test_the_clock_is_never_read_in_the_room() -> None:
    for path in ROOM.glob("*.py"):
        text = path.read_text()
        assert ".now(" not in text, path.name
        assert "time.time" not in text, path.name


def _imports(path: Path) -> str:
    lines = path.read_text().splitlines()
    return "\n".join(
        line.replace("SpiffWorkflow.", "SpiffWorkflow import ") for line in lines if "import" in line
    )
