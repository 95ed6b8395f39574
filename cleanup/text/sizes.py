"""How long texts are that are told apart by their length."""

from __future__ import annotations

#: The length of the longest article, in code points. A longer text is a book or a collection: it quotes the style of
#: others, states its own rights, and what it writes otherwise than usual may be meant.
ARTICLE = 60_000
