"""What is known of the paragraphs of a text while it is edited."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.matching.view import Memory, View

PARTS = (
    "He said that that the river rose , and swept away many. countries.",
    "“It is late” she said.\nMr Tokaev and Mr. Tokayev agreed.",
    "He did not replied – and she don't know why.",
    "",
    "Leave a Comment",
    "Das ist ein deutscher Satz, der hier nicht hingehört.",
)
VERSIONS = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("\n\n".join), min_size=2, max_size=4)


@settings(max_examples=25, deadline=None)
@given(VERSIONS)
def test_a_plan_with_a_memory_of_earlier_versions_is_the_plan_without(versions: list[str]) -> None:
    engine, memory = loading.engine(), Memory()
    for text in versions:
        assert engine.plan(document(text), memory=memory) == engine.plan(document(text))


def test_a_memory_serves_one_set_of_rules_at_a_time() -> None:
    engine, memory = loading.engine(), Memory()
    for language in ("en", "de", "en"):
        plan = engine.plan(document(PARTS[0]), language=language, memory=memory)
        assert plan == engine.plan(document(PARTS[0]), language=language)


def test_a_paragraph_that_stays_is_the_same_object_in_the_next_version() -> None:
    memory = Memory()
    first = View("One.\n\nTwo.", memory=memory)
    assert first.blocks == 1
    known = memory.paragraphs
    assert View("One.\n\nThree.", memory=memory).blocks == 1
    assert memory.paragraphs is known


def test_a_memory_keeps_no_more_than_a_few_versions() -> None:
    engine, memory = loading.engine(), Memory()
    for number in range(30):
        engine.plan(document("\n\n".join(f"Line {number} {one} is here." for one in range(100))), memory=memory)
    assert len(memory.paragraphs) <= 4 * 100 + 1000 + 100
