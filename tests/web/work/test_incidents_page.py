"""What could not go on by itself, for operators only."""

import sqlalchemy as sa

from engine.definition_tables import process_definition, resource
from engine.incidents import open_incident
from engine.statements import Driver
from engine.tables import worker_job
from tests.web.signing_in import SignIn
from tests.web.v2.outside import Labels
from tests.workflows.cycle import Cycle, at
from workflows.incidents import PAGE


def break_a_document(cycle: Cycle) -> None:
    """A document that cannot be made: its job has used up its attempts."""
    cycle.go_to(at(15, 9))
    cycle.draft("C003")
    with cycle.database.write() as session:
        session.exec_driver_sql(
            "create trigger broken before insert on document begin select raise(abort, 'no space'); end"
        )
    cycle.approve("C003")
    cycle.go_to(at(16, 9))
    with cycle.database.write() as session:
        session.exec_driver_sql("drop trigger broken")


def test_without_incidents_the_page_says_so(sign_in: SignIn) -> None:
    assert "Không có sự cố" in sign_in("admin").get("/incidents").text


def test_others_find_no_such_page_and_no_link(sign_in: SignIn) -> None:
    visitor = sign_in("p01.leader")
    assert visitor.get("/incidents").status_code == 404
    assert "/incidents" not in visitor.get("/notices").text
    assert visitor.submit("/incidents/1/retry", {}, page="/overdue").status_code == 404


def test_an_operator_sees_the_error_and_tries_again(cycle: Cycle, sign_in: SignIn) -> None:
    break_a_document(cycle)
    visitor = sign_in("admin")
    text = visitor.get("/incidents").text
    assert "Phường 3: báo cáo tháng 05/2025" in text
    assert "no space" in text
    answer = visitor.submit("/incidents/1/retry", {}, page="/incidents")
    assert answer.headers["location"] == "/incidents"
    text = visitor.get("/incidents").text
    assert "Không có sự cố" in text
    assert "Đang chờ đến lượt" in text
    cycle.pump()
    assert "Đã chạy tiếp" in visitor.get("/incidents").text
    assert cycle.open_elements("C003") == ["accept"]
    assert cycle.report("C003").first_submitted_at == at(15, 9), "a slow document makes no report late"


def test_a_process_whose_diagram_cannot_be_read_any_more_is_called_by_its_id(
    cycle: Cycle, sign_in: SignIn
) -> None:
    break_a_document(cycle)
    with cycle.database.write() as session:
        behind = sa.select(process_definition.c.resource_key).where(
            process_definition.c.process_id == "periodic_report"
        )
        kept = {"content": b"<kept/>", "sha256": "of older rules"}
        session.execute(sa.update(resource).where(resource.c.key.in_(behind)).values(**kept))
    answer = sign_in("admin").get("/incidents")
    assert answer.status_code == 200
    assert "periodic_report · Bước" in answer.text


def test_a_process_is_called_by_its_name_in_the_reader_s_language(cycle: Cycle, sign_in: SignIn) -> None:
    break_a_document(cycle)
    visitor = sign_in("admin")
    assert "Báo cáo định kỳ của một đơn vị" in visitor.get("/incidents").text
    visitor.cookies.set("language", "en")
    text = visitor.get("/incidents").text
    assert "Periodic report of one unit" in text
    assert "Báo cáo định kỳ" not in text


def test_who_comes_second_is_told(cycle: Cycle, sign_in: SignIn) -> None:
    break_a_document(cycle)
    visitor = sign_in("admin")
    visitor.submit("/incidents/1/retry", {}, page="/incidents")
    assert visitor.submit("/incidents/1/retry", {}, page="/incidents").status_code == 422


def test_what_a_program_outside_could_not_do_is_tried_again(cycle: Cycle, sign_in: SignIn) -> None:
    labels = Labels(cycle)
    labels.start()
    labels.give_up("out of <b>paper</b>")
    visitor = sign_in("admin")
    text = visitor.get("/incidents").text
    assert "label printer" in text
    assert "out of &lt;b&gt;paper&lt;/b&gt;" in text
    visitor.submit("/incidents/1/retry", {}, page="/incidents")
    (job,) = labels.rows(worker_job)
    assert (job.state, job.retries, job.available_at) == ("created", 1, cycle.now)


def test_the_chosen_ones_are_tried_again_together_and_what_fails_again_is_told(
    cycle: Cycle, sign_in: SignIn
) -> None:
    break_a_document(cycle)
    visitor = sign_in("admin")
    assert "3 lần thử" in visitor.get("/incidents").text
    chosen = [("incident", "1"), ("incident", "77"), ("incident", "nonsense")]
    assert visitor.submit("/incidents/retry", chosen, page="/incidents").status_code == 303
    with cycle.database.write() as session:
        session.exec_driver_sql(
            "create trigger broken before insert on document begin select raise(abort, 'no space'); end"
        )
    cycle.go_to(at(17, 9))
    text = visitor.get("/incidents").text
    assert "Lại gặp lỗi" in text
    assert 'value="2"' in text, "it came back as a new incident"


def test_a_long_list_goes_on_behind_a_cursor(cycle: Cycle, sign_in: SignIn) -> None:
    with cycle.database.write() as session:
        for place in range(PAGE + 1):
            error = ValueError("what people wrote")
            open_incident(Driver(session), 1, f"step_{place}", ref=str(place), error=error, now=cycle.now)
    visitor = sign_in("admin")
    first = visitor.get("/incidents").text
    assert first.count('name="incident"') == PAGE
    assert "what people wrote" not in first
    assert f'href="/incidents?after={PAGE}"' in first
    assert visitor.get(f"/incidents?after={PAGE}").text.count('name="incident"') == 1
    assert visitor.get("/incidents?after=999").status_code == 200
