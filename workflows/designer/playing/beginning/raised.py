"""What somebody raises, asks for or orders of his own accord."""

from collections.abc import Mapping
from datetime import date, timedelta

from bpmn.errors import words
from database.session import Session
from forms.form import Form, Option
from forms.shape import starting_answers
from organisation.days import local_day
from organisation.roles import HEAD, LEADER, REPORTER, group
from organisation.routes import superior
from periods.windows import containing
from workflows.callers.contact import NOTHING, Given
from workflows.data_call import ask as data_calls
from workflows.data_call.targets import calling_post, reach_of
from workflows.delivery import sending as deliveries
from workflows.designer.playing.beginning.stand import (
    Answers,
    Beginning,
    Options,
    Stand,
    begun_by,
    checked,
    deployed,
    in_both,
    small,
    somebody,
)
from workflows.designer.playing.cast import Cast
from workflows.designer.playing.samples import with_samples
from workflows.direction import give as directions
from workflows.direction.targets import units_to_direct
from workflows.errors import Refused
from workflows.issues import begin as issues
from workflows.issues import raising
from workflows.issues.choices import areas_for
from workflows.offices import office_of
from workflows.oversight import sending as oversight
from workflows.oversight.bodies import bodies_for
from workflows.oversight.by_hand import send_by_hand
from workflows.proposal import entering as proposals
from workflows.quick_report import sending as quick_reports
from workflows.reception import opening as receptions
from workflows.response import begin as responses
from workflows.task_forms import latest_form
from workflows.unit_choices import unit_options
from workflows.verification import ask as verifications
from workflows.verification.choices import leads_for

PLAYED = "Chơi thử."
CALLER = Given("0900 000 000", agreed=True)


def _reporter(cast: Cast) -> str:
    return group(cast.lowest.unit.handle, REPORTER)


def _raise(stand: Stand, session: Session, form: Form, answers: Answers, given: Given = NOTHING) -> int:
    viewer = somebody(stand, session, _reporter(stand.cast))
    return raising.raise_issue(session, stand.host, viewer, form, answers, now=stand.now, given=given).key


def _raise_by_telephone(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    """Somebody called and left a number: whoever took it down calls back with the answer."""
    _raise(stand, session, form, answers, CALLER)


def raise_a_sample(stand: Stand, session: Session) -> int:
    """An issue of the ward, with whatever its form takes. Returns its key."""
    form = latest_form(session, raising.FORM)
    answers = with_samples(form, starting_answers(form), _of_raising(stand, session), stand.now)
    return _raise(stand, session, form, answers)


def _send_quick(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    viewer = somebody(stand, session, _reporter(stand.cast))
    quick_reports.send_quick_report(session, stand.host, viewer, form, answers, now=stand.now)


def _of_raising(stand: Stand, session: Session) -> Options:
    viewer = somebody(stand, session, _reporter(stand.cast))
    return raising.choices_of(session, raising.raising_post(viewer), stand.now)


def _leads(stand: Stand, session: Session) -> Options:
    return {"leads": leads_for(session, stand.cast.lowest.unit.handle, stand.now)}


def _verify(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said = checked(form, answers, _leads(stand, session))
    asking = stand.cast.lowest.unit.handle
    viewer = somebody(stand, session, group(asking, REPORTER))
    verifications.start_verification(session, stand.host, viewer, asking, said, stand.now)


def _head(cast: Cast) -> str:
    return group(cast.lowest.unit.handle, HEAD)


def _bodies(stand: Stand, session: Session) -> Options:
    found = bodies_for(session, stand.cast.lowest.unit.key, stand.now)
    if not found:
        raise Refused(
            "Trên tuyến của đơn vị trong lần chơi không có cơ quan giám sát nào, nên không chuyển được.",
            "There is no oversight body in the line of the unit that plays, so nothing can be sent to one.",
        )
    return {"bodies": [Option(one.handle, in_both(one.name)) for one in found]}


def _send_to_body(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said = checked(form, answers, _bodies(stand, session))
    key = raise_a_sample(stand, session)
    viewer = somebody(stand, session, _head(stand.cast))
    send_by_hand(session, stand.host, viewer, key, said["body"], said["reason"], now=stand.now)


def _receive(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said = checked(form, answers, {})
    viewer = somebody(stand, session, _head(stand.cast))
    day = local_day(stand.now) + timedelta(days=int(said["days"]))
    post = raising.raising_post(viewer)
    asked = receptions.ByHand(day, PLAYED)
    receptions.open_by_hand(session, stand.host, viewer, post, asked, now=stand.now)


def _propose(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said, by = checked(form, answers, {}), stand.cast.lowest.unit
    to = superior(session, by.key, local_day(stand.now))
    if to is None:  # the lowest of several parts has one above it
        raise LookupError(by.handle)
    office = office_of(session, _head(stand.cast))
    told = proposals.Told(containing("month", local_day(stand.now)).key, 1, office)
    viewer = somebody(stand, session, _head(stand.cast))
    given, actor = proposals.Said.of(said), str(viewer.staff_key)
    proposals.enter_proposal(session, stand.host, by, to, given, told, actor=actor, now=stand.now)


def _leader(cast: Cast) -> str:
    return group(cast.top.unit.handle, LEADER)


def _units(stand: Stand, session: Session) -> Options:
    found = units_to_direct(session, stand.cast.top.unit.key, stand.now)
    return {"units": unit_options(session, found, stand.now)}


def _direct(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said = checked(form, answers, _units(stand, session))
    order = directions.Order(said["unit"], said["what"], date.fromisoformat(said["due"]))
    office = _leader(stand.cast)
    viewer = somebody(stand, session, office)
    directions.direct(session, stand.host, viewer, acting_in=office, order=order, now=stand.now)


def _caller(cast: Cast) -> str:
    return group(cast.top.unit.handle, REPORTER)


def _of_call(stand: Stand, session: Session) -> Options:
    return data_calls.choices_for(session, reach_of(session, stand.cast.top.unit.key, stand.now), stand.now)


def _call(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    office = _caller(stand.cast)
    viewer = somebody(stand, session, office)
    post = calling_post(viewer, office)
    data_calls.call_for_data(session, stand.host, viewer, post, form, answers, now=stand.now)


def _of_response(stand: Stand, session: Session) -> Options:
    viewer = somebody(stand, session, _reporter(stand.cast))
    post = responses.beginning_post(viewer, _reporter(stand.cast))
    books = responses.books_at(session, post)
    return {
        "kinds": [Option(one.kind, one.words) for one in books],
        "areas": areas_for(session, post.unit_key or 0, stand.now),
    }


def _respond(stand: Stand, session: Session, form: Form, answers: Answers) -> None:
    said, office = checked(form, answers, _of_response(stand, session)), _reporter(stand.cast)
    incident = responses.Incident(said["kind"], said["area"], said["what"])
    viewer = somebody(stand, session, office)
    responses.start_response(session, stand.host, viewer, office, incident, now=stand.now)


_AT_THE_WARD = {"options": _of_raising, "office": _reporter}
_CALL_BACK = words(
    "Một người gọi phản ánh vấn đề này và để lại số điện thoại. Chơi việc xử lý vấn đề đến khi trả lời: "
    "sau đó người gọi được báo lại.",
    "Somebody calls with this issue and leaves a telephone number. Play how it is handled until it is answered: "
    "then the caller is told.",
)
_AN_ISSUE = words(
    "Phường ghi nhận một vấn đề mẫu, rồi thủ trưởng của phường chuyển đi.",
    "The ward takes a sample issue down, and its head sends it.",
)
_IN_A_REPORT = words(
    "Phường đề xuất điều này trong báo cáo, và cấp trên vừa tiếp nhận báo cáo.",
    "The ward proposes this in a report, which the unit above has just accepted.",
)
RAISED: Mapping[str, Beginning] = {
    issues.PROCESS: begun_by(_raise, deployed(raising.FORM), **_AT_THE_WARD),
    deliveries.PROCESS: begun_by(
        _raise_by_telephone, deployed(raising.FORM), **_AT_THE_WARD, note=_CALL_BACK
    ),
    quick_reports.PROCESS: begun_by(_send_quick, deployed(quick_reports.FORM), **_AT_THE_WARD),
    responses.PROCESS: begun_by(_respond, small("begin_response"), options=_of_response, office=_reporter),
    verifications.PROCESS: begun_by(_verify, deployed(verifications.FORM), options=_leads, office=_reporter),
    oversight.PROCESS: begun_by(
        _send_to_body, small("begin_oversight"), options=_bodies, office=_head, note=_AN_ISSUE
    ),
    receptions.PROCESS: begun_by(_receive, small("begin_reception"), office=_head),
    proposals.PROCESS: begun_by(_propose, small("begin_proposal"), office=_head, note=_IN_A_REPORT),
    directions.PROCESS: begun_by(_direct, small("begin_direction"), options=_units, office=_leader),
    data_calls.PROCESS: begun_by(_call, deployed(data_calls.FORM), options=_of_call, office=_caller),
}
"""Process -> the act that begins it, or something in whose course it comes."""
