from pathlib import Path

import pytest

from web.settings import read_settings
from web.settings_error import SettingsError


def test_without_settings_the_store_is_in_var() -> None:
    settings = read_settings({})
    assert settings.home == Path("var")
    assert settings.database_url == "sqlite:///var/giaoban.db"
    assert (settings.address, settings.port, settings.https) == ("127.0.0.1", 8000, False)


def test_the_data_folder_moves_the_store() -> None:
    settings = read_settings({"GIAOBAN_HOME": "/srv/giaoban", "GIAOBAN_PORT": "8080", "GIAOBAN_HTTPS": "yes"})
    assert settings.database_url == "sqlite:////srv/giaoban/giaoban.db"
    assert (settings.port, settings.https) == (8080, True)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8 0"])
def test_a_port_that_is_none_is_told_with_an_example(port: str) -> None:
    with pytest.raises(SettingsError, match="for example 8000"):
        read_settings({"GIAOBAN_PORT": port})


@pytest.mark.parametrize("port", ["1", "65535"])
def test_the_first_and_the_last_port_are_ports(port: str) -> None:
    assert read_settings({"GIAOBAN_PORT": port}).port == int(port)


def test_yes_or_no_means_yes_or_no() -> None:
    with pytest.raises(SettingsError, match="Write yes or no"):
        read_settings({"GIAOBAN_HTTPS": "perhaps"})


@pytest.mark.parametrize("how", ["json", "text", ""])
def test_logs_are_of_two_kinds(how: str) -> None:
    assert read_settings({"GIAOBAN_LOG": how}).log == (how or None)


def test_logs_of_another_kind_are_told() -> None:
    with pytest.raises(SettingsError, match="Write json or text"):
        read_settings({"GIAOBAN_LOG": "xml"})
