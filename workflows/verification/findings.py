"""The codes of a verification in words: what an agency found, what the lead concludes."""

from collections.abc import Mapping

Words = Mapping[str, str]
FINDINGS: Mapping[str, Words] = {
    "confirmed": {"vi": "Đúng", "en": "Confirmed"},
    "partly": {"vi": "Đúng một phần", "en": "Partly confirmed"},
    "unfounded": {"vi": "Không đúng", "en": "Unfounded"},
    "not_ours": {"vi": "Không thuộc thẩm quyền", "en": "Not ours to judge"},
}


def finding_words(code: str | None) -> Words:
    """The words of a code; one that a process owner has added to the form stands for itself."""
    text = code or ""
    return FINDINGS.get(text, {"vi": text, "en": text})
