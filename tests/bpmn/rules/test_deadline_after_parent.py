from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]


def inside(due: str, ends: str = "closes", cancel: str = "true", kind: str = "timeDate") -> str:
    return f"""<startEvent id="s"/><subProcess id="whole" name="Lập"><subProcess id="q" name="Trong">
      <userTask id="t" name="Soạn"><extensionElements><zeebe:taskSchedule dueDate="{due}"/></extensionElements>
      </userTask></subProcess></subProcess>
      <boundaryEvent id="b" name="Đóng kỳ" attachedToRef="whole" cancelActivity="{cancel}">
      <timerEventDefinition id="d"><{kind}>={ends}</{kind}></timerEventDefinition></boundaryEvent>
      <endEvent id="e" name="Xong"/>[s>whole whole>e b>e]"""


@pytest.mark.parametrize(
    ("days", "found_at"), [(1, []), (2, []), (3, ["t"])], ids=["before", "the same", "after"]
)
def test_a_task_is_due_no_later_than_what_is_around_it_ends(
    found: Found, days: int, found_at: list[str]
) -> None:
    body = inside(f"=working_days_after(closes, {days})", ends="working_days_after(closes, 2)")
    assert found("deadline_after_parent", body) == found_at


@pytest.mark.parametrize(
    ("due", "ends"),
    [
        ("=working_days_after(closes, 1)", "closes"),
        ("=closes", "working_days_before(closes, 1)"),
        ("=upcoming(working_days_after(closes, 1))", "upcoming(closes)"),
        ("=working_days_before( closes , -1 )", "closes"),
    ],
)
def test_days_are_counted_whichever_way_they_are_written(found: Found, due: str, ends: str) -> None:
    assert found("deadline_after_parent", inside(due, ends)) == ["t"]


@pytest.mark.parametrize(
    ("due", "ends"),
    [
        ("=closes", "closes"),
        ("=due", "closes"),  # which of two names comes first is said by the tables, not here
        ("=working_days_after(due, 9)", "closes"),
        ("=working_days_after(closes, n)", "closes"),
        ("closes", "closes"),
    ],
)
def test_what_cannot_be_told_apart_is_let_through(found: Found, due: str, ends: str) -> None:
    assert found("deadline_after_parent", inside(due, ends)) == []


def test_a_timer_that_only_reminds_ends_nothing(found: Found) -> None:
    body = inside("=working_days_after(closes, 1)", cancel="false")
    assert found("deadline_after_parent", body) == []


def test_a_timer_inside_is_judged_like_a_task(found: Found) -> None:
    body = """<subProcess id="whole" name="Lập"><intermediateCatchEvent id="w"><timerEventDefinition id="d1">
      <timeDate>=working_days_after(closes, 1)</timeDate></timerEventDefinition></intermediateCatchEvent></subProcess>
      <boundaryEvent id="b" attachedToRef="whole"><timerEventDefinition id="d2">
      <timeDate>=closes</timeDate></timerEventDefinition></boundaryEvent>"""
    assert found("deadline_after_parent", body) == ["w"]


def test_an_id_given_twice_is_borne(found: Found) -> None:
    body = """<subProcess id="p"><userTask id="t"><extensionElements><zeebe:taskSchedule dueDate="=due"/>
      </extensionElements></userTask></subProcess>"""
    assert found("deadline_after_parent", body) == []
    assert found("unique_ids", body) == ["p"]
