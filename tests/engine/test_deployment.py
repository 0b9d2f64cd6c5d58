"""Deploying: versions by content, meanings bound at deployment, everything or nothing."""

from pathlib import Path

import pytest

from database.session import Session
from engine.actions import Deferred, Inline
from engine.definition_tables import LONGEST_ID
from engine.definitions import bound, latest
from engine.deployment import Deployment, deploy
from engine.errors import NotDeployed, Refused
from engine.variables import form_of_task
from tests.engine.world import DIAGRAMS, PAGE, World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

NOTHING = Inline(lambda _step, _variables: None)
FORMS = ("monthly_report", "approve_report", "receive_report")
HOSTILE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>"""


def send(world: World, *files: tuple[str, bytes]) -> Deployment:
    with world.database.write() as session:
        return deploy(session, world.host, files, actor="process owner", now=world.now)


def diagram(name: str) -> tuple[str, bytes]:
    return name, (DIAGRAMS / name).read_bytes()


def changed(file: tuple[str, bytes], before: str, after: str) -> tuple[str, bytes]:
    return file[0], file[1].replace(before.encode(), after.encode())


def versions(made: Deployment) -> dict[str, int]:
    return {item.name: item.version for item in made.items}


def test_an_unchanged_file_keeps_its_version_and_its_deployment(world: World) -> None:
    first = send(world, diagram("one_task.bpmn"), PAGE)
    second = send(world, diagram("one_task.bpmn"), PAGE)
    assert second.key == first.key
    assert versions(second) == {"one_task": 1, "page": 1}
    assert world.one("select count(*) from resource") == 2


def test_a_changed_file_is_a_new_version_and_the_old_content_is_kept(world: World) -> None:
    send(world, diagram("one_task.bpmn"), PAGE)
    new = send(world, changed(diagram("one_task.bpmn"), "amount &gt; 10", "amount &gt; 20"), PAGE)
    assert versions(new) == {"one_task": 2, "page": 1}
    again = send(world, diagram("one_task.bpmn"))
    assert versions(again) == {"one_task": 3, "page": 1}
    assert world.one("select count(*) from resource") == 3


def test_running_instances_stay_on_their_version(world: World) -> None:
    send(world, diagram("one_task.bpmn"), PAGE)
    old = world.start("one_task")
    send(world, changed(diagram("one_task.bpmn"), "amount &gt; 10", "amount &gt; 20"))
    new = world.start("one_task")
    for instance in (old, new):
        world.do("answer", instance, amount=15)
    assert world.tasks("look", old)
    assert world.status(new) == "completed"


def test_a_form_is_the_one_of_the_instance_s_deployment(world: World) -> None:
    send(world, diagram("one_task.bpmn"), PAGE)
    old = world.start("one_task")
    send(world, changed(PAGE, "default", "other"))
    (task,) = world.tasks("answer", old)
    with world.database.read() as session:
        form = form_of_task(session, task)
        assert form is not None
        assert (form.version, b"default" in form.content) == (1, True)
        assert latest(session, "form", "page").version == 2


def test_children_run_the_version_deployed_with_their_parent(world: World) -> None:
    send(world, diagram("caller.bpmn"), PAGE)
    world.start("caller", subject="roads")
    send(world, changed(diagram("caller.bpmn"), ".readers", ".others"), PAGE)
    world.pump()
    assert world.one("select candidate_group from task") == "roads.readers"


def test_every_reason_is_named_and_nothing_is_deployed(world: World) -> None:
    typeless = changed(diagram("services.bpmn"), 'type="work"', 'type=""')
    broken = changed(diagram("one_task.bpmn"), "=amount &gt; 10", "=amount &gt;")
    with pytest.raises(Refused) as refused:
        send(world, typeless, broken, ("notes.txt", b"x"), ("wrong.form", b"[]"), PAGE)
    told = {refusal.file: refusal.message["en"] for refusal in refused.value.refusals}
    assert set(told) == {"services.bpmn", "one_task.bpmn", "notes.txt", "wrong.form"}
    assert "work" in told["services.bpmn"]
    assert "service_task_action" in told["services.bpmn"]
    assert all(refusal.message["vi"] for refusal in refused.value.refusals)
    assert world.one("select count(*) from resource") + world.one("select count(*) from deployment") == 0


def test_each_reason_has_a_line_that_names_its_element_once(world: World) -> None:
    typeless = changed(diagram("services.bpmn"), 'type="work"', 'type=""')
    with pytest.raises(Refused) as refused:
        send(world, typeless, ("notes.txt", b"x"), PAGE)
    first, second = str(refused.value).splitlines()
    element = next(one.element for one in refused.value.refusals if one.element != "-")
    assert first == "notes.txt: is none of .bpmn, .dmn and .form."
    assert second.startswith(f"services.bpmn: {element} ")
    assert second.count(f"{element} [") == 1


@pytest.mark.parametrize(
    "content", [HOSTILE, b"", b"<a", b"<a/>", b"x" * 3_000_000, b"<a>" * 200 + b"</a>" * 200]
)
def test_hostile_or_broken_files_are_refused_with_a_sentence(world: World, content: bytes) -> None:
    with pytest.raises(Refused, match=r"\w{4,}"):
        send(world, ("bad.bpmn", content))


def test_a_script_task_is_refused(world: World) -> None:
    name, content = diagram("one_task.bpmn")
    content = content.replace(
        b'<bpmn:endEvent id="done" />', b'<bpmn:endEvent id="done" /><bpmn:scriptTask id="s" />'
    )
    with pytest.raises(Refused, match="script_task"):
        send(world, (name, content), PAGE)


@pytest.mark.parametrize("letters", [199, 200, 201])
def test_an_id_fits_the_columns_that_keep_it(world: World, letters: int) -> None:
    """PostgreSQL refuses what SQLite would keep."""
    name, content = diagram("one_task.bpmn")
    longer = (
        name,
        content.replace(b'<bpmn:process id="one_task"', b'<bpmn:process id="%s"' % (b"x" * letters)),
    )
    assert longer[1] != content
    if letters <= LONGEST_ID:
        assert versions(send(world, longer, PAGE))["x" * letters] == 1
        return
    with pytest.raises(Refused, match=f"of {letters} letters, at most {LONGEST_ID}. Give it a shorter id"):
        send(world, longer, PAGE)


def test_every_cell_that_cannot_be_read_is_a_reason(world: World) -> None:
    cells = "<inputEntry><text>{}</text></inputEntry><outputEntry><text>{}</text></outputEntry>"
    rows = "".join(f"<rule>{cells.format(*texts)}</rule>" for texts in (("(", "1"), ("2", "1 +"), ("3", "4")))
    table = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n"><decision id="a" name="A">'
        '<decisionTable><input label="Days"><inputExpression><text>1</text></inputExpression></input>'
        f'<output name="level"/>{rows}</decisionTable></decision></definitions>'
    )
    with pytest.raises(Refused) as refused:
        send(world, ("a.dmn", table.encode()))
    told = [one.message["en"].partition(":")[0] for one in refused.value.refusals]
    assert told == ["rule 1, column “Days”", "rule 2, column “level”"]


def test_two_files_cannot_define_one_name(world: World) -> None:
    with pytest.raises(Refused, match=r"defines “page” like page\.form"):
        send(world, PAGE, ("other.form", PAGE[1] + b" "))


def test_the_house_may_refuse_a_deployment(world: World) -> None:
    def check(_files: object) -> None:
        raise ValueError("not on a Sunday")

    host = world.host.__class__(check=check)
    with pytest.raises(ValueError, match="Sunday"), world.database.write() as session:
        deploy(session, host, [PAGE], actor="process owner", now=world.now)


def test_what_was_never_deployed_cannot_be_started(world: World) -> None:
    with pytest.raises(NotDeployed, match="No bpmn named “nothing”"):
        world.start("nothing")


def test_the_shipped_diagram_is_ready_to_run(world: World) -> None:
    shipped = Path(__file__).parents[2] / "bpmn" / "models" / "periodic_report.bpmn"
    forms = [(f"{name}.form", b'{"id": "%s"}' % name.encode()) for name in FORMS]
    actions: dict[str, Inline | Deferred] = dict.fromkeys(
        ("remind", "escalate", "submission-pdf", "submission-send"), NOTHING
    )
    world.extra_actions = actions
    host = world.host
    functions = {**host.functions, "subordinates": host.functions["units_below"]}
    with world.database.write() as session:
        host = host.__class__(functions=functions, actions=actions)
        made = deploy(session, host, [("p.bpmn", shipped.read_bytes()), *forms], actor="owner", now=world.now)
        assert _has(session, made, "periodic_report")


def _has(session: Session, made: Deployment, name: str) -> bool:
    return bound(session, made.key, "bpmn", name).version == 1
