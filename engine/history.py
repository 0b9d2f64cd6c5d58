"""What happened to an instance, in order and for ever: each row's hash covers the row before it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import time_text
from engine import statements
from engine.errors import InstanceGone
from engine.history_tables import history, seal, seal_head
from engine.statements import Driver
from engine.tables import instance
from engine.values import json_text, to_json


@dataclass(frozen=True)
class Broken:
    """A place where the history is not what was written; `seq` is the first row that does not fit."""

    instance_key: int
    seq: int
    why: dict[str, str]


def record(
    session: Session,
    instance_key: int,
    *,
    element: str,
    what: str,
    actor: str,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Append one row to the history of an instance. Put no contacts, comments or drafts into `data`."""
    append(Driver(session), instance_key, element, what, actor, at, data or {})


def append(
    driver: Driver,
    instance_key: int,
    element: str,
    what: str,
    actor: str,
    at: datetime,
    data: Mapping[str, Any],
) -> None:
    """`record` inside a step, where a cursor is at hand."""
    found = driver.one(statements.HISTORY_HEAD, instance_key)
    if found is None:
        raise InstanceGone(instance_key)
    seq, head = found[0] + 1, bytes(found[1])
    text = json_text(to_json(data))
    head = row_hash(head, instance_key, seq, time_text(at), element, what, actor, text)
    driver.run(
        statements.INSERT_HISTORY,
        *(instance_key, seq, driver.moment(at), element, what, actor, text, head),
    )
    driver.run(statements.MOVE_HEAD, seq, head, instance_key, seq - 1)


def row_hash(previous: bytes, *facts: Any) -> bytes:
    """sha256 over the previous hash and the row as canonical JSON; moments as UTC text."""
    return hashlib.sha256(previous + json_text(list(facts)).encode()).digest()


def verify_history(session: Session) -> list[Broken]:
    """Compute every chain and every seal again. Empty means: nothing was changed, removed or put in between."""
    return [*_broken_chains(session), *_broken_seals(session)]


def _broken_chains(session: Session) -> list[Broken]:
    broken = []
    heads = session.execute(sa.select(instance.c.key, instance.c.history_seq, instance.c.history_head))
    ends = {key: (seq, bytes(head)) for key, seq, head in heads}
    followed: dict[int, tuple[int, bytes]] = dict.fromkeys(ends, (0, b""))
    for row in session.execute(sa.select(history).order_by(history.c.instance_key, history.c.seq)):
        seq, head = followed.setdefault(row.instance_key, (0, b""))
        if seq < 0:
            continue  # this chain is broken already; one finding is enough
        text = json_text(row.data)
        facts = (row.instance_key, row.seq, time_text(row.at), row.element, row.what, row.actor, text)
        computed = row_hash(head, *facts)
        if row.seq != seq + 1 or computed != bytes(row.hash):
            broken.append(Broken(row.instance_key, seq + 1, _changed(row.instance_key, seq + 1)))
            followed[row.instance_key] = (-1, b"")
            continue
        followed[row.instance_key] = (row.seq, computed)
    for key, end in ends.items():
        reached = followed[key]
        if reached[0] >= 0 and reached != end:
            broken.append(Broken(key, reached[0] + 1, _shortened(key, end[0], reached[0])))
    return [*broken, *(Broken(key, 0, _gone(key)) for key in followed.keys() - ends.keys())]


def seal_heads(session: Session, now: datetime) -> int | None:
    """Close the day: every head that moved since the last seal goes into one hash over the seal before.

    Returns the seal's key, or None where nothing moved.
    """
    latest = (
        sa.select(seal_head.c.instance_key, sa.func.max(seal_head.c.seq).label("seq"))
        .group_by(seal_head.c.instance_key)
        .subquery()
    )
    moved = session.execute(
        sa.select(instance.c.key, instance.c.history_seq, instance.c.history_head)
        .join(latest, latest.c.instance_key == instance.c.key, isouter=True)
        .where(instance.c.history_seq > sa.func.coalesce(latest.c.seq, 0))
        .order_by(instance.c.key)
    ).all()
    if not moved:
        return None
    previous = session.execute(sa.select(seal.c.hash).order_by(seal.c.key.desc()).limit(1)).scalar()
    digest = _seal_hash(bytes(previous or b""), now, [(key, seq, bytes(head)) for key, seq, head in moved])
    made = session.execute(
        seal.insert().values(sealed_at=now, heads=len(moved), hash=digest).returning(seal.c.key)
    ).scalar_one()
    rows = [
        {"seal_key": made, "instance_key": key, "seq": seq, "hash": bytes(head)} for key, seq, head in moved
    ]
    session.execute(seal_head.insert(), rows)
    return int(made)


def _seal_hash(previous: bytes, at: datetime, heads: list[tuple[int, int, bytes]]) -> bytes:
    return row_hash(previous, time_text(at), [[key, seq, head.hex()] for key, seq, head in heads])


def _broken_seals(session: Session) -> list[Broken]:
    broken, previous = [], b""
    for found in session.execute(sa.select(seal).order_by(seal.c.key)):
        heads = session.execute(
            sa.select(seal_head).where(seal_head.c.seal_key == found.key).order_by(seal_head.c.instance_key)
        ).all()
        listed = [(row.instance_key, row.seq, bytes(row.hash)) for row in heads]
        if _seal_hash(previous, found.sealed_at, listed) != bytes(found.hash):
            broken.append(Broken(listed[0][0] if listed else 0, 0, _seal_changed(found.key)))
        previous = bytes(found.hash)
    lost = session.execute(
        sa.select(seal_head.c.instance_key, seal_head.c.seq)
        .join(
            history,
            (history.c.instance_key == seal_head.c.instance_key) & (history.c.seq == seal_head.c.seq),
            isouter=True,
        )
        .where((history.c.hash.is_(None)) | (history.c.hash != seal_head.c.hash))
    )
    return [*broken, *(Broken(key, seq, _unlike_seal(key, seq)) for key, seq in lost)]


def _changed(key: int, seq: int) -> dict[str, str]:
    return {
        "vi": f"Hồ sơ {key}: dòng lịch sử {seq} đã bị sửa, xóa hoặc chèn thêm.",
        "en": f"Instance {key}: history row {seq} was changed, removed or put in between.",
    }


def _shortened(key: int, expected: int, found: int) -> dict[str, str]:
    return {
        "vi": f"Hồ sơ {key}: lịch sử có {found} dòng, phải có {expected} dòng.",
        "en": f"Instance {key}: the history has {found} rows and should have {expected}.",
    }


def _gone(key: int) -> dict[str, str]:
    return {
        "vi": f"Hồ sơ {key} có lịch sử nhưng chính hồ sơ đã bị xóa.",
        "en": f"Instance {key} has a history, but the instance itself was removed.",
    }


def _seal_changed(key: int) -> dict[str, str]:
    return {
        "vi": f"Niêm phong {key} không khớp với nội dung của nó.",
        "en": f"Seal {key} does not fit its contents.",
    }


def _unlike_seal(key: int, seq: int) -> dict[str, str]:
    return {
        "vi": f"Hồ sơ {key}: dòng lịch sử {seq} khác với lúc niêm phong.",
        "en": f"Instance {key}: history row {seq} is not what was sealed.",
    }
