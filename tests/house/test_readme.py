"""The front door is true: its commands exist and work."""

import os
import re
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent.parent
README = (HOUSE / "README.md").read_text()
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line
]
# Tried by tests of their own: a whole demo, and the tests themselves.
TRIED_ELSEWHERE = ("make", "uv run manage.py demo", "uv run manage.py verify-history")


def run(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    ours = command.replace("uv run manage.py", ".venv/bin/python manage.py")
    environment = os.environ | {"GIAOBAN_HOME": str(home), "GIAOBAN_LANGUAGE": "en"}
    return subprocess.run(
        ["bash", "-c", ours], cwd=HOUSE, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", [line for line in COMMANDS if not line.startswith(TRIED_ELSEWHERE)])
def test_a_command_of_the_readme_works(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stderr


def test_every_make_target_of_the_readme_exists() -> None:
    listed = run("make", HOUSE).stdout
    for target in re.findall(r"^make (\w+)$", README, re.MULTILINE):
        assert f"make {target} " in listed


def test_every_page_the_readme_leads_to_exists() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (HOUSE / link).exists(), link


def test_the_public_names_of_the_commands_are_there(tmp_path: Path) -> None:
    listed = run("uv run manage.py --help", tmp_path).stdout
    for name in (
        "serve",
        "migrate",
        "import-units",
        "import-legal-bases",
        "user",
        "deploy",
        "lint",
        "open-cycle",
        "open-request",
        "dry-run",
        "demo",
        "feel",
        "decide",
        "worker",
        "token",
        "backup",
        "restore",
        "move-store",
        "verify-history",
        "bench",
    ):
        assert re.search(rf"^  {name} ", listed, re.MULTILINE), name


def test_wrong_usage_ends_with_2_and_a_refusal_with_1(tmp_path: Path) -> None:
    assert run("uv run manage.py feel", tmp_path).returncode == 2
    refused = run("uv run manage.py feel '1 +'", tmp_path)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
