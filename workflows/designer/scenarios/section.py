"""The part of the page before a deployment that says how the scenarios come out."""

from collections.abc import Iterator, Mapping
from typing import Any

from bpmn.errors import Words, words
from database.session import Session
from workflows.designer.deploying.asked import Asked
from workflows.designer.deploying.blocks import Block, Link, Listed, Section, Sentence
from workflows.designer.playing.setting import setting_of_change
from workflows.designer.scenarios.scenario import Scenario, runs_of, scenarios_of
from workflows.designer.together import processes_in

TITLE = words("Kịch bản", "Scenarios")


def scenarios_played(session: Session, asked: Asked) -> Section | None:
    """What came of each with these files. What was not played, or differs with nobody answering for it, stops."""
    key = asked.change.key
    scenarios = scenarios_of(session, key, processes_in(asked.after))
    if not scenarios:
        return None
    digest, runs = setting_of_change(session, asked.change, asked.now).digest, runs_of(session, key)
    fresh = {one: runs[one] for one in runs if runs[one].digest == digest}
    stops = any(stands_in_the_way(fresh.get(one.key)) for one in scenarios)
    lines = tuple(line for one in scenarios for line in _lines(one, fresh))
    way = Link(
        f"/designer/changes/{key}/scenarios", words("Xem và chạy kịch bản", "See and run the scenarios")
    )
    blocks: tuple[Block, ...] = (_summary(scenarios, fresh, stops=stops), Listed(lines), way)
    return Section("scenarios", TITLE, blocks, stops)


def stands_in_the_way(run: Any | None) -> bool:
    """Whether a scenario must be looked at first. `run` is what came of it with the files as they are."""
    return run is None or bool(run.told and not run.accepted_by)


def _summary(scenarios: list[Scenario], fresh: Mapping[int, Any], *, stops: bool) -> Sentence:
    right = sum(1 for one in scenarios if one.key in fresh and not fresh[one.key].told)
    said = words(
        f"{right} trong {len(scenarios)} kịch bản diễn ra đúng như mong đợi.",
        f"{right} of {len(scenarios)} scenarios come out as expected.",
    )
    if not stops:
        return Sentence(said, "good" if right == len(scenarios) else "plain")
    more = words(
        "Chạy những kịch bản chưa chạy; kịch bản ra khác thì sửa, cập nhật hoặc ghi lý do chấp nhận.",
        "Run those that were not run; where one comes otherwise, mend it, renew it, or say why it may.",
    )
    return Sentence({name: f"{said[name]} {more[name]}" for name in ("vi", "en")}, "warning")


def _lines(scenario: Scenario, fresh: Mapping[int, Any]) -> Iterator[Words]:
    run = fresh.get(scenario.key)
    if run is None:
        yield _line(scenario, words("chưa chạy với các tệp hiện nay", "not run with the files as they are"))
    elif not run.told:
        yield _line(scenario, words("đúng như mong đợi", "as expected"))
    else:
        for told in run.told:
            yield _line(scenario, told)
        if run.accepted_by:
            reason = run.accepted_why
            yield _line(scenario, words(f"được chấp nhận vì: {reason}", f"accepted, because: {reason}"))


def _line(scenario: Scenario, rest: Words) -> Words:
    return {name: f"{scenario.title}: {rest[name]}" for name in ("vi", "en")}
