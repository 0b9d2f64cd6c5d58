"""What the notifications can refuse, as one tree. These are mistakes of a diagram or of code, told to its author."""


class NoticeError(Exception):
    """A notice cannot be written or read as asked; the sentence says what to correct."""


class WordsUnknown(NoticeError):
    """There are no words of this name. Use the name of a file in notifications/words."""


class FactsMissing(NoticeError):
    """The facts do not fit the words: one is missing, or one has no use there. Give exactly the documented ones."""


class ChannelUnknown(NoticeError):
    """There is no such channel. Use one of those that are listed in the sentence."""
