"""Every request leaves one record: its route, never its address."""

from fastapi import FastAPI

from tests.web.browsing import Visitor
from tests.web.cast import CLERK
from tests.web.lines import Lines


def last(lines: Lines) -> dict[str, object]:
    return lines.of("giaoban.request")[-1]


def test_a_record_says_route_status_and_who(clerk: Visitor, lines: Lines) -> None:
    clerk.get("/probe/number/77?q=tim+kiem")
    found = last(lines)
    assert (found["method"], found["route"], found["status"]) == ("GET", "/probe/number/{key}", 200)
    assert isinstance(found["staff"], int)
    assert isinstance(found["duration_ms"], float)
    assert "77" not in str(found["route"])
    assert "tim" not in lines.text


def test_nobody_has_no_key_and_an_unknown_address_no_route(client: Visitor, lines: Lines) -> None:
    client.get("/no/such/mat-khau-cua-toi")
    assert (last(lines)["route"], last(lines)["staff"], last(lines)["status"]) == ("-", None, 404)
    assert "mat-khau" not in lines.text


def test_every_answer_carries_a_number_of_its_own(client: Visitor) -> None:
    one, two = (client.get("/sign-in").headers["x-request-id"] for _ in range(2))
    assert one != two


def test_a_sane_number_of_the_sender_is_kept_and_another_replaced(client: Visitor, lines: Lines) -> None:
    for asked, kept in (
        ("proxy-1.a_b", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("a b", False),
        ('"},{"', False),
        ("", False),
    ):
        found = client.get("/sign-in", headers={"x-request-id": asked}).headers["x-request-id"]
        assert (found == asked) is kept, asked
        assert last(lines)["request_id"] == found


def test_what_is_asked_every_few_seconds_is_not_told_unless_it_fails(client: Visitor, lines: Lines) -> None:
    client.get("/health/live")
    client.get("/static/no-such-file.css")
    assert [one["route"] for one in lines.of("giaoban.request")] == ["/static"]


def test_a_crash_carries_the_number_of_its_request(clerk: Visitor, lines: Lines) -> None:
    answer = clerk.submit("/probe", {"subject": "a", "crash": "what the clerk wrote"}, page="/probe")
    (crash,) = lines.of("giaoban.web")
    assert crash["request_id"] == answer.headers["x-request-id"]
    assert str(crash["crash"]) in answer.text
    assert last(lines)["status"] == 500
    assert "what the clerk wrote" not in lines.text


def test_signing_in_leaves_no_password(app: FastAPI, lines: Lines) -> None:
    with Visitor(app) as visitor:
        visitor.sign_in(CLERK, "sai mat khau nhe")
        visitor.sign_in(CLERK)
    assert "mat khau" not in lines.text


def test_a_route_for_programs_is_told_whole(client: Visitor, lines: Lines) -> None:
    client.get("/v2/process-definitions/12")
    client.post("/v2/process-definitions/search", json={"filter": {"name": "mat khau"}})
    told = [(one["route"], one["status"]) for one in lines.of("giaoban.request")]
    assert told == [("/v2/process-definitions/{key}", 401), ("/v2/process-definitions/search", 401)]
    assert "mat khau" not in lines.text
