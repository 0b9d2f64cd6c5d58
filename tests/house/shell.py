"""`manage.py` on one data folder: processes forked from one that has read the program already.

Reading it takes a second, and the tests give a hundred commands. `python -m tests.house.shell` is that process: it
reads one command a line, as JSON, and answers with the command's exit code.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]


class Mother:
    """Forks a process for each command."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, words: tuple[str, ...], environment: dict[str, str], said: Path) -> int:
        """The exit code of a command; what it says goes to a file."""
        assert self._process.stdin
        assert self._process.stdout
        asked = {"words": words, "environment": environment, "said": str(said)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def mother() -> Iterator[Mother]:
    """Where commands come from, while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.house.shell"],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Mother(process)
        assert process.stdin
        process.stdin.close()


class Shell:
    """Commands on one data folder, in English."""

    def __init__(self, mother: Mother, home: Path, said: Path) -> None:
        self.mother, self.home, self._said = mother, home, said

    def __call__(self, *words: str, code: int = 0, **settings: str) -> str:
        environment = {
            "GIAOBAN_HOME": str(self.home),
            "GIAOBAN_LANGUAGE": "en",
            "GIAOBAN_PASSWORD": "mot mat khau dai",
        }
        ended = self.mother.run(words, environment | settings, self._said)
        said = self._said.read_text()
        assert "Traceback" not in said, said
        assert ended == code, said
        return said


def main() -> None:
    """Read the program once, then fork for every line until no more come."""
    import manage  # what the commands read only when they run is read here once

    for name in (
        "database.migrate",
        "web.schema",
        "web.serve_store",
        "engine.worker",
        "workflows.deployment",
    ):
        __import__(name)
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(manage, asked)
        _pid, ended = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(ended)}\n")
        sys.stdout.flush()


def _become(manage: Any, asked: dict[str, Any]) -> None:
    said = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.environ.update(asked["environment"])
    code: object = 1
    try:
        manage.main(args=asked["words"], prog_name="manage.py")
    except SystemExit as left:
        code = left.code
    except Exception:  # noqa: BLE001  # whatever it is, its traceback is what the test reports
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
