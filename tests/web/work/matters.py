"""Matters for pages to show: District 1 directs Ward 3, reviews a basis with it, and verifies what it asks."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from organisation.units import unit_by_handle
from tests.workflows.cycle import Cycle
from tests.workflows.data_call.calling import ANSWER, CALL, Calling
from tests.workflows.quick_report.events import Event
from tests.workflows.reception.received import CLOCK, NAMED, Received
from tests.workflows.response.incidents import LORRY, VALVE, WATER, Flood
from tests.workflows.review.reviewing import enter_basis, on
from tests.workflows.steps import Steps
from workflows.data_call.ask import FORM as CALL_FORM
from workflows.data_call.ask import call_for_data
from workflows.data_call.targets import calling_post
from workflows.direction.give import Order, direct
from workflows.follow_up.opening import open_follow_ups
from workflows.follow_up.tables import follow_up
from workflows.house import HOUSE
from workflows.oversight.by_hand import send_by_hand
from workflows.proposal.entering import Said, Told, enter_proposal
from workflows.review.opening import Planned, open_planned
from workflows.review.tables import review, review_part
from workflows.task_forms import latest_form
from workflows.verification.ask import start_verification
from workflows.verification.tables import verification_part

SYMBOL = "07/2023/QĐ-UBND"


def given(session: Session, cycle: Cycle, *, what: str = "Nạo vét cống ngõ 12.", unit: str = "C003") -> int:
    """A direction of the head of District 1."""
    order = Order(unit, what, date(2025, 6, 20))
    head = cycle.viewer("d001.head")
    return direct(session, HOUSE, head, acting_in="D001.head", order=order, now=cycle.now)


def reviewed(session: Session, cycle: Cycle) -> int:
    """A review of District 1, after two and a half years, with Wards 3 and 4."""
    basis = enter_basis(
        session, "after_2_5", "year", symbol=SYMBOL, owner="D001", since=date(2023, 1, 1), now=cycle.now
    )
    open_planned(session, HOUSE, Planned(basis, SYMBOL, "D001", "after_2_5", date(2025, 7, 1)), cycle.now)
    return int(session.execute(sa.select(review.c.key).where(review.c.basis_key == basis)).scalar_one())


def play(steps: Steps, review_key: int) -> None:
    """Both wards have sent their part; the report is approved, and has led to a direction."""
    name = f"review:{review_key}"
    asked = {"asks": "Kết quả, vướng mắc, đề xuất.", "who": "all", "parts_due": "2025-06-20"}
    steps.do("d001.reporter", name, "outline", **asked)
    steps.pump()
    written = {"rating": "partly", "results": "Đã mở bộ phận tiếp nhận.", "obstacles": "Thiếu người."}
    for unit in ("C003", "C004"):
        part = steps.row(sa.select(review_part.c.key).where(review_part.c.handle == unit)).key
        steps.do(f"{unit}.reporter".lower(), f"review_part:{part}", "write_part", **written, proposals="")
        steps.do(f"{unit}.head".lower(), f"review_part:{part}", "approve_part", decision="approve")
    steps.pump()
    lesson = {"what": "Bố trí đủ người tiếp nhận.", "unit": "C003", "by_when": "2025-09-30"}
    texts = dict.fromkeys(("overview", "results", "obstacles", "conclusions"), "Đã thực hiện ở mọi phường.")
    steps.do("d001.reporter", name, "consolidate", **texts, lessons=[lesson])
    steps.do("d001.head", name, "approve_review", decision="approve")
    steps.pump()


def controlled(database: Database, unit: str, day: date) -> int:
    """The list of a unit in the control of a month that opened on the fifth."""
    for moment in (on(day.replace(day=1)), on(day), on(day)):
        open_follow_ups(database, HOUSE, moment)
    with database.read() as session:
        query = sa.select(follow_up.c.key).where(follow_up.c.handle == unit)
        return int(session.execute(query.order_by(follow_up.c.key.desc()).limit(1)).scalar_one())


def overseen(database: Database, cycle: Cycle, issue: int) -> int:
    """A case of Ward 3's issue at the inspectorate of District 1, which has its history."""
    with database.write() as session:
        head = cycle.viewer("c003.head")
        why = "Đã gia hạn nhiều lần."
        key = send_by_hand(session, HOUSE, head, issue, "D001-TTQ", why, now=cycle.now)
    cycle.pump()
    return key


def proposed(session: Session, cycle: Cycle, *, what: str) -> int:
    """Something that Ward 3 proposes to District 1."""
    by, to = unit_by_handle(session, "C003"), unit_by_handle(session, "D001")
    told = Told("2025-05", 1, {"vi": "Lãnh đạo phường", "en": "Head of the ward"})
    return enter_proposal(session, HOUSE, by, to, Said(what), told, actor="1", now=cycle.now)


def verified(session: Session, cycle: Cycle) -> int:
    """A verification that Ward 3 has asked District 1 to lead."""
    question = {"title": "Ngập úng tại tổ 7", "question": "Vì sao nước rút chậm?", "urgency": "urgent"}
    viewer, lead = cycle.viewer("c003.reporter"), {"lead": "D001"}
    return start_verification(session, HOUSE, viewer, "C003", {**question, **lead}, cycle.now).key


def play_verification(steps: Steps, key: int) -> None:
    """Both agencies were convened; one has answered, the other not yet."""
    name = f"verification:{key}"
    asks = [
        {"agency": agency, "asks": "Kiểm tra tại chỗ.", "due": "2025-06-12"}
        for agency in ("P01-SXD", "D001-TTQ")
    ]
    steps.do("d001.reporter", name, "convene", on_site="2025-06-11", instruction="Đo.", parts=asks)
    steps.pump()
    part = steps.row(sa.select(verification_part.c.key).where(verification_part.c.unit == "P01-SXD")).key
    found = {"finding": "partly", "text": "Tường rào lấn.", "evidence": "Biên bản đo."}
    steps.do("p01-sxd.officer", f"verification_part:{part}", "verify_part", **found)
    steps.do("p01-sxd.head", f"verification_part:{part}", "approve_part", decision="approve")


def called(session: Session, cycle: Cycle, *, title: str = "Điểm ngập úng") -> int:
    """A data call of District 1 to its wards."""
    viewer = cycle.viewer("d001.reporter")
    asked = {**CALL, "title": title, "whom": "next", "due": "2025-06-20"}
    post, form = calling_post(viewer, ""), latest_form(session, CALL_FORM)
    return call_for_data(session, HOUSE, viewer, post, form, asked, now=cycle.now)


def play_call(steps: Steps, key: int) -> None:
    """Ward 3 has answered, Ward 4 not yet."""
    steps.pump()
    part = Calling(steps, key).part("C003")
    steps.do("c003.reporter", part, "answer_call", **ANSWER)
    steps.do("c003.head", part, "approve_call", decision="approve")


def received(database: Database, cycle: Cycle, *, summary: str = "Đèn chiếu sáng ngõ 7 hỏng.") -> int:
    """A sitting of Ward 3 today with three issues: one given by the head, one by the clock, one not decided."""
    ward = Received(database, cycle.now)
    ward.sets("c003.head", "4")
    ward.opens("c003.head", cycle.now.date())
    due = f"{cycle.now.date() + timedelta(days=9)}"
    field: dict[str, Any] = {"summary": summary, "category": "infrastructure.lighting"}
    ward.raised("c003.head", **{**field, **NAMED, "due": due})
    ward.raised("c003.reporter", **{**field, **CLOCK})
    ward.raised("c003.reporter", **field, way="later")
    ward.pump()
    return ward.key


def reported(cycle: Cycle, *, summary: str = "Vỡ bờ bao tổ 5, nước tràn vào 12 hộ.") -> int:
    """An event that Ward 3 has reported quickly; District 1 has confirmed it, and the ward has followed it up."""
    event = Event(Steps(cycle.database, cycle.now))
    event.sent(summary=summary, happened_at=f"{cycle.now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    event.confirm("D001", "Chuyển ngay hai máy bơm.")
    event.follow_up()
    return event.key


def responded(cycle: Cycle, *, what: str = WATER.what) -> int:
    """A burst water main of Ward 3: the valve is closed, the lorry is not needed, the rest goes on."""
    flood = Flood(Steps(cycle.database, cycle.now))
    flood.begun(what=what)
    flood.done(VALVE)
    flood.leave_out(LORRY)
    return flood.key
