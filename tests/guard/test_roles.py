"""Who does something to whom: a sentence that is turned round is never offered, a phrase that is moved is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.guard.judge import judge
from cleanup.guard.roles import are_exchanged
from tests.guard.judging import house, versions

EXCHANGED = {
    "nouns": "The {dog|man} bit the {man|dog}.",
    "longer phrases": "{The old mayor thanked the young minister|The young minister thanked the old mayor}.",
    "names": "{Paris beat London|London beat Paris} by a goal.",
    "pronouns": "{He saw them|They saw him}.",
    "pronouns that no list of opposites has": "{I told her|She told me}.",
    "pronouns far apart": "{They|We} who saw {us|them} left.",
    "in a subordinate clause": "The police said that the {dog|man} bit the {man|dog}.",
    "in a clause in front": "When the {mayor|minister} met the {minister|mayor}, it rained.",
    "in a relative clause": "Anna, whom {Maria|Peter} called with {Peter|Maria}, left.",
    "the verb of a relative clause": "The army that {the rebels attacked|attacked the rebels} fled.",
    "with the relative pronoun": "The man {whom the dog bit|who bit the dog} left.",
    "in the passive voice": "The {dog|man} was bitten by the {man|dog}.",
    "into the passive voice": "The dog {bit|was bitten by} the man.",
    "out of the passive voice": "The dog {was bitten by|bit} the man.",
    "out of it, with another preposition": "The bank {was owed money by|owed money to} the firm.",
    "an adverbial between": "The {team|guests} beat by three goals the {guests|team}.",
    "what belongs to whom": "The mayor of {Paris|London} met the head of {London|Paris}.",
    "two objects": "She gave the {man the dog|dog the man}.",
    "giver and receiver": "The {museum|bank} gave a picture to the {bank|museum}.",
    "with an inflected verb": "{The dog bites men|Men bite the dog}.",
    "a cleft sentence": "It was the {dog|man} that bit the {man|dog}.",
    "words apart": "The {firm|bank} that built a bridge over the river in the north last year sued the {bank|firm}.",
    "adjectives": "The {red|blue} door and the {blue|red} wall.",
}
KEPT = {
    "a phrase with a preposition": "The mayor opened {in the evening the fair|the fair in the evening}.",
    "a phrase of time": "The firm will {next year open a plant|open a plant next year}.",
    "a name and a day": "{In May Paris opened a fair|Paris opened a fair in May}.",
    "an adverb": "The choir sang {beautifully the hymn|the hymn beautifully}.",
    "an auxiliary": "Nobody knows when {will the bridge|the bridge will} open.",
    "a verb of its own": "The book tells how {came the settlers|the settlers came} to the valley.",
    "a word": "The road was {locked|closed} by the police.",
    "an article": "He works as {|a }nurse.",
    "voice alone": "The dam {was collapsed|collapsed} in May.",
    "another preposition": "The plan was approved {from|by} the council.",
    "nothing": "The dog bit the man.",
}


@pytest.mark.parametrize("marked", EXCHANGED.values(), ids=EXCHANGED)
def test_what_is_turned_round_is_for_a_person_to_judge(marked: str) -> None:
    passage, answer = versions(marked)
    assert are_exchanged(passage, answer)
    proposals = judge(passage, answer, house(passage)).proposals
    assert proposals
    assert all(proposal.doubtful for proposal in proposals)


@pytest.mark.parametrize("marked", KEPT.values(), ids=KEPT)
def test_what_is_moved_or_replaced_is_not(marked: str) -> None:
    passage, answer = versions(marked)
    assert not are_exchanged(passage, answer)
    assert not any(proposal.doubtful for proposal in judge(passage, answer, house(passage)).proposals)


WHO = st.sampled_from(["the dog", "the man", "the mayor", "Anna", "Maria", "Peter", "the old council", "two farmers"])
DID = st.sampled_from(["bit", "saw", "attacked", "had warned", "was sued by", "will meet", "quickly paid"])
FRAMES = st.sampled_from(
    [
        "{}.",
        "It rained. {}.",
        "The police said on Monday that {}.",
        "When {}, it was late, and the shops in the town were closed.",
        "We know why {} in spring.",
        "“{},” she said.",
        "Nobody believed that {}, but it was in the papers.",
    ]
)


def said_in(frame: str, said: str) -> str:
    """A sentence with something said in it, with a capital where that begins the sentence."""
    begins = frame[0] == "{" or frame.partition("{")[0].endswith((". ", "“"))
    return frame.format(said[0].upper() + said[1:] if begins else said)


@given(st.lists(WHO, min_size=2, max_size=2, unique=True), DID, FRAMES)
def test_an_exchange_is_never_offered(people: list[str], verb: str, frame: str) -> None:
    passage, answer = (said_in(frame, f"{a} {verb} {b}") for a, b in (people, people[::-1]))
    proposals = judge(passage, answer, house(passage)).proposals
    assert [proposal for proposal in proposals if not proposal.doubtful] == []


@given(WHO, DID, WHO)
def test_what_stays_is_not_turned_round(one: str, verb: str, other: str) -> None:
    said = f"{one} {verb} {other}"
    assert not are_exchanged(said, said)
    assert not are_exchanged(f"{said} in May.", f"In May {said}.")
