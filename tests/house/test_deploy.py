"""What deploy/ starts is what manage.py offers, and what it sets is what the settings read."""

import configparser
import re
from pathlib import Path

import pytest
import yaml
from fastapi.routing import iter_route_contexts

from database.session import open_database, sqlite_url
from manage import main
from web.app import create_app
from web.settings import read_settings
from workflows.house import HOUSE

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "giaoban"}


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=True, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    read.read(path, encoding="utf-8")
    return read


def test_compose_starts_every_kind_of_process() -> None:
    assert {service["command"][0] for service in OURS.values()} == {"migrate", "serve", "worker"}


@pytest.mark.parametrize("name", OURS)
def test_a_container_runs_a_command_that_there_is(name: str) -> None:
    assert OURS[name]["command"][0] in main.commands


def test_containers_wait_for_the_tables_and_the_tables_for_the_database() -> None:
    services = COMPOSE["services"]
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_containers_are_given_settings_that_are_read() -> None:
    given = {
        name: re.sub(r"\$\{\w+(:\?[^}]*)?\}", "text", value)
        for name, value in OURS["web"]["environment"].items()
        if name.startswith("GIAOBAN_")
    }
    settings = read_settings(given)
    assert settings.database_url == "postgresql+psycopg://giaoban:text@database/giaoban"
    assert settings.https
    assert settings.public_url == "https://text"


def test_every_value_that_compose_asks_for_stands_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+):\?", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    offered = set(
        re.findall(r"^(\w+)=", (DEPLOY / "compose.env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert asked == offered


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_there_is_with_few_rights(path: Path) -> None:
    service = unit(path)["Service"]
    words = service["ExecStart"].split()
    assert words[:2] == ["/opt/giaoban/.venv/bin/python", "manage.py"]
    command = main.commands[words[2]]
    options = {name for one in command.params for name in one.opts}
    assert {word for word in words[3:] if word.startswith("--")} <= options
    assert service["User"] == "giaoban"
    assert service["ProtectSystem"] == "strict"


def test_the_units_settings_are_read() -> None:
    text = (DEPLOY / "systemd" / "giaoban.env").read_text(encoding="utf-8")
    settings = read_settings(
        dict(line.split("=", 1) for line in text.splitlines() if not line.startswith("#"))
    )
    assert settings.home == Path("/var/lib/giaoban")
    assert settings.https
    assert settings.log == "json"


@pytest.mark.parametrize(
    "path", [path for path in UNITS if "backup" not in path.name], ids=lambda path: path.name
)
def test_a_service_whose_database_is_not_up_yet_is_started_again_and_again(path: Path) -> None:
    read = unit(path)
    assert read["Service"]["Restart"] == "on-failure"
    assert read["Unit"]["StartLimitIntervalSec"] == "0"
    assert "Requires" not in read["Unit"], "what failed once would hold the others down"


def test_the_proxy_hides_the_metrics_and_passes_on_who_asks() -> None:
    text = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")
    assert re.search(r"location = /metrics \{[^}]*return 404;", text)
    for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in text
    assert text.count("{") == text.count("}")


def test_the_proxy_names_addresses_that_there_are(tmp_path: Path) -> None:
    database = open_database(sqlite_url(tmp_path / "store.db"))
    app = create_app(database, HOUSE, read_settings({"GIAOBAN_HOME": str(tmp_path)}))
    named = re.findall(r"location = (\S+)", (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8"))
    assert set(named) == {"/metrics", "/tasks/news/stream"}
    assert set(named) <= {one.path for one in iter_route_contexts(app.routes)}
    database.close()
