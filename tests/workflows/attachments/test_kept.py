"""Files are kept once, go along with what is sent, and are forgotten when nobody has them any more."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.workflows.attachments import files
from tests.workflows.cycle import Cycle
from workflows.attachments.adding import PART, Limits, attach, detach, examine
from workflows.attachments.finding import find_attachment, in_draft, parts_of, sent_with
from workflows.attachments.keeping import KEPT_UNLINKED, clear_unlinked
from workflows.attachments.refused import FileRefused
from workflows.attachments.tables import attachment, blob, blob_part
from workflows.errors import NotYours, Refused, StalePage
from workflows.subject import about_report
from workflows.submission import newest_version
from workflows.submission_document import submission_facts

LIMITS = Limits(bytes_each=3_000_000, bytes_together=1_000_000, count=3)
CLERK = "c003.reporter"

pytestmark = BOTH_STORES


@pytest.fixture
def drafting(cycle: Cycle) -> Cycle:
    """Ward 3 drafts."""
    cycle.open()
    return cycle


def add(cycle: Cycle, content: bytes = files.PDF, name: str = "a.pdf", who: str = CLERK) -> int:
    file = io.BytesIO(content)
    unit = who.partition(".")[0].upper()
    with cycle.database.write() as session:
        return attach(
            session,
            cycle.viewer(who),
            cycle.task(unit, "draft"),
            examine(file, name, LIMITS),
            file,
            limits=LIMITS,
            now=cycle.now,
        )


def count(cycle: Cycle, table: sa.Table) -> int:
    with cycle.database.read() as session:
        return int(session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_a_content_is_kept_once_whoever_attaches_it(drafting: Cycle) -> None:
    add(drafting)
    add(drafting, name="b.pdf", who="c004.reporter")
    assert (count(drafting, attachment), count(drafting, blob), count(drafting, blob_part)) == (2, 1, 1)


def test_a_content_comes_back_as_it_went_in_part_by_part(drafting: Cycle) -> None:
    content = files.PDF + b"x" * (2 * PART)
    key = add(drafting, content)
    with drafting.database.read() as session:
        found = find_attachment(session, drafting.viewer(CLERK), key, drafting.now)
    parts = list(parts_of(drafting.database, found.sha256))
    assert b"".join(parts) == content
    assert [len(part) for part in parts] == [PART, PART, len(files.PDF)]


def test_what_is_sent_takes_the_files_along_and_names_their_sums(drafting: Cycle) -> None:
    add(drafting)
    drafting.submit("C003")
    report_key = drafting.report("C003").key
    with drafting.database.read() as session:
        facts, version_key = submission_facts(session, report_key)
        (file,) = sent_with(session, version_key)
    assert [(one.name, one.bytes, one.sha256) for one in facts.files] == [
        ("a.pdf", len(files.PDF), file.sha256)
    ]


def test_a_file_taken_off_stays_with_the_version_it_was_sent_with(drafting: Cycle) -> None:
    key = add(drafting)
    drafting.submit("C003")
    drafting.send_back("C003", "D001")
    with drafting.database.write() as session:
        detach(session, drafting.viewer(CLERK), drafting.task("C003", "draft"), key)
    drafting.submit("C003")
    report_key = drafting.report("C003").key
    with drafting.database.read() as session:
        assert in_draft(session, about_report(report_key)) == []
        assert sent_with(session, newest_version(session, report_key).key) == []
        assert find_attachment(session, drafting.viewer("d001.receiver"), key, drafting.now).key == key


def test_the_unit_above_has_a_file_only_once_it_was_sent(drafting: Cycle) -> None:
    key = add(drafting)
    for who, allowed in (
        (CLERK, True),
        ("c003.head", True),
        ("d001.receiver", False),
        ("c004.reporter", False),
    ):
        with drafting.database.read() as session:
            if allowed:
                assert find_attachment(session, drafting.viewer(who), key, drafting.now).key == key
            else:
                with pytest.raises(NotYours):
                    find_attachment(session, drafting.viewer(who), key, drafting.now)
    drafting.submit("C003")
    with drafting.database.read() as session:
        assert find_attachment(session, drafting.viewer("d001.receiver"), key, drafting.now).key == key
        assert find_attachment(session, drafting.viewer("p01.receiver"), key, drafting.now).key == key
        for stranger in ("c004.reporter", "d002.receiver"):
            with pytest.raises(NotYours):
                find_attachment(session, drafting.viewer(stranger), key, drafting.now)


def test_a_report_has_room_for_so_many_and_so_much(drafting: Cycle) -> None:
    add(drafting)
    with pytest.raises(FileRefused, match="already"):
        add(drafting, name="again.pdf")
    with pytest.raises(FileRefused, match="1 MB together"):
        add(drafting, files.PDF + b" " * 1_000_000)
    for number in (1, 2):
        add(drafting, files.PDF + b" " * number)
    with pytest.raises(FileRefused, match="at most 3"):
        add(drafting, files.CSV, "a.csv")


def test_nobody_else_attaches_or_takes_off(drafting: Cycle) -> None:
    key, task = add(drafting), drafting.task("C003", "draft")
    for who, error in (("c003.head", Refused), ("c004.reporter", NotYours), ("d001.receiver", NotYours)):
        with pytest.raises(error), drafting.database.write() as session:
            detach(session, drafting.viewer(who), task, key)
    with pytest.raises(NotYours), drafting.database.write() as session:
        detach(session, drafting.viewer("c004.reporter"), drafting.task("C004", "draft"), key)
    drafting.submit("C003")
    with pytest.raises(StalePage), drafting.database.write() as session:
        detach(session, drafting.viewer(CLERK), task, key)


def test_what_nobody_links_is_forgotten_after_a_week_and_nothing_else(drafting: Cycle) -> None:
    key = add(drafting)
    add(drafting, files.CSV, "a.csv")
    with drafting.database.write() as session:
        detach(session, drafting.viewer(CLERK), drafting.task("C003", "draft"), key)
        assert clear_unlinked(session, drafting.now + KEPT_UNLINKED - timedelta(seconds=1)) == 0
        assert clear_unlinked(session, drafting.now + KEPT_UNLINKED) == 0
        assert clear_unlinked(session, drafting.now + KEPT_UNLINKED + timedelta(seconds=1)) == 1
    assert (count(drafting, blob), count(drafting, blob_part)) == (1, 1)


def test_a_content_that_came_back_is_not_forgotten(drafting: Cycle) -> None:
    key = add(drafting)
    with drafting.database.write() as session:
        detach(session, drafting.viewer(CLERK), drafting.task("C003", "draft"), key)
    later = drafting.now + KEPT_UNLINKED + timedelta(days=1)
    again = add(drafting)
    with drafting.database.write() as session:
        assert clear_unlinked(session, later) == 0
    with drafting.database.read() as session:
        assert find_attachment(session, drafting.viewer(CLERK), again, drafting.now).name == "a.pdf"
