"""A head or leader whose unit is party to an issue sends it to an oversight body himself."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from organisation.roles import HEAD, LEADER
from organisation.units import Unit
from organisation.viewer import Post, Viewer
from workflows.errors import NotYourRole, NotYours, Refused
from workflows.issues.parties import may_see
from workflows.issues.record import issue_row
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue_party
from workflows.issues.texts import kept_text
from workflows.offices import acting_office, office_of
from workflows.oversight.bodies import bodies_for
from workflows.oversight.sending import Sender, send_to_body, waits_already
from workflows.submission import Actor

SENDING = (LEADER, HEAD)
LONGEST_REASON = 1000


class NoBody(Refused):
    """No oversight body of the line was chosen. Choose one."""


def sending_post(session: Session, viewer: Viewer, issue_key: int) -> Post | None:
    """The office in which a viewer may send an issue: leader or head of a unit that is party to it."""
    query = sa.select(issue_party.c.unit_key).where(
        issue_party.c.issue_key == issue_key, issue_party.c.unit_key.in_(sorted(viewer.unit_keys()))
    )
    party = set(session.scalars(query))
    posts = [post for post in viewer.postings if post.unit_key in party and post.role in SENDING]
    posts.sort(key=lambda post: (post.for_staff is not None, SENDING.index(post.role)))
    return posts[0] if posts else None


def may_send(session: Session, viewer: Viewer, issue_key: int, now: datetime) -> bool:
    """Whether a viewer may send an issue now: it is open, and no body looks at it."""
    row = issue_row(session, issue_key)
    return (
        row.state in TO_ANSWER
        and row.merged_into is None
        and sending_post(session, viewer, issue_key) is not None
        and not waits_already(session, issue_key)
        and bool(bodies_for(session, row.charge_unit_key, now))
    )


def bodies_to_choose(session: Session, viewer: Viewer, issue_key: int, now: datetime) -> Sequence[Unit]:
    """The bodies of the line of the unit in charge. NotYours for what the viewer may not see, NotYourRole else."""
    if not may_see(session, viewer, issue_key):
        raise NotYours
    if sending_post(session, viewer, issue_key) is None:
        raise NotYourRole(
            "Chỉ lãnh đạo đơn vị hoặc lãnh đạo theo dõi được chuyển vấn đề đến cơ quan giám sát.",
            "Only the head of a unit or an overseeing leader sends an issue to an oversight body.",
        )
    return bodies_for(session, issue_row(session, issue_key).charge_unit_key, now)


def send_by_hand(
    session: Session, host: Host, viewer: Viewer, issue_key: int, body: str, reason: str, *, now: datetime
) -> int:
    """Send it with a reason. Returns the key of the case. Raises NotYours, NotYourRole, Refused, TextRefused."""
    bodies = bodies_to_choose(session, viewer, issue_key, now)
    chosen = next((one for one in bodies if one.handle == body), None)
    if chosen is None:
        raise NoBody("Chọn cơ quan giám sát.", "Choose the oversight body.")
    row = issue_row(session, issue_key)
    if row.state not in TO_ANSWER or row.merged_into is not None:
        raise Refused(
            "Vấn đề này đã trả lời, đã kết thúc hoặc đã gộp, nên không chuyển được nữa.",
            "This issue is answered, ended or merged, so it cannot be sent any more.",
        )
    words = kept_text(reason, longest=LONGEST_REASON, wanted=True)
    post = sending_post(session, viewer, issue_key)
    acts_in = post.group if post else ""
    office = acting_office(viewer, acts_in, office_of(session, acts_in))
    sender = Sender(Actor(viewer.staff_key, office), acts_in)
    key = send_to_body(session, host, issue_key, chosen, {"vi": words, "en": words}, sender, now)
    if key is None:
        raise Refused(
            "Một cơ quan giám sát đang xem xét vấn đề này.",
            "An oversight body is looking at this issue already.",
        )
    return key
