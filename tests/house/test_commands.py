"""The operators' commands on an empty machine, one after the other, and what they refuse."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commands.terminal import Progress
from tests.house.shell import HOUSE, Mother, Shell, mother
from tests.notifications.mail_server import Postbox, mail_server

TWO = "organisation/data/units_two_tier.csv"
THREE = "organisation/data/units_three_tier.csv"


@pytest.fixture(scope="module")
def commands() -> Iterator[Mother]:
    with mother() as started:
        yield started


@pytest.fixture
def shell(commands: Mother, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(commands, tmp_path, tmp_path_factory.mktemp("said") / "said")


def test_an_office_starts_on_real_data(shell: Shell) -> None:
    shell("migrate")
    assert "10811 added" in shell("import-units", THREE)
    assert "10811 already there" in shell("import-units", THREE)
    assert "periodic_report: version 1, new" in shell("prepare")
    assert "unchanged" in shell("prepare")
    assert "42 categories" in shell("import-categories", "workflows/issues/data/categories.csv")
    assert "3355 added" in shell("import-units", TWO)
    assert "4 added" in shell("import-legal-bases", "workflows/review/data/legal_bases_example.csv")
    shell("user", "add", "ward.clerk", "--unit", "C00070", "--role", "reporter")
    assert "The history is whole" in shell("verify-history")
    assert "0 contacts are kept" in shell("contacts")
    assert '"contacts": 0' in shell("contacts", "--json")


def test_nobody_else_on_the_machine_reads_what_a_command_writes(shell: Shell, tmp_path: Path) -> None:
    shell("migrate")
    shell("backup", str(tmp_path / "kept.db"))
    assert {f"{path.stat().st_mode & 0o777:o}" for path in tmp_path.rglob("*.db")} == {"600"}
    assert f"There is no folder {tmp_path / 'none'}" in shell(
        "backup", str(tmp_path / "none" / "x.db"), code=1
    )
    assert "There is no account nobody" in shell("token", "create", "nobody", code=1)


def test_a_bad_row_is_named_and_nothing_imported(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    head, *rows = Path(HOUSE / THREE).read_text(encoding="utf-8").splitlines()
    bad.write_text("\n".join([head, *rows[:3], "C9,NOWHERE,commune,Xã X,xã,,"]), encoding="utf-8")
    shell("migrate")
    said = shell("import-units", str(bad), code=1)
    assert "bad.csv" in said
    assert "5" in said
    assert "NOWHERE" in said
    assert "10811 added" in shell("import-units", THREE)


def test_nothing_is_said_to_be_imported_when_a_later_file_is_refused(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("no,such,heading\n1,2,3\n")
    shell("migrate")
    assert "added" not in shell("import-units", TWO, str(bad), code=1)


def test_an_account_that_cannot_be_is_refused_before_its_password_is_asked_for(shell: Shell) -> None:
    shell("migrate")
    shell("user", "add", "an.operator", "--role", "operator")
    for words, said in (
        (("x.y", "--role", "king"), "no role king"),
        (("x.y", "--role", "reporter"), "needs a unit"),
        (("x.y", "--role", "reporter", "--unit", "C00070"), "C00070"),
        (("an.operator", "--role", "operator"), "exists"),
        (("ă b", "--role", "operator"), "plain letters"),
    ):
        answer = shell("user", "add", *words, code=1, GIAOBAN_PASSWORD="")
        assert said in answer
        assert "Password" not in answer


def test_every_finding_of_a_refused_deployment_has_a_line(shell: Shell, tmp_path: Path) -> None:
    diagram = (HOUSE / "bpmn/models/periodic_report.bpmn").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.bpmn"
    wrong.write_text(diagram.replace('type="remind"', 'type="=remind"'), encoding="utf-8")
    shell("migrate")
    lines = [
        line for line in shell("deploy", str(wrong), code=1).splitlines() if "service_task_action" in line
    ]
    assert [line.split()[:2] for line in lines] == [
        ["wrong.bpmn:", "remind"],
        ["wrong.bpmn:", "remind_receiver"],
    ]


def test_a_type_nobody_serves_here_is_deployed_with_a_warning(shell: Shell, tmp_path: Path) -> None:
    diagram = (HOUSE / "bpmn/models/periodic_report.bpmn").read_text(encoding="utf-8")
    changed = tmp_path / "changed.bpmn"
    changed.write_text(diagram.replace('type="submission-pdf"', 'type="submision-pdf"'), encoding="utf-8")
    shell("migrate")
    shell("prepare")
    said = shell("deploy", str(changed))
    assert "version 2, new" in said
    assert "outside_worker" in said
    assert "submision-pdf" in said


@pytest.mark.parametrize("words", [("lint",), ("deploy",), ("decide", "--decision", "x")])
def test_a_file_far_too_large_is_refused_unread(shell: Shell, tmp_path: Path, words: tuple[str, ...]) -> None:
    large = tmp_path / "large.dmn"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    assert "large.dmn: The file has 100,000,000 bytes; the limit is 2,000,000" in shell(
        *words, str(large), code=1
    )


def test_commands_speak_vietnamese_unless_asked_otherwise(shell: Shell) -> None:
    def said(*words: str, code: int = 0, **settings: str) -> str:
        return shell(*words, code=code, GIAOBAN_LANGUAGE="", **settings)

    assert "Đã lập kho mới, còn trống. Tiếp theo: import-units, prepare" in said("migrate")
    assert "Kho đã ở phiên bản mới nhất." in said("migrate")
    assert "phiên bản 1, mới" in said("prepare")
    assert "thêm 3356" in said("import-units", TWO)
    assert "ward.clerk đăng nhập được." in said(
        "user", "add", "ward.clerk", "--unit", "C00070", "--role", "reporter"
    )
    assert "Lịch sử còn nguyên vẹn." in said("verify-history")
    assert "Ghi một số từ 1 đến 65535" in said("migrate", code=1, GIAOBAN_PORT="x")
    assert "Không biết loại kho" in said("verify-history", code=1, GIAOBAN_DATABASE_URL="mysql://x")


def test_what_cannot_be_done_is_said_in_a_sentence(shell: Shell) -> None:
    shell("migrate")
    assert "P01" in shell("open-cycle", "periodic_report", "2026-11", "--unit", "P01", code=1)
    assert "unit" in shell("user", "add", "x.y", "--role", "reporter", code=1)
    shell("open-cycle", "periodic_report", code=2)


def test_a_year_is_tried_before_a_table_is_deployed(shell: Shell, tmp_path: Path) -> None:
    shell("migrate")
    shell("prepare")
    assert "Give the unit's code" in shell("dry-run", "--year", "2026", code=1)
    assert "import the units first" in shell("dry-run", "--year", "2026", "--unit", "P01", code=1)
    shell("import-units", TWO)
    said = shell("dry-run", "--year", "2026", "--kind", "month")
    assert "commune (3321): " in said
    assert "due date 17/11/2026 17:00" in said
    assert "- February 2026: The province stops collecting at the very time the commune is due" in said
    table = (HOUSE / "bpmn/models/deadlines.dmn").read_text(encoding="utf-8")
    row = '<outputEntry id="submission_due_commune_offset"><text>'
    earlier = tmp_path / "deadlines.dmn"
    earlier.write_text(table.replace(f"{row}2<", f"{row}1<"), encoding="utf-8")
    found = json.loads(shell("dry-run", str(earlier), "--year", "2026", "--kind", "month", "--json"))
    assert [one["units"] for one in found["periods"][0]["levels"]] == [1, 34, 3321]
    due = next(move for move in found["moves"] if (move["level"], move["date"]) == ("commune", "due"))
    assert (due["units"], due["of"], len(due["periods"])) == (3321, 12, 12)
    assert "from day 17 to day 16" in due["en"]
    shell("dry-run", "--kind", "moon", code=2)


def test_somebody_stands_in_for_another_on_some_days(shell: Shell) -> None:
    shell("migrate")
    shell("import-units", TWO)
    for name in ("ward.first", "ward.second"):
        shell("user", "add", name, "--unit", "C00070", "--role", "reporter")
    days = ("--first", "2026-11-20", "--last", "2026-11-27")
    assert "20/11/2026" in shell("user", "stand-in", "ward.first", "ward.second", *days)
    shell("user", "stand-in", "ward.first", "nobody", *days, code=1)
    shell(
        "user", "stand-in", "ward.first", "ward.second", "--first", "tomorrow", "--last", "2026-11-27", code=2
    )


def test_a_leader_answers_for_a_field_until_a_day(shell: Shell) -> None:
    shell("migrate")
    shell("import-units", TWO)
    shell("prepare")
    shell("user", "add", "ward.head", "--unit", "C00070", "--role", "head")
    asked = ("user", "responsible", "ward.head", "--unit", "C00070", "--since", "2026-12-01", "--field")
    made = shell(*asked, "infrastructure")
    assert "infrastructure: ward.head" in made
    assert "01/12/2026" in made
    assert "infrastructure" in shell(*asked, "roads", code=1)
    number = made.split()[0]
    assert made.strip() in shell("user", "responsibilities", "--unit", "C00070")
    shell("user", "not-responsible", number, "--last", "2026-11-30")
    assert "Nobody is set" in shell("user", "responsibilities", "--unit", "C00070")
    shell("user", "not-responsible", number, "--last", "2026-11-30", code=1)


def test_an_account_gets_a_new_password_and_is_closed(shell: Shell) -> None:
    shell("migrate")
    shell("user", "add", "an.operator", "--role", "operator")
    assert "new password" in shell("user", "password", "an.operator")
    assert "is closed" in shell("user", "close", "an.operator")
    shell("user", "password", "nobody", code=1)


def test_a_port_in_use_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        said = shell("serve", "--demo", code=1, GIAOBAN_PORT=port)
    assert "GIAOBAN_PORT" in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(shell: Shell, tmp_path: Path) -> None:
    shell.home = tmp_path / "file"
    shell.home.write_text("")
    assert "GIAOBAN_HOME" in shell("migrate", code=1)


def test_a_file_that_is_no_store_is_said(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "giaoban.db").write_bytes(os.urandom(4000))
    for words in (("migrate",), ("verify-history",), ("prepare",)):
        assert "no store of Giaoban" in shell(*words, code=1)


def test_a_token_is_shown_once_listed_and_revoked(shell: Shell) -> None:
    shell("migrate")
    shell("user", "add", "an.operator", "--role", "operator")
    made = shell("token", "create", "an.operator", "--name", "night import", "--days", "30").split()[0]
    assert made.startswith("giaoban_")
    listed = shell("token", "list")
    assert "night import" in listed
    assert made not in listed
    assert '"revoked_at": null' in shell("token", "list", "--json")
    assert "is revoked" in shell("token", "revoke", "1")
    assert "No token 1 is in force" in shell("token", "revoke", "1", code=1)
    shell("token", "create", "nobody", code=1)
    shell("token", "create", "an.operator", "--days", "0", code=2)


def test_mail_webhooks_and_words_are_set_up_by_commands(shell: Shell, tmp_path: Path) -> None:
    shell("migrate")
    assert "GIAOBAN_SMTP_HOST" in shell("mail", "test", "a@b.example", code=1)
    assert "GIAOBAN_SMTP_SENDER" in shell("mail", "test", "a@b.example", code=1, GIAOBAN_SMTP_HOST="x")
    assert "looks like" in shell("mail", "test", "nobody", code=1)
    with mail_server(Postbox()) as smtp:
        settings = {"HOST": smtp.host, "PORT": str(smtp.port), "SECURITY": "none", "SENDER": smtp.sender}
        variables: dict[str, Any] = {f"GIAOBAN_SMTP_{name}": value for name, value in settings.items()}
        assert "has taken a mail" in shell("mail", "test", "a@b.example", **variables)
    assert "ConnectionRefusedError" in shell("mail", "test", "a@b.example", code=1, **variables)
    assert "Secret: " in shell("webhook", "add", "https://hooks.example/x", "--events", "due, sent")
    assert "allow-private" in shell("webhook", "add", "http://10.0.0.1/", code=1)
    assert "1  https://hooks.example/x  due,sent" in shell("webhook", "list")
    assert "is removed" in shell("webhook", "remove", "1")
    assert "no webhook 1" in shell("webhook", "remove", "1", code=1)
    assert "no files" in shell("words", "check")
    own = tmp_path / "words" / "due.toml"
    own.parent.mkdir()
    own.write_bytes((HOUSE / "notifications/words/due.toml").read_bytes())
    assert "your words are used" in shell("words", "check")
    own.write_text("facts = [")
    assert "due.toml" in shell("words", "check", code=1)


def test_where_there_is_no_terminal_each_stage_says_once_that_it_begins(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told, silent = Progress(stages=True), Progress()
    for progress in (told, silent):
        for done in range(3):
            progress("units", done, 2)
        progress("staff", 0, 1)
    assert capsys.readouterr().err == "units ...\nstaff ...\n"


def test_scenarios_are_played_with_what_is_deployed(shell: Shell) -> None:
    shell("migrate")
    shell("prepare")
    shell("import-units", TWO)
    assert json.loads(shell("scenarios", "--json")) == {"scenarios": []}
    assert "0 of 0 scenarios" in shell("scenarios")
    assert "There is no change 7" in shell("scenarios", "--change", "7", code=1)
