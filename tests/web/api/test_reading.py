"""What a program reads of the reporting work is what its account sees on the pages; other rows are not there."""

import base64
import hashlib

import pytest

from tests.web.api.conftest import Reader
from tests.workflows.cycle import NIL, Cycle, at


def names(rows: list[dict[str, str]], field: str = "name") -> list[str]:
    return [row[field] for row in rows]


def test_units_are_the_own_ones_and_those_below(reader: Reader) -> None:
    def codes(who: str) -> list[str]:
        return names(reader(who).items("/api/units", kind="unit"), "code")

    assert codes("c003.reporter") == ["C003"]
    assert codes("d001.receiver") == ["C003", "C004", "D001"]
    assert codes("p01.leader") == ["C003", "C004", "C005", "D001", "D002", "P01"]
    assert codes("admin") == [*codes("p01.leader"), "VN"]


def test_units_are_found_by_name_code_and_level(reader: Reader) -> None:
    leader = reader("p01.leader")
    assert names(leader.items("/api/units", text="phường"), "code") == ["C003", "C004"]
    assert names(leader.items("/api/units", level="district"), "code") == ["D001", "D002"]
    assert names(leader.items("/api/units", code="C005"), "code") == ["C005"]
    assert leader.items("/api/units", text="100%") == []


def test_a_unit_stands_in_its_line_on_a_day(reader: Reader, cycle: Cycle) -> None:
    leader = reader("p01.leader")
    key = cycle.report("D001").unit_key
    found = leader.get(f"/api/units/{key}").json()
    assert names(found["above"], "code") == ["P01", "VN"]
    assert names(found["below"], "code") == ["C003", "C004"]
    assert leader.get(f"/api/units/{key}", params={"on": "2025-08-01"}).status_code == 404, (
        "districts are gone"
    )


def test_another_unit_is_absent_and_not_forbidden(reader: Reader, cycle: Cycle) -> None:
    ward = reader("c003.reporter")
    assert ward.get(f"/api/units/{cycle.report('C004').unit_key}").status_code == 404
    assert ward.get(f"/api/submissions/{cycle.report('C004').key}").status_code == 404
    assert ward.get(f"/api/submissions/{cycle.report('D001').key}").status_code == 404
    assert names(ward.items("/api/submissions"), "unitHandle") == ["C003"]


def test_a_cycle_tells_every_date_and_its_reason(reader: Reader) -> None:
    (row,) = reader("c003.reporter").items("/api/cycles", isOpen="true")
    assert row["name"] == {"vi": "tháng 05/2025", "en": "May 2025"}
    found = reader("c003.reporter").get(f"/api/cycles/{row['cycleKey']}").json()
    (ward,) = [level for level in found["levels"] if level["level"] == "commune"]
    assert ward["dates"]["due"]["at"] == "2025-05-16T10:00:00.000000Z"
    assert "14/05/2025" in ward["dates"]["due"]["explanation"]["en"]
    assert found["counts"]["expected"] == 1
    assert reader("p01.leader").get(f"/api/cycles/{row['cycleKey']}").json()["counts"]["expected"] == 6


def test_a_submission_with_its_versions_its_document_and_its_receipts(reader: Reader, cycle: Cycle) -> None:
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    key = cycle.report("C003").key
    district = reader("d001.receiver")
    found = district.get(f"/api/submissions/{key}").json()
    assert (found["outcome"], found["versions"]) == ("on_time", 1)
    assert found["sent"][0]["answers"]["overview"] == "Tình hình địa bàn ổn định."

    pdf = district.get(f"/api/submissions/{key}/pdf")
    sha256 = hashlib.sha256(pdf.content).hexdigest()
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["etag"] == f'"{sha256}"'
    assert found["sent"][0]["documentSha256"] == sha256
    assert pdf.headers["repr-digest"] == f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
    assert pdf.headers["content-disposition"].startswith("attachment")
    again = district.get(f"/api/submissions/{key}/pdf", headers={"if-none-match": pdf.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert district.get(f"/api/submissions/{key}/pdf", params={"version": 2}).status_code == 404
    assert reader("c004.reporter").get(f"/api/submissions/{key}/pdf").status_code == 404

    receipts = district.items("/api/receipts", submission=str(key))
    assert {row["state"] for row in receipts} == {"sent"}, "a program opens nothing"
    assert "D001" in names(receipts, "addressee")
    assert reader("c004.reporter").items("/api/receipts") == []
    cycle.accept("C003", "D001")
    assert len(district.items("/api/receipts", addressee="D001", state="accepted")) == 1


def test_submissions_are_found_by_outcome_cycle_unit_and_since(reader: Reader, cycle: Cycle) -> None:
    cycle.go_to(at(15, 9))
    cycle.draft("C004", NIL)
    cycle.approve("C004")
    leader = reader("p01.leader")

    def units(**asked: str) -> list[str]:
        return names(leader.items("/api/submissions", **asked), "unitHandle")

    assert units(outcome="nil") == ["C004"]
    assert len(units(outcome="pending")) == 5
    assert units(unit=str(cycle.report("C005").unit_key)) == ["C005"]
    assert units(cycle="99") == []
    assert units(since="2025-05-15T02:00:00Z") == ["C004"]
    assert units(since="2025-05-15T02:00:01Z") == []


def test_pages_follow_each_other_and_hold_every_row_once(reader: Reader) -> None:
    leader, found, after = reader("p01.leader"), [], None
    while True:
        page = leader.get(
            "/api/submissions", params={"limit": 4} | ({"after": after} if after else {})
        ).json()
        if not page["items"]:
            break
        found += names(page["items"], "unitHandle")
        after = page["page"]["endCursor"]
    assert len(found) == len(set(found)) == 6
    assert page["page"]["totalItems"] == 6


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/units?limit=0", "limit"),
        ("/api/units?limit=501", "limit"),
        ("/api/units?nmae=x", "nmae"),
        ("/api/units?on=yesterday", "on"),
        ("/api/units?after=nonsense", "page.after"),
        ("/api/cycles?isOpen=perhaps", "isOpen"),
        ("/api/submissions?outcome=good", "outcome"),
        ("/api/submissions?cycle=0x1", "cycle"),
        ("/api/submissions?since=2025-05-15", "since"),
        ("/api/receipts?state=lost", "state"),
    ],
)
def test_a_question_that_cannot_be_read_names_its_field(reader: Reader, path: str, field: str) -> None:
    answer = reader("p01.leader").get(path)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_an_owner_opens_a_cycle_once_and_nobody_else_does(reader: Reader, cycle: Cycle) -> None:
    cycle.go_to(at(9, month=6))
    wanted = {"period": "2025-06", "unit": "P01"}
    assert reader("p01.leader").post("/api/cycles", json=wanted).status_code == 403
    first = reader("admin").post("/api/cycles", json=wanted)
    assert (first.status_code, first.json()["isNew"], first.json()["units"]) == (201, True, 6)
    again = reader("admin").post("/api/cycles", json=wanted)
    assert (again.status_code, again.json()["isNew"]) == (200, False)
    assert again.json()["cycleKey"] == first.json()["cycleKey"]
    assert reader("admin").post("/api/cycles", json={**wanted, "period": "2025-13"}).status_code == 400
    assert reader("admin").post("/api/cycles", json={**wanted, "unit": "X99"}).status_code == 404


def test_nobody_is_asked_who_he_is(reader: Reader) -> None:
    nobody = reader("admin")
    nobody.headers.pop("authorization")
    for path in ("/api/units", "/api/cycles", "/api/submissions/1", "/api/receipts"):
        answer = nobody.get(path)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
