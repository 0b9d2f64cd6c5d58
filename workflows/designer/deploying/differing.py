"""The section that says what differs from what is in force, file by file, drawn and in words."""

from collections.abc import Iterator

from bpmn.errors import Words, words
from bpmn.facts import Names
from database.session import Session
from workflows.designer.deploying.asked import Asked, Replacing
from workflows.designer.deploying.blocks import Block, Link, Listed, Picture, Section, Sentence, joined, plain
from workflows.designer.drawn import draw_difference
from workflows.designer.together import names_in
from workflows.designer.told import LANGUAGES, Altered, FileDifference, Told, tell_difference

KINDS = {
    "added": words("thêm", "added"),
    "removed": words("bỏ", "removed"),
    "changed": words("sửa", "changed"),
    "moved": words("đổi chỗ", "moved"),
}


def what_differs(_session: Session, asked: Asked) -> Section | None:
    """What it means, with each diagram drawn; None where all files are those in force."""
    names = names_in(asked.after)
    blocks = [block for one in asked.replacing if one.alters for block in _file(one, names)]
    if not blocks:
        return None
    return Section("differs", words("Những gì thay đổi", "What changes"), tuple(blocks))


def _file(one: Replacing, names: Names) -> Iterator[Block]:
    draft = one.draft
    before, after = (None if one.before is None else bytes(one.before.content)), bytes(draft.content)
    found = tell_difference(draft.name, draft.kind, before, after, names)
    summary = joined(found.summary, "; ") if found.summary else found.problem or _OTHERWISE
    yield Sentence(joined((plain(draft.name), summary), ": "))
    shown = words(f"{draft.name}: những gì thay đổi", f"{draft.name}: what changes")
    drawn = {
        language: "".join(draw_difference(found, before, after, language, shown[language]))
        for language in LANGUAGES
    }
    if drawn["vi"]:
        yield Picture(drawn, _shows(shown))
    if found.told:
        yield Listed(tuple(_line(told, found) for told in found.told))
    yield Link(
        f"/designer/drafts/{draft.key}/changes",
        words(f"So sánh {draft.name}", f"Compare {draft.name}"),
    )


_OTHERWISE = words("chỉ khác cách viết trong tệp", "only written otherwise in the file")


def _shows(shown: Words) -> Words:
    signs = words(
        "Dấu + thêm, − bỏ, ≠ sửa, ↔ đổi chỗ; số dẫn đến câu bên dưới.",
        "The signs: + added, − removed, ≠ changed, ↔ moved; numbers are those of the sentences below.",
    )
    return joined((shown, signs), ". ")


def _line(told: Told, found: FileDifference) -> Words:
    line = told.sentence
    if found.kind == "bpmn":  # the numbers are those of the badges
        kind = KINDS[told.kind]
        line = words(*(f"{told.number}. {kind[each]}: {told.sentence[each]}" for each in LANGUAGES))
    facts = [_fact(one) for one in told.altered]
    return joined((line, joined(facts, "; ")), " · ") if facts else line


def _fact(one: Altered) -> Words:
    def said(words: Words | None, language: str) -> str:
        return words[language] if words else "–"

    return {
        language: f"{one.title[language]}: {said(one.before, language)} → {said(one.after, language)}"
        if one.before
        else f"{one.title[language]}: {said(one.after, language)}"
        for language in LANGUAGES
    }
