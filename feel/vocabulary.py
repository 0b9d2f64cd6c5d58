"""Which names the parser knows: only so can `date and time` or `Approved/Declined` be read as one name."""

from collections.abc import Collection, Sequence

from feel.lexer import Token, word_list


class Vocabulary:
    """Names of several tokens, found by their first word; the longest wins (DMN 1.5, 10.3.1.4)."""

    def __init__(self, names: Collection[str] = (), parent: "Vocabulary | None" = None) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._lengths: dict[str, list[int]] = {}
        self._parent = parent
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know this name from now on; a text that cannot be a name is passed over."""
        parts = word_list(name)
        if parts and parts not in self._names:
            self._names[parts] = name
            lengths = self._lengths.setdefault(parts[0], [])
            if len(parts) not in lengths:
                lengths.append(len(parts))
                lengths.sort(reverse=True)

    def match(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        """The longest known name that starts at a token, and how many tokens it takes (0: none)."""
        own = self._own(tokens, at)
        if self._parent is None:
            return own
        inherited = self._parent.match(tokens, at)
        return own if own[1] >= inherited[1] else inherited

    def _own(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        for length in self._lengths.get(tokens[at].text, ()):
            following = tokens[at : at + length]
            name = self._names.get(tuple(token.text for token in following))
            if name is not None and following[-1].kind != "string":
                return name, length
        return "", 0
