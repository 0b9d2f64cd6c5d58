"""Files and packages that come from elsewhere: looked through first, then laid into a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from os import SEEK_END
from pathlib import PurePath
from typing import Any, BinaryIO

import sqlalchemy as sa

from bpmn.xml import MAX_BYTES
from database.session import Session
from engine.definition_tables import resource
from forms.shape import plain_text
from organisation.calendar_overrides import overrides
from organisation.viewer import Viewer
from workflows.designer.calendar_days import days_in_change
from workflows.designer.changes import LONGEST_TITLE, writable_change
from workflows.designer.content import Unreadable, kind_of, require_readable, sha256_of
from workflows.designer.drafts import Saved, add_draft, save_draft
from workflows.designer.file_names import plain_name, require_name
from workflows.designer.listing import drafts_of
from workflows.designer.packages.manifest import (
    CALENDAR,
    MANIFEST,
    SCENARIOS,
    Day,
    Manifest,
    PackageRefused,
    read_calendar,
    read_manifest,
)
from workflows.designer.packages.zips import unpack
from workflows.designer.rights import find_draft
from workflows.designer.scenarios.carrying import read_scenarios
from workflows.designer.scenarios.scenario import Written, add_scenario, new_ones
from workflows.designer.tables import design_day, design_draft
from workflows.designer.together import deployed_files, file_replaced_by
from workflows.designer.trail import note
from workflows.errors import Refused, StalePage

NOTHING_NEW = {
    "vi": "Không có gì mới để nhập: mọi thứ giống hệt bản đang áp dụng, hoặc đã có trong đợt sửa. "
    "Muốn sửa bản đang áp dụng, bấm Sửa cạnh tên của nó.",
    "en": "There is nothing new to import: all of it is exactly as in force, or in the change already. "
    "To change what is in force, press Change this beside its name.",
}


@dataclass(frozen=True)
class Examined:
    """What came, looked through: nothing of it can harm, though it may hold faults that its editors show."""

    title: str
    files: Mapping[str, bytes]
    days: tuple[Day, ...] = ()
    scenarios: tuple[Written, ...] = ()


def examine(file: BinaryIO, name: str) -> Examined:
    """Look through a file or a package. Raises PackageRefused, Unreadable, Refused with the file's name in it."""
    if PurePath(name).suffix.lower() == ".zip":
        return _package(unpack(file), PurePath(name).stem)
    clean = require_name(plain_name(name))
    size = file.seek(0, SEEK_END)
    if size > MAX_BYTES:
        megabytes, most = f"{size / 1_000_000:.1f}", MAX_BYTES // 1_000_000
        raise Refused(
            f"Tệp dài {megabytes.replace('.', ',')} MB; mỗi tệp nhiều nhất {most} MB.",
            f"The file has {megabytes} MB; a file may have {most} MB at most.",
        )
    file.seek(0)
    content = file.read()
    require_readable(kind_of(clean) or "", content)
    called = PurePath(name.replace("\\", "/")).stem
    return Examined(plain_text(called)[:LONGEST_TITLE], {clean: content})


def _package(found: dict[str, bytes], called: str) -> Examined:
    """A zip with a manifest must be what its manifest says; one without is a folder of files."""
    manifest = read_manifest(found[MANIFEST]) if MANIFEST in found else None
    days = read_calendar(found[CALENDAR]) if CALENDAR in found else ()
    scenarios = read_scenarios(found[SCENARIOS]) if SCENARIOS in found else ()
    files = _by_plain_names(found)
    if not files:
        raise PackageRefused(
            "Gói không có sơ đồ, bảng hay biểu mẫu nào.", "The package holds no diagram, table or form."
        )
    if manifest is not None:
        _require_same(manifest, files)
    for name, content in files.items():
        _require_readable(name, content)
    title = manifest.title if manifest and manifest.title.strip() else plain_text(called)[:LONGEST_TITLE]
    return Examined(title, files, days, scenarios)


def _by_plain_names(found: Mapping[str, bytes]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name, content in found.items():
        if kind_of(name) is None:
            continue
        clean = require_name(name)
        if clean in files:
            raise PackageRefused(
                f"Gói có hai tệp cùng tên {clean}.", f"The package holds two files named {clean}."
            )
        files[clean] = content
    return files


def _require_same(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    told = {entry.name: entry.sha256 for entry in manifest.files}
    for name in sorted(told.keys() | files.keys()):
        if name not in files:
            raise PackageRefused(
                f"Gói thiếu tệp {name[:80]} ghi trong danh mục của gói. Xuất lại gói ở nơi gửi.",
                f"The package lacks {name[:80]}, which its manifest names. Have it exported again.",
            )
        if told.get(name) != sha256_of(files[name]):
            raise PackageRefused(
                f"Tệp {name} khác với danh mục của gói: đã bị sửa hoặc hỏng. Xuất lại gói ở nơi gửi.",
                f"The file {name} is not the one in the manifest: altered or damaged. Have it exported again.",
            )


def _require_readable(name: str, content: bytes) -> None:
    try:
        require_readable(kind_of(name) or "", content)
    except Unreadable as error:
        vi, en = error.text["vi"], error.text["en"]
        raise PackageRefused(f"{name}: {vi}", f"{name}: {en}") from error


def bring_in(session: Session, viewer: Viewer, change_key: int, came: Examined, *, now: datetime) -> int:
    """Lay what came into a change, and return how many drafts it made or altered.

    A file whose name the change has already is saved over it; what was there before stays among its versions. What
    takes the place of something in force begins from that, so that the difference shows. Refused when all of it is
    here already: an empty change would look like one that was filled.
    """
    change = writable_change(session, viewer, change_key, now)
    there = {
        draft.name: draft
        for removed in (False, True)
        for draft in drafts_of(session, change.key, removed=removed)
    }
    done = 0
    for name, content in came.files.items():
        if name in there:
            done += _save_over(session, viewer, there[name], content, now)
        elif not _is_in_force(session, name, content):
            _add(session, viewer, change.key, name, content, now)
            done += 1
    days = _new_days(session, change.key, came.days)
    scenarios = new_ones(session, change.key, came.scenarios)
    if not (done or days or scenarios):
        raise Refused(**NOTHING_NEW)
    if days:
        session.execute(design_day.insert(), days)
    for scenario in scenarios:
        add_scenario(session, viewer, change.key, scenario, now=now)
    facts = {"name": came.title, "files": len(came.files), "new": done}
    note(session, viewer, change.key, "imported", now, facts=facts)
    return done


def _add(session: Session, viewer: Viewer, change_key: int, name: str, content: bytes, now: datetime) -> None:
    key = add_draft(session, viewer, change_key, name, content, now=now)
    base = file_replaced_by(session, find_draft(session, viewer, key, now))
    session.execute(sa.update(design_draft).where(design_draft.c.key == key).values(base_resource_key=base))


def _save_over(session: Session, viewer: Viewer, draft: Any, content: bytes, now: datetime) -> int:
    if draft.removed_at is not None:
        session.execute(
            sa.update(design_draft).where(design_draft.c.key == draft.key).values(removed_at=None)
        )
    if bytes(draft.content) == content:
        return 0
    done = save_draft(session, viewer, draft.key, content, revision=draft.revision, now=now)
    if not isinstance(done, Saved):
        raise StalePage(
            f"Người khác vừa lưu {draft.name}. Nhập lại tệp.",
            f"Somebody else has just saved {draft.name}. Import the file again.",
        )
    return 1


def _is_in_force(session: Session, name: str, content: bytes) -> bool:
    """Whether exactly this is deployed: a package brings along what its drafts need, and most houses have it."""
    keys = [file.resource_key for file in deployed_files(session) if file.name == name]
    found = sa.select(resource.c.key).where(resource.c.key.in_(keys), resource.c.sha256 == sha256_of(content))
    return session.execute(found).first() is not None


def _new_days(session: Session, change_key: int, days: tuple[Day, ...]) -> list[dict[str, Any]]:
    """The days that differ from what holds here, and that the change does not set already."""
    now = {one.date: (one.kind, one.name, one.source) for one in overrides(session)}
    there = {one.date for one in days_in_change(session, change_key)}
    return [
        {"change_key": change_key, "date": day.date, "kind": day.kind, "name": day.name, "source": day.source}
        for day in days
        if day.date not in there and now.get(day.date) != (day.kind, day.name, day.source)
    ]
