"""The store that the walk over all pages goes through: every kind of page has something to show in it.

Ward 3's report waits at the district's desk, Ward 4's came back with a reason and is written anew, District 2's is
before its head, and the quarter is open.
"""

from datetime import date

import sqlalchemy as sa

from database.session import Database
from engine.incidents import open_incident
from engine.statements import Driver
from engine.tables import task
from tests.web.work.matters import (
    called,
    controlled,
    given,
    overseen,
    play,
    play_call,
    play_verification,
    received,
    reported,
    responded,
    reviewed,
    verified,
)
from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.designer.drawing import NOW, Drawing
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED, Handled
from tests.workflows.steps import Steps
from workflows.boards.hot_spots import weigh_issues
from workflows.boards.tables import hot_spot
from workflows.callers.contact import Given
from workflows.comments import add_comment
from workflows.designer.calendar_days import Written, set_days
from workflows.designer.proposing import propose
from workflows.designer.versions import name_version
from workflows.house import HOUSE
from workflows.issues.by_hand import merge_by_hand
from workflows.issues.record import issue_row
from workflows.issues.tables import issue_source
from workflows.reception.tables import reception_issue
from workflows.subject import about_report
from workflows.tables import report_version

WARD, HEAD = "c003.receiver", "c004.head"


def _drawn(drawing: Drawing) -> dict[str, int]:
    """A change that is drawn and has versions, one that is proposed, one that is deployed and one it overtook."""
    _late, overtaken = drawing.change_of("monthly_report.form")
    deployed, draft = drawing.change_of("monthly_report.form", title="Đổi tên biểu mẫu tháng")
    content = bytes(drawing.row(draft).content)
    drawing.save(overtaken, content.replace(b'"title_en": "', b'"title_en": "My '))
    drawing.save(draft, content.replace(b'"title_en": "', b'"title_en": "New '))
    kept = drawing.deploy(deployed)
    proposed, proposed_draft = drawing.change_of("adhoc_report.form", title="Đổi biểu mẫu đột xuất")
    content = bytes(drawing.row(proposed_draft).content)
    drawing.save(proposed_draft, content.replace(b'"title_en": "', b'"title_en": "New '))
    drawing.act(lambda session, viewer: propose(session, viewer, proposed, "Theo công văn 5.", now=NOW))
    change, draft = drawing.change_of("periodic_report.bpmn")
    drawing.act(lambda session, viewer: name_version(session, viewer, draft, "Bản đầu", "", now=NOW))
    content = bytes(drawing.row(draft).content)
    drawing.save(draft, content.replace(b"=collect_until", b"=closes", 1))
    off = Written(date(2025, 5, 19), date(2025, 5, 20), "off", "Nghỉ bù", "Thông báo 12/TB-UBND")
    drawing.act(lambda session, viewer: set_days(session, viewer, change, off, now=NOW))
    return {
        "overtaken": overtaken,
        "deployed": deployed,
        "kept": kept,
        "proposed": proposed,
        "proposed_draft": proposed_draft,
        "design_change": change,
        "design_draft": draft,
    }


def _issues(cycle: Cycle, database: Database) -> dict[str, int]:
    """Three issues of Ward 3: one that was answered after a return, one open, and one that joined the open one."""
    flood, lamp, merged = (Handled(cycle) for _ in range(3))
    flood.raised(urgency="urgent", given=Given("0912 345 678", agreed=True))
    flood.do(WARD, SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "return", "reason_code": "no_date", "reason": "Chưa rõ ai làm."})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    lamp.raised(summary="Đèn đường ngõ 5 phố Bồ Đề hỏng nhiều bóng.", category="infrastructure.lighting")
    merged.raised(summary="Ngõ 5 tối vì đèn đường hỏng.", category="infrastructure.lighting")
    Handled(cycle).raised(summary="Đèn đường ngõ 5 hỏng đã lâu.", category="infrastructure.lighting")
    with database.write() as session:
        viewer = cycle.viewer(WARD)
        merge_by_hand(session, HOUSE, viewer, merged.key, lamp.key, "Cùng ngõ 5.", now=cycle.now)
        row = issue_row(session, lamp.key)
        source = session.execute(
            sa.select(issue_source.c.key).where(issue_source.c.issue_key == flood.key)
        ).scalar_one()
        open_task = sa.select(task.c.key).where(
            task.c.instance_key == row.instance_key, task.c.status == "created"
        )
        triage = session.execute(open_task).scalar_one()
    return {
        "flood": flood.key,
        "flood_source": source,
        "lamp": lamp.key,
        "merged": merged.key,
        "triage": triage,
        "hot": _hot(cycle),
    }


def _hot(cycle: Cycle) -> int:
    """Five issues of one field in Ward 3 within a week make a hot spot; one of them is urgent."""
    for number in range(1, 6):
        issue = Handled(cycle)
        issue.raised(
            summary=f"Rác dồn ở ngõ {number}.",
            category="environment.waste",
            urgency="flash" if number == 1 else "normal",
        )
    weigh_issues(cycle.database, cycle.now)
    with cycle.database.read() as session:
        return int(session.execute(sa.select(hot_spot.c.key).limit(1)).scalar_one())


def kept(cycle: Cycle, database: Database) -> dict[str, int]:
    """A store in which every page has something to show, and its keys."""
    cycle.go_to(at(15, 9))
    for unit in ("C003", "C004", "C005"):
        cycle.submit(unit, {**ANSWERS, "proposals": [{"what": "Đề nghị nạo vét cống."}]})
    cycle.send_back("C004", "D001")
    cycle.save("C004")
    cycle.accept("C005", "D002")
    cycle.go_to(at(19, 18))
    cycle.draft("D002")
    month, ward, sent = cycle.key, cycle.report("C004"), cycle.report("C003")
    keys = {
        "draft": cycle.task("C004", "draft"),
        "empty": cycle.task("D001", "draft"),
        "approve": cycle.task("D002", "approve"),
        "accept": cycle.task("C003", "accept"),
    }
    cycle.now = at(10, month=6)
    cycle.open("2025-Q2")
    with database.write() as session:
        office = {"vi": "Phường 4", "en": "Phường 4"}
        add_comment(
            session,
            cycle.viewer(HEAD),
            about_report(ward.key),
            "Đã hỏi lại tổ 4.",
            office=office,
            now=cycle.now,
        )
        open_incident(
            Driver(session), ward.instance_key, "send", ref="x", error=ValueError("x"), now=cycle.now
        )
        direction, review = given(session, cycle), reviewed(session, cycle)
        verification = verified(session, cycle)
        call = called(session, cycle)
    play(Steps(database, cycle.now), review)
    play_verification(Steps(database, cycle.now), verification)
    issues = _issues(cycle, database)
    control = controlled(database, "C003", cycle.now.date())
    play_call(Steps(database, cycle.now), call)
    case = overseen(database, cycle, issues["lamp"])
    event = reported(cycle)
    sitting = received(database, cycle)
    response = responded(cycle)
    drawn = _drawn(Drawing(database))
    with database.read() as session:
        giving = sa.select(task.c.key).where(task.c.form_id == "oversight_opinion")
        give_view = session.execute(giving).scalar_one()
        leading = sa.select(task.c.key).where(task.c.form_id == "lead_response", task.c.status == "created")
        lead_response = session.execute(leading).scalar_one()
        confirm = sa.select(task.c.key).where(task.c.form_id == "confirm_follow_up")
        confirming = session.execute(confirm.order_by(task.c.key).limit(1)).scalar_one()
        deciding = sa.select(task.c.key).where(task.c.form_id == "decide_proposal")
        decide = session.execute(deciding.order_by(task.c.key).limit(1)).scalar_one()
        carrying_out = sa.select(task.c.key).where(task.c.form_id == "carry_out_direction")
        carry_out = session.execute(carrying_out.order_by(task.c.key).limit(1)).scalar_one()
        of_sitting = sa.select(reception_issue.c.issue_key).where(reception_issue.c.way.is_(None))
        undecided = session.execute(of_sitting).scalar_one()
        holding = sa.select(task.c.key).where(task.c.form_id == "hold_reception")
        hold = session.execute(holding.limit(1)).scalar_one()
        asked = sa.select(report_version.c.key).where(report_version.c.report_key == ward.key).limit(1)
        version = session.execute(asked).scalar_one()
    return {
        **keys,
        "direction": direction,
        "carry_out": carry_out,
        "proposal": 1,
        "decide": decide,
        "review": review,
        "verification": verification,
        **issues,
        "control": control,
        "case": case,
        "give_view": give_view,
        "confirm": confirming,
        "data_call": call,
        "quick_report": event,
        "reception": sitting,
        "undecided": undecided,
        "hold": hold,
        "response": response,
        "lead_response": lead_response,
        **drawn,
        "quarter": cycle.task("C005", "draft"),
        "quarter_report": cycle.report("C005").key,
        "report": ward.key,
        "sent": sent.key,
        "version": version,
        "cycle": month,
    }
