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


def test_four_eyes_are_the_operators_choice() -> None:
    assert read_settings({}).four_eyes is False
    assert read_settings({"GIAOBAN_FOUR_EYES": "yes"}).four_eyes is True


def test_yes_or_no_means_yes_or_no() -> None:
    with pytest.raises(SettingsError, match="Write yes or no"):
        read_settings({"GIAOBAN_HTTPS": "perhaps"})


@pytest.mark.parametrize("how", ["json", "text", ""])
def test_logs_are_of_two_kinds(how: str) -> None:
    assert read_settings({"GIAOBAN_LOG": how}).log == (how or None)


def test_logs_of_another_kind_are_told() -> None:
    with pytest.raises(SettingsError, match="Write json or text"):
        read_settings({"GIAOBAN_LOG": "xml"})


SMTP = {"GIAOBAN_SMTP_HOST": "mail.example", "GIAOBAN_SMTP_SENDER": "giaoban@tinh.example"}


def test_without_a_mail_server_no_mail_is_sent() -> None:
    settings = read_settings({"GIAOBAN_PORT": "9000"})
    assert settings.smtp is None
    assert settings.public_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize(("security", "port"), [("", 587), ("starttls", 587), ("TLS", 465), ("none", 25)])
def test_the_port_of_a_mail_server_follows_from_its_security(security: str, port: int) -> None:
    smtp = read_settings({**SMTP, "GIAOBAN_SMTP_SECURITY": security}).smtp
    assert smtp is not None
    assert smtp.port == port


def test_a_password_may_stand_in_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("bí mật\n", encoding="utf-8")
    settings = read_settings({**SMTP, "GIAOBAN_SMTP_PASSWORD_FILE": str(file)})
    assert settings.smtp is not None
    assert settings.smtp.password == "bí mật"
    assert "bí mật" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_SENDER", "nobody"),
        ("SMTP_SECURITY", "maybe"),
        ("SMTP_PORT", "0"),
        ("SMTP_TIMEOUT_SECONDS", "61"),
        ("SMTP_PASSWORD_FILE", "/nowhere/at/all"),
        ("PUBLIC_URL", "giaoban.example"),
        ("PUBLIC_URL", "https://giaoban.example/?x=1"),
    ],
)
def test_a_setting_of_mail_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"GIAOBAN_{name}"):
        read_settings({**SMTP, f"GIAOBAN_{name}": value})
