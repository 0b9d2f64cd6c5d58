"""The name of a file as it may be kept, shown and offered to any machine."""

import re
import unicodedata

from forms.personal_data import personal_data, refusal
from workflows.attachments.kinds import Kind
from workflows.attachments.refused import FileRefused

LONGEST = 120
UNSAFE = re.compile(r'[<>:"|?*]')
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, marks that turn the direction of reading, line ends: nothing a name shows."""
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
NAMELESS = "tep-dinh-kem"


def clean_name(sent: str, kind: Kind) -> str:
    """The last part of a path, in plain letters, with the ending of what the file really is.

    FileRefused when the name holds data about a person.
    """
    seen = "".join(letter for letter in sent if unicodedata.category(letter) not in UNSEEN)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", seen))[-1]
    name = UNSAFE.sub("_", " ".join(last.split())).strip(" .")
    stem, ending = _split(name, kind)
    if RESERVED.match(stem):
        stem = f"_{stem}"
    if spans := personal_data(stem):
        raise FileRefused(**refusal(stem, spans))
    return f"{stem[: LONGEST - len(ending)].rstrip(' .') or NAMELESS}{ending}"


def _split(name: str, kind: Kind) -> tuple[str, str]:
    for ending in kind.endings:
        if name.lower().endswith(ending):
            return name[: -len(ending)], ending
    return name, kind.endings[0]
