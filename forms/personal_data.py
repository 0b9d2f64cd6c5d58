"""A guard against data about persons in what staff write: ID numbers, telephones, e-mail addresses.

Names cannot be recognised, and the sentences say so. What looks like a date, an amount of money, a count, the
number of a document or an organisation's tax code is let through; so are public hotlines (1800, 1900 and
short numbers).

An ID number has 12 digits (since 2016: province 001-096 first, so it begins with 0) or 9 (the older card).
A telephone has 10 digits (mobile: 03, 05, 07, 08, 09) or 11 (fixed line: 02), or +84 in place of the 0.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from forms.words import Words, both

GAP = r"[ .\-]{1,3}"
START = r"(?<!\d)(?<!\d[.,\-/])"
END = r"(?!\d)(?![.,]\d)"
NO_CODE = r"(?<![^\W\d_])"  # C00145 and the like

DATE = re.compile(r"(?<![\d+])(?:0?[1-9]|[12]\d|3[01])([./\-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d)")
DOCUMENT = re.compile(r"(?<!\d)\d+/(?:\d{4}/)?[^\W\d_]+(?:-[^\W\d_]+)*")
EMAIL = re.compile(
    r"[A-Za-z0-9_%+\-][\w.%+\-]{0,63} ?(?:@|\(at\)|\[at\]) ?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
# most texts hold neither, and are looked through in no time
AT = re.compile(r"@|\(at\)|\[at\]")
DIGITS = re.compile(r"\d")
FEWEST_DIGITS = 9
# however the digits are grouped, each has exactly as many as a telephone of its kind
DIGIT = rf"(?:{GAP})?\d"
MOBILE = rf"0[35789]\d(?:{DIGIT}){{7}}"
FIXED = r"\(?02\d(?:[ .\-)]{0,3}\d){8}"
ABROAD = (
    rf"(?:\(?\+|00)84[ .\-)]{{0,3}}(?:\(?0\)?{GAP}|\(0\)|0)?(?:[35789](?:{DIGIT}){{8}}|2(?:{DIGIT}){{9}})"
)
BARE_ABROAD = r"84[35789]\d{8}"
APART = r"0[35789](?:[ .\-]\d){8}|0(?:[ .\-]\d){9}"
PHONE = re.compile(rf"{START}(?:{ABROAD}|{BARE_ABROAD}|{MOBILE}|{FIXED}|{APART}){END}")
LONG_ID = re.compile(rf"{START}{NO_CODE}0(?:\d\d(?:[ .\-]?\d){{9}}|(?:[ .\-]\d){{11}}){END}")
SHORT_ID = re.compile(
    rf"{START}{NO_CODE}(?:\d{{9}}|(?<!\d )\d{{3}} \d{{3}} \d{{3}}(?! \d{{3}}(?!\d))|0\d\d\.\d{{3}}\.\d{{3}}){END}"
)
NAMED_ID = re.compile(
    r"(?:cmnd|cccd|cmt|căn cước|chứng minh (?:nhân dân|thư)|định danh|id (?:card|number))"
    rf"[^\d\n]{{0,25}}(\d(?:{DIGIT}){{11}}|\d(?:{DIGIT}){{8}}){END}",
    re.IGNORECASE,
)
AMOUNT_AFTER = re.compile(
    r"\s*(?:₫|đ(?![^\W\d_])|đồng|vnd|vnđ|usd|nghìn|ngàn|triệu|tỷ|tỉ|m2|m3|m²|m³|km|ha\b|kg|tấn|lượt|người|ý kiến|%)",
    re.IGNORECASE,
)
TAX_CODE_BEFORE = re.compile(
    r"(?:mã số thuế|mst|mã số doanh nghiệp|mã số dn|tax code)[\s:.]{0,3}$", re.IGNORECASE
)
ROUND = re.compile(r"(?:000 ?){2}$")

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


@lru_cache(maxsize=64)
def personal_data(text: str) -> Sequence[Span]:
    """What looks like an ID number ("identity"), a "phone" or an "email", in order, without overlaps.

    The last texts are remembered: a form looks through an answer, and the register that keeps it once more.
    """
    has_sign, has_digits = AT.search(text), _has_digits(text)
    if not (has_sign or has_digits):
        return ()
    plain = _plain(text)
    found = list(_emails(plain)) if has_sign else []
    if has_digits:
        hidden = _without(plain, DATE, DOCUMENT)
        if _has_digits(hidden):  # often they were all of a date
            found += [*_phones(hidden), *_identities(hidden)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _has_digits(text: str) -> bool:
    """Whether there are as many as the shortest number of a person has."""
    return len(DIGITS.findall(text)) >= FEWEST_DIGITS


def warning(text: str, spans: Sequence[Span]) -> Words:
    """What a draft is told: it is kept, but cannot be sent like this."""
    return both(
        "Có vẻ có {what}. Trước khi gửi, hãy bỏ đi: báo cáo nói về vấn đề, không nói về người. {names}",
        "This looks like {what}. Take it out before sending: a report is about issues, not persons. {names}",
        what=_what(text, spans),
        names=_NAMES_UNSEEN,
    )


def refusal(text: str, spans: Sequence[Span]) -> Words:
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


def _what(text: str, spans: Sequence[Span]) -> Words:
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
        if not TAX_CODE_BEFORE.search(text[: match.start()][-30:]):
            yield Span("phone", *match.span())


def _identities(text: str) -> Iterator[Span]:
    for match in NAMED_ID.finditer(text):
        yield Span("identity", *match.span(1))
    for match in chain(LONG_ID.finditer(text), SHORT_ID.finditer(text)):
        # money and counts are round, or followed by what is counted
        if not ROUND.search(match[0]) and not AMOUNT_AFTER.match(text, match.end()):
            yield Span("identity", *match.span())


def _plain(text: str) -> str:
    """The text with plain digits, spaces and hyphens, letter for letter, so that positions stay."""
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """What each letter is taken for, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain_letter(chr(code))
        return found


_PLAIN = _Plain()


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
