"""One object a line, from every library, and nothing that people wrote."""

import asyncio
import io
import logging
import threading
import warnings

import pytest

from tests.web.lines import Lines
from tests.web.loops import run_beside
from web.watch.logs import set_up_logs

SECRET = "bà Năm ở ngõ 12"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def break_down() -> None:
    raise ValueError(SECRET)


def fail(logger: str, sentence: str) -> None:
    try:
        break_down()
    except ValueError:
        logging.getLogger(logger).exception(sentence)


def test_a_record_is_one_object_on_one_line(lines: Lines) -> None:
    logging.getLogger("giaoban.tick").warning("one\ntwo", extra={"count": 3})
    (record,) = lines.records
    assert record["event"] == "one\ntwo"
    assert (record["level"], record["logger"], record["count"]) == ("warning", "giaoban.tick", 3)
    assert record["at"].endswith("Z")


def test_a_field_nobody_listed_is_left_out(lines: Lines) -> None:
    logging.getLogger("somebody.else").info("Starting job", extra={"job": 7, "task_kwargs": SECRET})
    assert SECRET not in lines.text
    assert lines.records[0]["job"] == 7


@pytest.mark.parametrize("logger", ["giaoban.web", "uvicorn.error", "apscheduler.executors", "somebody.else"])
def test_an_error_says_where_and_never_what(lines: Lines, logger: str) -> None:
    fail(logger, "It broke")
    assert SECRET not in lines.text
    assert lines.records[0]["error"].startswith("ValueError\n")
    assert "in break_down" in lines.records[0]["error"]


def test_the_loop_s_own_words_about_a_lost_task_stay_out(lines: Lines) -> None:
    async def lose() -> None:
        await asyncio.wait([asyncio.create_task(aside())])

    async def aside() -> None:
        break_down()

    run_beside(lose())
    assert SECRET not in lines.text
    assert lines.of("asyncio")[0]["event"] == "Task exception was never retrieved"


def test_a_thread_that_dies_is_logged_without_its_message(lines: Lines) -> None:
    dying = threading.Thread(target=break_down)
    dying.start()
    dying.join()
    assert SECRET not in lines.text
    assert "ValueError" in lines.of("giaoban.thread")[0]["event"]


def test_warnings_of_python_come_the_same_way(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old spelling", stacklevel=1)
    assert "old spelling" in lines.of("py.warnings")[0]["event"]


@pytest.mark.usefixtures("_set_back")
def test_a_person_at_a_terminal_reads_plain_lines() -> None:
    terminal = Terminal()
    set_up_logs(None, terminal)
    logging.getLogger("giaoban.request").info("request", extra={"route": "/tasks", "status": 200})
    assert "request" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")


@pytest.mark.usefixtures("_set_back")
@pytest.mark.parametrize(("how", "stream"), [("json", Terminal()), (None, io.StringIO())])
def test_a_program_reads_objects(how: str | None, stream: io.StringIO) -> None:
    set_up_logs(how, stream)
    logging.getLogger("giaoban.request").info("request")
    assert stream.getvalue().startswith('{"')


@pytest.mark.usefixtures("_set_back")
def test_the_word_text_holds_away_from_a_terminal_too() -> None:
    plain = io.StringIO()
    set_up_logs("text", plain)
    fail("giaoban.web", "It broke")
    assert not plain.getvalue().startswith("{")
    assert SECRET not in plain.getvalue()
