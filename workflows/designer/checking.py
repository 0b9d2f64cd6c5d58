"""Judging a draft as it would be deployed: beside the other drafts of its change and all that is in force."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from bpmn.catalogue import Catalogue
from bpmn.errors import words
from bpmn.finding import Finding
from database.session import Session
from engine.host import Host
from workflows.deployment import Files, findings_of
from workflows.designer.content import Unreadable, kind_of, require_readable
from workflows.designer.offered_words import KNOWN_VARIABLES
from workflows.designer.together import defined_ids, files_of, laid_over
from workflows.form_findings import form_fields


def catalogue_together(host: Host, files: Files) -> Catalogue:
    """What a diagram may name beside these files; one that cannot be read yet offers nothing.

    A process owner draws for people: programs bring their diagrams over `/v2`.
    """
    ids = {kind: _ids(files, kind) for kind in ("bpmn", "dmn", "form")}
    return Catalogue(
        forms=ids["form"],
        actions=frozenset(host.actions),
        functions=frozenset(host.functions),
        decisions=ids["dmn"],
        processes=ids["bpmn"],
        variables=KNOWN_VARIABLES,
        form_fields=form_fields(files),
        programs=False,
    )


def _ids(files: Files, kind: str) -> frozenset[str]:
    each: Iterable[frozenset[str]] = (
        defined_ids(kind, content) for name, content in files if kind_of(name) == kind
    )
    return frozenset[str]().union(*each)


def findings_of_draft(session: Session, host: Host, draft: Any, content: bytes) -> list[Finding]:
    """What is to be changed in a draft if its content were this. `draft` is its row."""
    together = files_of(session, draft.change_key)
    beside = [(name, other) for name, other in together if name != draft.name]
    return judge(host, [*beside, (draft.name, content)], {draft.name})[draft.name]


def findings_of_change(session: Session, host: Host, drafts: Iterable[Any]) -> dict[str, list[Finding]]:
    """The findings of each of the drafts, by file name."""
    own = list(drafts)
    return judge(host, laid_over(session, own), {draft.name for draft in own})


def judge(host: Host, files: Files, of: AbstractSet[str]) -> dict[str, list[Finding]]:
    """The findings of some of these files, by name. What cannot be read at all is a finding, too."""
    unread = {
        name: [finding]
        for name, content in files
        if name in of and (finding := _unreadable(name, content)) is not None
    }
    found = findings_of(files, catalogue_together(host, files), of=of - unread.keys())
    return {name: unread.get(name) or found.get(name, []) for name, _content in files if name in of}


def _unreadable(name: str, content: bytes) -> Finding | None:
    try:
        require_readable(kind_of(name) or "", content)
    except Unreadable as error:
        remedy = words("Tệp chưa được kiểm tra thêm.", "Nothing else in the file was checked.")
        return Finding("–", "readable", "error", error.text, remedy)
    return None
