"""The section that says how many running cases could be moved to the new versions, and why others could not."""

from collections.abc import Iterator

from bpmn.errors import Words, words
from bpmn.lint import errors_of
from database.session import Session
from engine.behind import running_groups
from engine.definitions import diagrams_in
from engine.moving import Movable, movable
from engine.spiff_parser import Diagram
from workflows.designer.content import sha256_of
from workflows.designer.deploying.asked import Asked
from workflows.designer.deploying.blocks import Block, Link, Listed, Section, Sentence, counted

TITLE = words("Hồ sơ đang chạy", "Cases that run")


def running_cases(session: Session, asked: Asked) -> Section | None:
    """For each altered diagram the cases that run by it. Nothing where none does."""
    running = running_groups(session)
    blocks: list[Block] = []
    for diagram in _altered(asked):
        if diagram.process_id in running:
            blocks += _blocks(diagram, movable(session, diagram.process_id, diagram))
    if not blocks:
        return None
    told = words(
        "Hồ sơ đang chạy giữ phiên bản cũ cho đến khi có người chuyển; chuyển sau khi áp dụng.",
        "Cases that run keep their version until somebody moves them; that is done after deploying.",
    )
    link = Link("/designer/running", words("Chuyển hồ sơ đang chạy", "Move cases that run"))
    return Section("running", TITLE, (*blocks, Sentence(told), link))


def _altered(asked: Asked) -> Iterator[Diagram]:
    """The processes of the altered diagrams. One with errors cannot be deployed, and is not read."""
    for one in asked.replacing:
        if one.draft.kind == "bpmn" and one.alters and not errors_of(asked.findings[one.draft.name]):
            content = bytes(one.draft.content)
            yield from diagrams_in(sha256_of(content), content).values()


def _blocks(diagram: Diagram, found: Movable) -> Iterator[Block]:
    names, can, stuck = diagram.names, counted(len(found.can)), counted(found.stuck)
    cases = "case" if len(found.can) == 1 else "cases"
    yield Sentence(
        {
            "vi": f"{names['vi']}: {can['vi']} hồ sơ đang chạy chuyển được, {stuck['vi']} chưa chuyển được.",
            "en": f"{names['en']}: {can['en']} running {cases} can be moved, {stuck['en']} cannot.",
        }
    )
    if found.cannot:
        yield Listed(tuple(_reason(len(one.keys), one.reason) for one in found.cannot))


def _reason(count: int, reason: Words) -> Words:
    number = counted(count)
    return {
        "vi": f"{number['vi']} hồ sơ: {reason['vi']}",
        "en": f"{number['en']} {'case' if count == 1 else 'cases'}: {reason['en']}",
    }
