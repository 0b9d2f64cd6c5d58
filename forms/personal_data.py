"""A guard against data about persons in what staff write: ID numbers, telephones, e-mail addresses.

Names cannot be recognised, and the sentences say so. What looks like a date, an amount of money, a count, the
number of a document or an organisation's tax code is let through; so are public hotlines (1800, 1900 and
short numbers).

An ID number has 12 digits (since 2016: province 001-096 first, so it begins with 0) or 9 (the older card).
A telephone has 10 digits (mobile: 03, 05, 07, 08, 09) or 11 (fixed line: 02), or +84 in place of the 0.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from forms.words import Words, both

GAP = r"[ .\-]{1,3}"
START = r"(?<!\d)(?<!\d[.,\-/])"
END = r"(?!\d)(?![.,]\d)"

DATE = re.compile(r"(?<![\d+])(?:0?[1-9]|[12]\d|3[01])([./\-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d)")
DOCUMENT = re.compile(r"(?<!\d)\d+/(?:\d{4}/)?[^\W\d_]+(?:-[^\W\d_]+)*")
EMAIL = re.compile(
    r"[A-Za-z0-9_%+\-][\w.%+\-]{0,63} ?(?:@|\(at\)|\[at\]) ?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
MOBILE = rf"0[35789]\d{{8}}|0[35789]\d{{1,2}}(?:{GAP}\d{{2,4}}){{2,4}}"
FIXED = rf"02\d{{9}}|\(?02\d{{1,2}}\)?(?:{GAP}\d{{2,8}}){{1,4}}"
ABROAD = rf"(?:\+|00)84(?:{GAP})?(?:\(0\))?0?[235789]\d{{0,9}}(?:{GAP}\d{{2,8}}){{0,4}}|84[35789]\d{{8}}"
APART = r"0(?:[ .\-]\d){8,11}"
PHONE = re.compile(rf"{START}(?:{APART}|{ABROAD}|{MOBILE}|{FIXED}){END}")
LONG_ID = re.compile(rf"{START}0(?:[ .\-]?\d){{11}}{END}")
SHORT_ID = re.compile(
    rf"{START}\d{{9}}{END}|{START}\d{{3}} \d{{3}} \d{{3}}{END}|{START}0\d\d\.\d{{3}}\.\d{{3}}{END}"
)
NAMED_ID = re.compile(
    r"(?:cmnd|cccd|cmt|căn cước|chứng minh (?:nhân dân|thư)|định danh|id (?:card|number))"
    rf"[^\d\n]{{0,25}}(\d(?:(?:{GAP})?\d){{8,11}}){END}",
    re.IGNORECASE,
)
AMOUNT_AFTER = re.compile(
    r"\s*(?:₫|đ(?![^\W\d_])|đồng|vnd|vnđ|usd|nghìn|ngàn|triệu|tỷ|tỉ|m2|m3|m²|m³|km|ha\b|kg|tấn|lượt|người|ý kiến|%)",
    re.IGNORECASE,
)
TAX_CODE_BEFORE = re.compile(
    r"(?:mã số thuế|mst|mã số doanh nghiệp|mã số dn|tax code)[\s:.]{0,3}$", re.IGNORECASE
)
LENGTHS = {"phone": (10, 11), "identity": (9, 12)}

NAMES: dict[str, Words] = {
    "phone": {"vi": "số điện thoại", "en": "a telephone number"},
    "identity": {"vi": "số giấy tờ tuỳ thân", "en": "an identity number"},
    "email": {"vi": "địa chỉ thư điện tử", "en": "an e-mail address"},
}


@dataclass(frozen=True)
class Span:
    """A stretch of a text, text[start:end], that looks like a person's data of one kind."""

    kind: str
    start: int
    end: int


def personal_data(text: str) -> list[Span]:
    """What looks like an ID number ("identity"), a "phone" or an "email", in order, without overlaps."""
    plain = _plain(text)
    hidden = _without(plain, DATE, DOCUMENT)
    found = [*_emails(plain), *_phones(hidden), *_identities(hidden)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def warning(text: str, spans: list[Span]) -> Words:
    """What a draft is told: it is kept, but cannot be sent like this."""
    return both(
        "Có vẻ có {what}. Trước khi gửi, hãy bỏ đi: báo cáo nói về vấn đề, không nói về người. {names}",
        "This looks like {what}. Take it out before sending: a report is about issues, not persons. {names}",
        what=_what(text, spans),
        names=_NAMES_UNSEEN,
    )


def refusal(text: str, spans: list[Span]) -> Words:
    """What a submission is told."""
    return both(
        "Bỏ {what}: báo cáo nói về vấn đề, không nói về người. {names}",
        "Take out {what}: a report is about issues, not persons. {names}",
        what=_what(text, spans),
        names=_NAMES_UNSEEN,
    )


_NAMES_UNSEEN = {
    "vi": "Máy không nhận ra được họ tên, mời tự đọc lại.",
    "en": "The machine cannot recognise names, so please read it over yourself.",
}


def _what(text: str, spans: list[Span]) -> Words:
    quoted = [(NAMES[span.kind], " ".join(text[span.start : span.end].split())) for span in spans[:3]]
    return {
        language: ", ".join(f"{name[language]} “{quote}”" for name, quote in quoted)
        for language in ("vi", "en")
    }


def _emails(text: str) -> Iterator[Span]:
    for match in EMAIL.finditer(text):
        yield Span("email", *match.span())


def _phones(text: str) -> Iterator[Span]:
    for match in PHONE.finditer(text):
        if _is_phone(match[0]) and not TAX_CODE_BEFORE.search(text[: match.start()][-30:]):
            yield Span("phone", *match.span())


def _is_phone(written: str) -> bool:
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    national = re.sub(r"^(?:00)?84 ?0?", "0", digits) if not re.match(r"0[1-9]", digits) else digits
    return len(national) == (LENGTHS["phone"][1] if national.startswith("02") else LENGTHS["phone"][0])


def _identities(text: str) -> Iterator[Span]:
    for match in NAMED_ID.finditer(text):
        if len(re.sub(r"\D", "", match[1])) in LENGTHS["identity"]:
            yield Span("identity", *match.span(1))
    for pattern in (LONG_ID, SHORT_ID):
        for match in pattern.finditer(text):
            right_length = len(re.sub(r"\D", "", match[0])) in LENGTHS["identity"]
            if right_length and not AMOUNT_AFTER.match(text, match.end()):
                yield Span("identity", *match.span())


def _plain(text: str) -> str:
    """The text with plain digits, spaces and hyphens, letter for letter, so that positions stay."""
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    if kind == "Pd":
        return "-"
    return " " if kind in ("Zs", "Cf") or letter == "\t" else letter


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    """The text with what the patterns match made invisible, letter for letter."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "#" * len(match[0]), text)
    return text
