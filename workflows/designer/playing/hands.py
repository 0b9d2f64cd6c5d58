"""What somebody of a play can have in hand: a task of an office, a step of a program outside, an awaited message."""

from dataclasses import dataclass

from bpmn.errors import Words, words

TASK, WORK, MESSAGE = "task", "work", "message"
LONGEST_KEY = 18


@dataclass(frozen=True)
class Hand:
    """Which of them, by its row in the store of the play."""

    kind: str
    key: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.key}"


def hand_named(text: str) -> Hand | None:
    """The opposite of its name; None for anything else."""
    kind, _, key = text.partition("-")
    if kind in {TASK, WORK, MESSAGE} and key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY:
        return Hand(kind, int(key))
    return None


def program_words(job_type: str) -> Words:
    """Whose turn it is where a program is waited for."""
    return words(f"Chương trình ngoài ({job_type})", f"A program outside ({job_type})")


def message_words(name: str, key: str) -> Words:
    """Whose turn it is where a message is waited for."""
    if not key:
        return words(f"Thông điệp “{name}” từ ngoài", f"The message “{name}” from outside")
    return words(f"Thông điệp “{name}” từ ngoài, khoá {key}", f"The message “{name}” from outside, key {key}")
