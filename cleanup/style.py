"""A house style that is set, instead of measured on each document."""

from __future__ import annotations

from typing import Literal

import msgspec


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Keys of `[tool.cleanup.style]`. What is not set is the document's own, where it shows one."""

    quotes: Literal["curly", "straight"] | None = None
    primary_quotes: Literal["double", "single"] | None = None
    quote_punctuation: Literal["inside", "outside"] | None = None
    apostrophe: Literal["curly", "straight"] | None = None
    honorifics: Literal["dotted", "plain"] | None = None
    spelling: Literal["us", "uk"] | None = None
    dash: Literal["spaced-en", "em", "spaced-em"] | None = None
    language: str | None = None
    names: tuple[str, ...] = ()


#: Nothing is set.
OWN = Style()
