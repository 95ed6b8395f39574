"""Random documents of a corpus, for a person to look at."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from cleanup.corpora.shards import formats
from cleanup.corpora.work import CorpusText, Form
from cleanup.errors import DocumentError
from cleanup.files.discovery import Source

Item = TypeVar("Item")


def documents(
    sources: Iterable[Source], form: Form, broken: Callable[[DocumentError], None]
) -> Iterator[tuple[str, CorpusText]]:
    """Yield each document that has a text with its name, `shard.jsonl:12`. `broken` is called for shards that end
    early.
    """
    for source in sources:
        try:
            for text in formats.texts(source, form):
                name = f" ({text.name})" if text.name is not None else ""
                yield f"{source.path}:{text.place}{name}", text
        except DocumentError as error:
            broken(error)


def drawn(items: Iterable[Item], number: int, seed: int) -> list[Item]:
    """Return `number` random items, in their order; no more than these are held in memory (reservoir sampling)."""
    lot = random.Random(seed)
    held: list[tuple[int, Item]] = []
    for index, item in enumerate(items):
        if index < number:
            held.append((index, item))
        elif (place := lot.randrange(index + 1)) < number:
            held[place] = (index, item)
    return [item for _, item in sorted(held, key=lambda pair: pair[0])]
