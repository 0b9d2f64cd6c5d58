"""A guard against questions about persons: names, papers, telephones, birthdays, homes.

Answers are looked through by `forms/personal_data.py`; here it is the question, before anybody has answered it.
"""

import re

from forms.words import Words, both

_ASKED = (
    r"họ và tên|họ,? tên|tên (?:người|công dân|chủ hộ|hộ dân|cá nhân)|quý danh",
    r"cccd|cmnd|cmt(?:nd)?|căn cước|chứng minh (?:nhân dân|thư)|số định danh|hộ chiếu|sổ hộ khẩu",
    r"(?:số )?điện thoại(?! (?:đường dây nóng|trực ban|cơ quan))|(?:số )?đt|di động|zalo|facebook",
    r"(?:thư điện tử|e-?mail)(?! cơ quan)",
    r"ngày sinh|năm sinh|ngày tháng năm sinh|nơi sinh|quê quán|dân tộc của|tôn giáo của",
    r"địa chỉ (?:nhà|nơi ở|thường trú|tạm trú|người|công dân)|nơi thường trú|chỗ ở hiện nay",
    r"(?:full |first |last |sur|person'?s? )name|names? of (?:a |the )?(?:person|resident|citizen|people)s?",
    r"(?:identity|id|passport) (?:card|number|no\.?)|citizen id",
    r"(?:tele|mobile )?phone(?: number)?s?(?! of the office)",
    r"date of birth|birth ?(?:day|date|place)|home address|place of residence",
)
ASKED = re.compile(rf"(?<!\w)(?:{'|'.join(_ASKED)})(?!\w)", re.IGNORECASE)


def asks_about_persons(text: str) -> str:
    """The words by which a question asks about a person; empty where it does not."""
    found = ASKED.search(" ".join(text.split()))
    return found[0] if found else ""


def refused_question(word: str) -> Words:
    """What whoever wrote the question is told."""
    return both(
        "Bỏ “{word}”: chỉ hỏi về vấn đề và số liệu, không hỏi về người",
        "Take out “{word}”: ask about issues and figures, not about persons",
        word=word,
    )
