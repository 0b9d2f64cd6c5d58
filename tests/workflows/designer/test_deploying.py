"""Deploying a change: as it was looked at, with its reason, by whoever may; and the page that is kept."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from database.session import Session
from engine.definitions import latest, latest_deployment_of
from organisation.calendar_overrides import overrides
from organisation.postings import post
from organisation.roles import DEPLOYER, OWNER
from organisation.viewer import Viewer
from tests.stores import BOTH_STORES
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.deployment import deploy_files, shipped_files
from workflows.designer.adding import add_blank, is_overtaken, keep_over_newer
from workflows.designer.blank import blank
from workflows.designer.changes import open_change
from workflows.designer.deploying.blocks import Listed, Table
from workflows.designer.deploying.deploy import deploy_change
from workflows.designer.deploying.kept import deployments, kept_deployment
from workflows.designer.drafts import Closed, add_draft
from workflows.designer.older import deployed_versions, prepare_return
from workflows.designer.playing.steps import Begin
from workflows.designer.proposing import drop, propose, send_back, withdraw
from workflows.designer.rights import find_change
from workflows.designer.scenarios.comparing import CHECKS
from workflows.designer.scenarios.scenario import Written, add_scenario
from workflows.designer.tables import design_day
from workflows.designer.together import deployed
from workflows.designer.trail import note
from workflows.errors import NotYourRole, NotYours, Refused, StalePage
from workflows.house import HOUSE

FORM = "monthly_report.form"
EXTRA = (
    b'<decision id="extra" name="Extra"><variable id="extra_value" name="extra" typeRef="number" />'
    b'<literalExpression id="extra_text"><text>1</text></literalExpression></decision>'
)


def changed(drawing: Drawing, name: str = FORM, username: str = "owner") -> tuple[int, int]:
    """A change whose draft differs from what is in force: the title of the form is another one."""
    change, draft = drawing.change_of(name, username)
    content = bytes(drawing.row(draft).content)
    drawing.save(draft, content.replace(b'"title_en": "', b'"title_en": "New ', 1), 1, username)
    return change, draft


def state(drawing: Drawing, change: int) -> str:
    with drawing.database.read() as session:
        return str(find_change(session, drawing.viewer(), change, NOW).state)


def proposed(drawing: Drawing) -> int:
    change, _draft = changed(drawing)
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì quy định mới", now=NOW))
    return change


@BOTH_STORES
def test_a_deployed_change_is_in_force_and_keeps_what_was_shown(drawing: Drawing) -> None:
    change, _draft = changed(drawing)
    looked = drawing.look(change)
    assert not looked.stops
    assert looked.hindrance is None
    kept = drawing.deploy(change, reason="Theo công văn 5")
    with drawing.database.read() as session:
        form = latest(session, "form", "monthly_report")
        assert form.version == 2
        # what is begun from now on means the new form, though its diagram is as before
        process = latest(session, "bpmn", "periodic_report")
        assert process.version == 1
        assert latest_deployment_of(session, process) == form.deployment_key
        row = kept_deployment(session, drawing.viewer(), kept, NOW)
        assert (row.reason, row.username) == ("Theo công văn 5", "owner")
        assert [section["name"] for section in row.shown["sections"]][:3] == [
            "to_mend",
            "differs",
            "versions",
        ]
        assert row.shown["versions"] == [{"kind": "form", "name": "monthly_report", "version": 2}]
        line, by = deployments(session, drawing.viewer(), NOW)[0]
        assert (line.kept, line.note, by["vi"]) == (kept, "Theo công văn 5", "Chủ quy trình (owner)")
        assert [
            version.kept
            for version in deployed_versions(session, drawing.viewer(), "form", "monthly_report", NOW)
        ] == [kept, None]
    assert state(drawing, change) == "deployed"
    with pytest.raises(Refused, match="ended"):
        drawing.deploy(change)


def test_nobody_deploys_what_he_has_not_seen(drawing: Drawing) -> None:
    change, draft = changed(drawing)
    looked = drawing.look(change)
    drawing.save(draft, b'{"id": "monthly_report"}', 2)

    def late(session: Session, viewer: Viewer) -> int:
        return deploy_change(session, viewer, looked, looked.asked.fingerprint, "Vì vậy", now=NOW)

    with pytest.raises(StalePage):
        drawing.act(late)
    assert state(drawing, change) == "open"


def test_errors_and_a_missing_reason_stand_in_the_way(drawing: Drawing) -> None:
    change, draft = changed(drawing)
    with pytest.raises(Refused, match="why"):
        drawing.deploy(change, reason="  ")
    drawing.save(draft, b'{"id": "monthly_report"}', 2)
    looked = drawing.look(change)
    assert [section.name for section in looked.sections if section.stops] == ["to_mend"]
    with pytest.raises(Refused, match="mended"):
        drawing.deploy(change)


@pytest.mark.parametrize(
    ("cell", "written", "stops"),
    [
        (b'offset"><text>2</text>', b'offset"><text>"2"</text>', "to_mend"),
        (b'offset"><text>2</text>', b'offset"><text>1.5</text>', "dates"),
        (b'at"><text>"17:00"</text>', b'at"><text>"25:99"</text>', "dates"),
    ],
)
def test_a_cell_by_which_no_cycle_could_be_opened_stands_in_the_way(
    drawing: Drawing, cell: bytes, written: bytes, stops: str
) -> None:
    change, draft = drawing.change_of("deadlines.dmn")
    content = bytes(drawing.row(draft).content)
    drawing.save(
        draft, content.replace(b"submission_due_commune_" + cell, b"submission_due_commune_" + written)
    )
    assert [section.name for section in drawing.look(change).sections if section.stops] == [stops]
    with pytest.raises(Refused):
        drawing.deploy(change)


def test_a_task_of_nobodys_stands_in_the_way(drawing: Drawing) -> None:
    task = b'<bpmn:userTask id="seal" name="Seal it"/><bpmn:endEvent id="done"'
    name, content = blank("bpmn", "Seal")
    content = content.replace(b'<bpmn:endEvent id="done"', task).replace(
        b'sourceRef="begin" targetRef="done" />',
        b'sourceRef="begin" targetRef="seal"/><bpmn:sequenceFlow id="on" sourceRef="seal" targetRef="done"/>',
    )
    change, _draft = changed(drawing)
    drawing.act(lambda session, viewer: add_draft(session, viewer, change, name, content, now=NOW))
    first, *_ = [section for section in drawing.look(change).sections if section.stops]
    assert first.name == "to_mend"
    assert "error: “Seal it”: The task is assigned to nobody. Choose a role and a unit" in str(first.blocks)


def test_versions_are_told_under_the_names_that_people_know(drawing: Drawing) -> None:
    tables, draft = drawing.change_of("deadlines.dmn")
    drawing.save(
        draft, bytes(drawing.row(draft).content).replace(b"</definitions>", EXTRA + b"</definitions>")
    )
    form, _draft = changed(drawing)
    assert [[cell["en"] for cell in row] for row in versions(drawing, tables)] == [
        ["Hạn gửi báo cáo", "deadlines.dmn", "1", "2"],
        ["Hạn gửi sớm nhất được đặt", "deadlines.dmn", "1", "2"],
        ["Các ngày khác trong kỳ", "deadlines.dmn", "1", "2"],
        ["Extra", "deadlines.dmn", "–", "1"],
    ]
    assert versions(drawing, form)[0][0] == {"vi": "Báo cáo tháng", "en": "New Monthly report"}


def versions(drawing: Drawing, change: int) -> Sequence[Sequence[Mapping[str, str]]]:
    (section,) = [one for one in drawing.look(change).sections if one.name == "versions"]
    table = section.blocks[0]
    assert isinstance(table, Table)
    return table.rows


def test_what_only_the_engine_refuses_is_shown_before(drawing: Drawing) -> None:
    change, draft = changed(drawing)
    content = bytes(drawing.row(draft).content)
    drawing.act(lambda session, viewer: add_draft(session, viewer, change, "twice.form", content, now=NOW))
    first, *_ = [section for section in drawing.look(change).sections if section.stops]
    assert first.name == "to_mend"
    assert "twice.form" in str(first.blocks)


def test_a_change_that_alters_nothing_is_not_deployed(drawing: Drawing) -> None:
    change, _draft = drawing.change_of(FORM)
    assert [section.name for section in drawing.look(change).sections if section.stops] == ["versions"]


def test_a_newer_deployment_stops_a_draft_until_it_is_kept_over_it(drawing: Drawing) -> None:
    mine, draft = changed(drawing)
    theirs, other = changed(drawing)
    drawing.save(other, bytes(drawing.row(other).content).replace(b"New ", b"Newer "), 2)
    drawing.deploy(theirs)
    looked = drawing.look(mine)
    assert [section.name for section in looked.sections if section.stops] == ["overtaken"]
    with drawing.database.read() as session:
        assert is_overtaken(session, drawing.row(draft))
    drawing.act(lambda session, viewer: keep_over_newer(session, viewer, draft, now=NOW))
    drawing.deploy(mine)
    with drawing.database.read() as session:
        assert b'"New ' in latest(session, "form", "monthly_report").content


def test_what_is_newer_is_told_by_the_day_it_has_here(drawing: Drawing) -> None:
    mine, _draft = changed(drawing)
    theirs, other = changed(drawing)
    drawing.save(other, bytes(drawing.row(other).content).replace(b"New ", b"Newer "), 2)
    looked, early = drawing.look(theirs), NOW.replace(hour=6)
    seen = looked.asked.fingerprint
    drawing.act(lambda session, viewer: deploy_change(session, viewer, looked, seen, "Gấp", now=early))
    [section] = [one for one in drawing.look(mine).sections if one.name == "overtaken"]
    [told] = [one.items[0]["en"] for one in section.blocks if isinstance(one, Listed)]
    assert told == f"{FORM}: a newer one since {NOW:%d/%m/%Y}"


def test_the_way_back_is_a_change_with_the_older_content(drawing: Drawing) -> None:
    change, _draft = changed(drawing)
    with drawing.database.read() as session:
        first = latest(session, "form", "monthly_report").content
    drawing.deploy(change)

    def prepare(version: int) -> int:
        return drawing.act(
            lambda session, viewer: prepare_return(
                session, viewer, "form", "monthly_report", version, title="Trở lại", unit_key=None, now=NOW
            )
        )

    with pytest.raises(Refused):
        prepare(2)
    with pytest.raises(NotYours):
        prepare(9)
    drawing.deploy(prepare(1))
    with drawing.database.read() as session:
        form = latest(session, "form", "monthly_report")
    assert (form.version, form.content) == (3, first)


def test_what_is_proposed_stays_until_it_is_withdrawn_or_sent_back(drawing: Drawing) -> None:
    change, draft = changed(drawing)
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì quy định mới", now=NOW))
    assert isinstance(drawing.save(draft, b"{}", 2), Closed)
    drawing.act(lambda session, viewer: withdraw(session, viewer, change, now=NOW))
    drawing.save(draft, b'{"id": "monthly_report"}', 2)
    with pytest.raises(StalePage):
        drawing.act(lambda session, viewer: withdraw(session, viewer, change, now=NOW))
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì quy định mới", now=NOW))
    with pytest.raises(NotYourRole):
        drawing.act(lambda session, viewer: send_back(session, viewer, change, "Chưa rõ", now=NOW))
    drawing.act(lambda session, viewer: send_back(session, viewer, change, "Chưa rõ", now=NOW), "deployer")
    assert state(drawing, change) == "open"
    drawing.act(lambda session, viewer: drop(session, viewer, change, "Thôi", now=NOW))
    assert state(drawing, change) == "dropped"
    with pytest.raises(StalePage):
        drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì", now=NOW))


@BOTH_STORES
def test_with_four_eyes_another_account_deploys(drawing: Drawing) -> None:
    change = proposed(drawing)
    drawing.enter("both")
    for one in ("owner", "both"):
        said = drawing.look(change, one, four_eyes=True).hindrance
        assert said is not None
        assert said["en"] == "It is proposed. Somebody else deploys it."
        with pytest.raises(Refused):
            drawing.deploy(change, one, four_eyes=True)
    drawing.deploy(change, "deployer", four_eyes=True)
    assert state(drawing, change) == "deployed"


def test_with_four_eyes_a_deployer_who_wrote_some_of_it_does_not_deploy(drawing: Drawing) -> None:
    drawing.enter("both")
    with drawing.database.write() as session:
        post(session, drawing.viewer("both").staff_key, None, DEPLOYER)
    change, draft = changed(drawing)
    drawing.save(draft, bytes(drawing.row(draft).content) + b"\n", 2, "both")
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì", now=NOW))
    assert drawing.look(change, "both", four_eyes=True).hindrance is not None
    assert drawing.look(change, "both").hindrance is None
    assert drawing.look(change, "deployer", four_eyes=True).hindrance is None


def test_whoever_only_answers_for_a_scenario_may_deploy(drawing: Drawing) -> None:
    change = proposed(drawing)
    drawing.act(lambda session, viewer: note(session, viewer, change, "scenario_accepted", NOW), "deployer")
    assert drawing.look(change, "deployer", four_eyes=True).hindrance is None


def test_a_role_at_one_unit_is_none_at_another(drawing: Drawing) -> None:
    drawing.enter("two.roles", unit="D001")
    drawing.enter("d002.owner", unit="D002")
    [there] = drawing.viewer("d002.owner").unit_keys()
    with drawing.database.write() as session:
        post(session, drawing.viewer("two.roles").staff_key, there, DEPLOYER)
    change, draft = drawing.change_of(FORM, "d002.owner", there)
    with pytest.raises(NotYourRole):
        drawing.save(draft, b"{}", 1, "two.roles")
    assert drawing.look(change, "two.roles").hindrance == drawing.look(change, "deployer").hindrance
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì", now=NOW), "d002.owner")
    with pytest.raises(NotYourRole):
        drawing.act(lambda session, viewer: withdraw(session, viewer, change, now=NOW), "two.roles")

    [own] = drawing.viewer("two.roles").unit_keys(OWNER)
    change, _draft = drawing.change_of(FORM, "two.roles", own)
    drawing.act(lambda session, viewer: propose(session, viewer, change, "Vì", now=NOW), "two.roles")
    with pytest.raises(NotYourRole):
        drawing.act(lambda session, viewer: send_back(session, viewer, change, "Vì", now=NOW), "two.roles")


def test_a_deployer_deploys_only_what_was_proposed(drawing: Drawing) -> None:
    change, _draft = changed(drawing)
    with pytest.raises(Refused, match="proposed"):
        drawing.deploy(change, "deployer")


@BOTH_STORES
def test_a_unit_deploys_what_it_brought_in_and_not_what_all_use(drawing: Drawing) -> None:
    viewer = drawing.enter("d001.owner", unit="D001")
    drawing.enter("d002.owner", unit="D002")
    [unit_key] = viewer.unit_keys()

    def begin(session: Session, viewer: Viewer) -> int:
        change = open_change(session, viewer, "Việc riêng của quận", unit_key, now=NOW)
        add_blank(session, viewer, change, "form", "Phiếu của quận", now=NOW)
        return change

    drawing.deploy(drawing.act(begin, "d001.owner"), "d001.owner")

    again, draft = drawing.change_of("phieu_cua_quan.form", "d001.owner", unit_key)
    content = bytes(drawing.row(draft).content)
    drawing.save(draft, content.replace(b'"title_en": "', b'"title_en": "New '), 1, "d001.owner")
    drawing.deploy(again, "d001.owner")

    shared, draft = drawing.change_of(FORM, "d001.owner", unit_key)
    content = bytes(drawing.row(draft).content)
    drawing.save(draft, content.replace(b'"title_en": "', b'"title_en": "New '), 1, "d001.owner")
    with pytest.raises(Refused, match="monthly_report"):
        drawing.deploy(shared, "d001.owner")
    with pytest.raises(NotYours):
        drawing.look(shared, "d002.owner")
    drawing.act(lambda session, viewer: propose(session, viewer, shared, "Vì", now=NOW), "d001.owner")
    said = drawing.look(shared, "d001.owner").hindrance
    assert said is not None
    assert said["en"].endswith("(monthly_report). Those who deploy for all will deploy it.")
    drawing.deploy(shared, "deployer")


def test_a_unit_does_not_take_the_acts_of_the_house_to_its_own_ends(drawing: Drawing) -> None:
    """Else its diagram could close a verification of any other unit: it says itself which one it is about."""
    viewer = drawing.enter("d001.owner", unit="D001")
    [unit_key] = viewer.unit_keys()
    name, begun = blank("bpmn", "Việc của quận")

    def hindered(*steps: tuple[str, str]) -> str:
        drawn = "".join(
            f'<bpmn:{kind} id="x{place}"><bpmn:extensionElements><zeebe:{uses}/>'
            f"</bpmn:extensionElements></bpmn:{kind}>"
            for place, (kind, uses) in enumerate(steps)
        )
        content = begun.replace(b"<bpmn:endEvent", drawn.encode() + b"<bpmn:endEvent", 1)

        def begin(session: Session, viewer: Viewer) -> int:
            change = open_change(session, viewer, "Việc riêng", unit_key, now=NOW)
            add_draft(session, viewer, change, name, content, now=NOW)
            return change

        found = drawing.look(drawing.act(begin, "d001.owner"), "d001.owner").hindrance
        return found["en"] if found else ""

    assert "(=unit, direction, receive_report, verification-close)" in hindered(
        ("serviceTask", 'taskDefinition type="verification-close"'),
        ("serviceTask", 'taskDefinition type="=unit"'),
        ("userTask", 'formDefinition formId="receive_report"'),
        ("callActivity", 'calledElement processId="=&quot;direction&quot;"'),
    )
    assert not hindered(
        ("serviceTask", 'taskDefinition type="remind"'),
        ("serviceTask", 'taskDefinition type="program-of-the-district"'),
        ("userTask", 'formDefinition formId="monthly_report"'),
    )


def test_a_name_that_its_file_no_longer_has_stands_in_nobodys_way(drawing: Drawing) -> None:
    (file,) = (one for one in shipped_files() if one[0] == "hot_spot.dmn")
    more = file[1].replace(b"</definitions>", EXTRA + b"</definitions>")
    for content in (more, file[1]):
        with drawing.database.write() as session:
            deploy_files(session, HOUSE, [(file[0], content)], actor="owner", now=NOW)
    change, _draft = changed(drawing)
    assert not drawing.look(change).stops
    drawing.deploy(change)
    with drawing.database.read() as session:
        assert [one for one in deployed(session) if "hot_spot" in one[0]] == [file]
        assert latest(session, "dmn", "extra").content == more, "it stays in force in its old version"


def test_a_unit_says_nothing_of_what_processes_of_the_house_must_come_to(drawing: Drawing) -> None:
    """A scenario counts in every later change of its process, whoever draws it."""
    viewer = drawing.enter("d001.owner", unit="D001")
    [unit_key] = viewer.unit_keys()
    name, begun = blank("bpmn", "Việc của quận")

    def begin(session: Session, viewer: Viewer) -> int:
        change = open_change(session, viewer, "Việc riêng", unit_key, now=NOW)
        add_draft(session, viewer, change, name, begun, now=NOW)
        return change

    change = drawing.act(begin, "d001.owner")
    assert not drawing.look(change, "d001.owner").hindrance
    steps = [Begin("direction", NOW, {})]
    written = Written("Chỉ đạo đi đường này", steps, list(CHECKS), {"ended": False})
    drawing.act(lambda session, viewer: add_scenario(session, viewer, change, written, now=NOW), "d001.owner")
    hindrance = drawing.look(change, "d001.owner").hindrance
    assert hindrance
    assert "(direction)" in hindrance["en"]


@BOTH_STORES
def test_days_of_a_change_count_from_its_deployment_on(drawing: Drawing) -> None:
    change, _draft = drawing.change_of(FORM)
    day = {"date": date(2025, 5, 19), "kind": "off", "name": "Nghỉ bù", "source": "Công văn 7"}
    with drawing.database.write() as session:
        session.execute(design_day.insert().values(change_key=change, **day))
    assert "days" in [section.name for section in drawing.look(change).sections]
    kept = drawing.deploy(change)
    viewer = drawing.viewer()
    with drawing.database.read() as session:
        assert date(2025, 5, 19) in {one.date for one in overrides(session) if one.kind == "off"}
        # no version is new: what was in force is told as it was, and the page of the days beside it
        [days, *others] = deployments(session, viewer, NOW)
        assert (days[0].kept, days[0].title, days[1]["vi"]) == (
            kept,
            "Sửa hạn báo cáo",
            "Chủ quy trình (owner)",
        )
        assert [line.kept for line, _by in others] == [0] * len(others)
        assert deployments(session, viewer, NOW, (days[0].key, kept)) == others
        [version] = deployed_versions(session, viewer, "form", "monthly_report", NOW)
        assert version.kept is None
