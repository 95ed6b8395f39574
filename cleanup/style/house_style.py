"""A house style that is configured instead of being measured in each document."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Keys of the table `style`. Keys without a value follow the style of the document, if it shows one."""

    quotes: Annotated[Literal["curly", "straight"] | None, Meta(description="The shape of quotation marks.")] = None
    primary_quotes: Annotated[
        Literal["double", "single"] | None, Meta(description="The marks around a quotation that is not inside another.")
    ] = None
    quote_punctuation: Annotated[
        Literal["inside", "outside"] | None,
        Meta(description="Commas and full stops inside or outside closing quotation marks."),
    ] = None
    apostrophe: Annotated[Literal["curly", "straight"] | None, Meta(description="The shape of the apostrophe.")] = None
    honorifics: Annotated[Literal["dotted", "plain"] | None, Meta(description="Mr. and Dr., or Mr and Dr.")] = None
    spelling: Annotated[Literal["us", "uk"] | None, Meta(description="American or British spelling.")] = None
    dash: Annotated[Literal["spaced-en", "em", "spaced-em"] | None, Meta(description="Dashes between clauses.")] = None
    names: Annotated[tuple[str, ...], Meta(description="Correct spellings of names.")] = ()


#: An empty style.
OWN = Style()
