import string

import pytest

from documents.labels import LABELS


@pytest.mark.parametrize("name", sorted(set(LABELS) - {"nation", "motto"}))
def test_every_label_has_both_languages_with_the_same_places_to_fill(name: str) -> None:
    filled = {
        language: {place for _, place, _, _ in string.Formatter().parse(words) if place}
        for language, words in LABELS[name].items()
    }
    assert all(LABELS[name][language] for language in ("vi", "en"))
    assert filled["vi"] == filled["en"]
