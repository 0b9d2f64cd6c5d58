"""Packages: what goes out comes in unchanged, and nothing harmful comes in at all."""

import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO

import orjson
import pytest
import sqlalchemy as sa

from engine.definition_tables import resource
from tests.stores import BOTH_STORES
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.deployment import deploy_files
from workflows.designer.adding import add_deployed
from workflows.designer.blank import blank
from workflows.designer.calendar_days import days_in_change
from workflows.designer.changes import open_change
from workflows.designer.content import sha256_of
from workflows.designer.listing import drafts_of
from workflows.designer.packages.exporting import export_change
from workflows.designer.packages.importing import Examined, bring_in, examine
from workflows.designer.packages.manifest import CALENDAR, MANIFEST, FileEntry, Manifest, manifest_bytes
from workflows.designer.packages.zips import MOST_FILES
from workflows.designer.tables import design_day
from workflows.designer.together import files_of
from workflows.designer.trail import about, events_of
from workflows.designer.versions import kept_of
from workflows.errors import Refused
from workflows.house import HOUSE

FORM = "monthly_report.form"


def exported(drawing: Drawing, change: int) -> bytes:
    with drawing.database.read() as session:
        return export_change(session, drawing.viewer(), change, now=NOW)


def brought(drawing: Drawing, change: int, came: Examined) -> int:
    return drawing.act(lambda session, viewer: bring_in(session, viewer, change, came, now=NOW))


def names_in(drawing: Drawing, change: int) -> list[str]:
    with drawing.database.read() as session:
        return [draft.name for draft in drafts_of(session, change)]


def zipped(files: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", kind) as target:
        for name, content in files.items():
            target.writestr(name, content)
    made.seek(0)
    return made


@BOTH_STORES
def test_a_package_carries_what_its_drafts_need_and_comes_in_as_a_change(drawing: Drawing) -> None:
    change, draft = drawing.change_of("direction.bpmn")
    content = bytes(drawing.row(draft).content).replace("Giao việc".encode(), "Giao nhiệm vụ".encode())
    drawing.save(draft, content)
    with drawing.database.write() as session:
        day = {"date": date(2025, 5, 19), "kind": "off", "name": "Nghỉ bù", "source": "Công văn 7"}
        session.execute(design_day.insert().values(change_key=change, **day))
    package = exported(drawing, change)
    assert package == exported(drawing, change)

    came = examine(BytesIO(package), "goi.zip")
    assert {"direction.bpmn", "carry_out_direction.form"} <= came.files.keys()
    assert came.files["direction.bpmn"] == content
    manifest = orjson.loads(zipfile.ZipFile(BytesIO(package)).read(MANIFEST))
    [entry] = [one for one in manifest["files"] if one["name"] == "direction.bpmn"]
    assert entry["versions"] == {"direction": 1}

    other, _draft = drawing.change_of(FORM)
    assert brought(drawing, other, came) == 1  # what the house has already in the same words is no draft
    assert names_in(drawing, other) == [FORM, "direction.bpmn"]
    with drawing.database.read() as session:
        assert [row.date for row in days_in_change(session, other)] == [date(2025, 5, 19)]
        new = drafts_of(session, other)[1]
        assert new.base_resource_key == drawing.row(draft).base_resource_key
    assert not drawing.look(other).stops
    with drawing.database.read() as session:
        [told] = [about(event) for event in events_of(session, other) if event.what == "imported"]
    assert f"(1 of {len(came.files)} files; the others are exactly as in force" in told["en"]


def test_what_is_imported_over_a_draft_loses_nothing(drawing: Drawing) -> None:
    change, draft = drawing.change_of(FORM)
    drawing.save(draft, b'{"id": "mine"}')
    assert brought(drawing, change, examine(BytesIO(b'{"id": "theirs"}'), FORM)) == 1
    assert bytes(drawing.row(draft).content) == b'{"id": "theirs"}'
    with drawing.database.read() as session:
        assert kept_of(session, draft)


def test_a_plain_file_gets_a_name_that_can_be_kept(drawing: Drawing) -> None:
    came = examine(BytesIO(b'{"id": "x"}'), "C:\\Tài liệu\\Phiếu số 5.form")
    assert list(came.files) == ["Phieu_so_5.form"]
    assert came.title == "Phiếu số 5"
    change, _draft = drawing.change_of(FORM)
    assert brought(drawing, change, came) == 1


def test_what_a_program_deployed_under_any_name_is_drawn_and_carried(drawing: Drawing) -> None:
    begun = blank("form", "Phiếu số 5")[1]
    with drawing.database.write() as session:
        deploy_files(session, HOUSE, [("Phiếu “số 5”.form", begun)], actor="operator", now=NOW)
        file = session.execute(sa.select(resource).order_by(resource.c.key.desc()).limit(1)).one()
    change = drawing.act(lambda session, viewer: open_change(session, viewer, "Sửa", None, now=NOW))
    draft = drawing.act(lambda session, viewer: add_deployed(session, viewer, change, file.key, now=NOW))
    assert drawing.row(draft).name == "Phieu_so_5_.form"
    drawing.save(draft, begun + b"\n")
    came = examine(BytesIO(exported(drawing, change)), "goi.zip")
    assert list(came.files) == ["Phieu_so_5_.form"]
    with drawing.database.read() as session:
        files = files_of(session, change)
    assert [content for name, content in files if name.startswith("Phi")] == [begun + b"\n"]


def refused(files: Mapping[str, bytes]) -> str:
    with pytest.raises(Refused) as found:
        examine(zipped(files), "x.zip")
    assert found.value.text["vi"]
    return str(found.value)


FINE = b'{"id": "x"}'


def test_no_path_and_no_other_file_comes_in() -> None:
    for name in ("../x.form", "/x.form", "a/x.form", "a\\x.form", "x.exe", "x", "x.form/"):
        assert "only" in refused({name: FINE})
    assert "two files" in refused({"x.form": FINE, "x.FORM": FINE})


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert "unpacks to too much" in refused({"x.form": b" " * 3_000_000})
    many = {f"x{number}.form": b" " * 1_900_000 for number in range(16)}
    assert "unpacks to too much" in refused(many)
    assert "at most" in refused({f"x{number}.form": FINE for number in range(MOST_FILES + 1)})


def test_what_is_no_zip_or_damaged_is_told() -> None:
    whole = zipped({"đ.form": FINE * 50}).getvalue()
    name, place = "đ.form".encode(), whole.index(b"PK\x05\x06") + 16  # of its list of files
    broken = (
        whole.replace(name, "ê.form".encode(), 1),
        whole.replace(name, b"\xff" + name[1:]),
        whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4 :],
    )
    for content in (b"", b"PK", *broken):
        with pytest.raises(Refused, match="no zip"):
            examine(BytesIO(content), "x.zip")
    with pytest.raises(Refused, match="unusual"):
        examine(zipped({"x.form": FINE}, zipfile.ZIP_BZIP2), "x.zip")
    assert "no diagram" in refused(
        {MANIFEST: b'{"giaoban_package": 1, "title": "", "made_at": "", "files": []}'}
    )


def test_xml_from_a_package_meets_the_one_parser() -> None:
    assert "DOCTYPE" in refused({"x.bpmn": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})
    assert "x.dmn" in refused({"x.dmn": b"<a"})


def test_a_title_that_cannot_be_stored_is_told() -> None:
    for title, taken in (("a", True), ("a\0", False)):
        entry = FileEntry("x.form", "form", sha256_of(FINE), {})
        files = {MANIFEST: manifest_bytes(Manifest(title, "b", (entry,))), "x.form": FINE}
        if taken:
            assert examine(zipped(files), "x.zip").title == title
            assert examine(zipped({"x.form": FINE}), f"Gói\0 {title}.zip").title == f"Gói {title}"
        else:
            assert MANIFEST in refused(files)


@pytest.mark.parametrize(
    "manifest",
    [
        b"{",
        b"[]",
        b'{"giaoban_package": 2}',
        b'{"giaoban_package": 1}',
        b'{"giaoban_package": 1, "title": "a", "made_at": "b", "files": [1]}',
        b'{"giaoban_package": 1, "title": "a", "made_at": "b", "files": [{"name": "x.form"}]}',
        b'{"giaoban_package": 1, "title": "a", "made_at": "b", "files": []}',
        (
            b'{"giaoban_package": 1, "title": "a", "made_at": "b",'
            b' "files": [{"name": "x.form", "kind": "form", "sha256": "0"}]}'
        ),
        (
            b'{"giaoban_package": 1, "title": "a", "made_at": "b",'
            b' "files": [{"name": "y.form", "kind": "form", "sha256": "0"}]}'
        ),
    ],
)
def test_a_manifest_must_be_that_of_its_files(manifest: bytes) -> None:
    assert refused({MANIFEST: manifest, "x.form": FINE})


@pytest.mark.parametrize(
    "calendar",
    [
        b"{",
        b"{}",
        b"[1]",
        b'[{"date": "2025-13-01", "kind": "off"}]',
        b'[{"date": "2025-01-01", "kind": "holiday"}]',
        b'[{"date": "2025-01-01", "kind": "off", "name": 1}]',
        b'[{"date": "2025-01-01", "kind": "off", "name": " "}]',
    ],
)
def test_days_that_are_none_are_told(calendar: bytes) -> None:
    assert CALENDAR in refused({CALENDAR: calendar, "x.form": FINE})
