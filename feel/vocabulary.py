"""Which names the parser knows: only so can `date and time` or `Approved/Declined` be read as one name."""

from collections.abc import Collection, Sequence

from feel.lexer import Token, word_list


class Vocabulary:
    """Names of several tokens, found by their first word; the longest wins (DMN 1.5, 10.3.1.4)."""

    def __init__(self, names: Collection[str] = (), parent: "Vocabulary | None" = None) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._parent = parent
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know this name from now on; a text that cannot be a name is passed over."""
        parts = word_list(name)
        if parts:
            entries = self._by_first.setdefault(parts[0], [])
            entries.append((parts, name))
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        """The longest known name that starts at a token, and how many tokens it takes (0: none)."""
        own = self._own(tokens, at)
        if self._parent is None:
            return own
        inherited = self._parent.match(tokens, at)
        return own if own[1] >= inherited[1] else inherited

    def _own(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        for parts, name in self._by_first.get(tokens[at].text, ()):
            following = tokens[at : at + len(parts)]
            if tuple(token.text for token in following) == parts and following[-1].kind != "string":
                return name, len(parts)
        return "", 0
