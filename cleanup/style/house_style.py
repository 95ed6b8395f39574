"""A house style that is set, instead of measured on each document."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Keys of the table `style`. What is not set is the document's own, where it shows one."""

    quotes: Annotated[Literal["curly", "straight"] | None, Meta(description="The shape of quotation marks.")] = None
    primary_quotes: Annotated[
        Literal["double", "single"] | None, Meta(description="The marks around a quotation that stands in no other.")
    ] = None
    quote_punctuation: Annotated[
        Literal["inside", "outside"] | None, Meta(description="Where commas and stops stand at a closing mark.")
    ] = None
    apostrophe: Annotated[Literal["curly", "straight"] | None, Meta(description="The shape of the apostrophe.")] = None
    honorifics: Annotated[Literal["dotted", "plain"] | None, Meta(description="Mr. and Dr., or Mr and Dr.")] = None
    spelling: Annotated[Literal["us", "uk"] | None, Meta(description="American or British spelling.")] = None
    dash: Annotated[Literal["spaced-en", "em", "spaced-em"] | None, Meta(description="Dashes of clauses.")] = None
    names: Annotated[tuple[str, ...], Meta(description="Spellings of names that are right.")] = ()


#: Nothing is set.
OWN = Style()
