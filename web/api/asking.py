"""What is asked in an address, and the shapes that several answers share."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from web.rest.search import PageWanted, SearchWanted, SortWanted
from web.rest.shapes import Answered, SentKey, SentMoment

MOST_ROWS = 500

KeyAsked = SentKey
MomentAsked = SentMoment


def _yes_or_no(value: object) -> object:
    known = {"true": True, "false": False}
    if isinstance(value, str) and value in known:
        return known[value]
    raise ValueError("Write true or false.")


YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
TextAsked = Annotated[str, Field(min_length=1, max_length=200)]


class Asked(BaseModel):
    """The query of a list. A name there is not is refused, not ignored."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    limit: int = Field(default=50, ge=1, le=MOST_ROWS, description="How many rows a page has.")
    after: str | None = Field(
        default=None, max_length=2000, description="The `endCursor` of the page before."
    )

    def newest_first(self, field: str) -> SearchWanted:
        """This page of a list whose newest rows come first."""
        page = PageWanted(limit=self.limit, after=self.after)
        return SearchWanted(sort=[SortWanted(field=field, order="DESC")], page=page)

    def by(self, field: str) -> SearchWanted:
        """This page of a list in the order of a field."""
        return SearchWanted(
            sort=[SortWanted(field=field)], page=PageWanted(limit=self.limit, after=self.after)
        )


class Sentence(Answered):
    """Words for people, in both languages."""

    vi: str
    en: str


def sentence(words: Mapping[str, str]) -> Sentence:
    """The shape of words a room below made."""
    return Sentence(vi=words["vi"], en=words["en"])
