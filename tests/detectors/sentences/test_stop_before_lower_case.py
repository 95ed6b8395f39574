"""Stops inside a clause, orphan words, displaced adjectives: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["sentences"]).rules)

KEEP = {
    "times of day": "The shop opens at 7 a.m. on Monday.",
    "a Latin abbreviation": "Ito et al. found nothing.",
    "a company": "Keller Ltd. has denied it.",
    "a state in mid-sentence": "She lives in Washington, D.C. with her aunt.",
    "a particle after a title": "Dr. de la Rosa came. Gen. al-Amin left.",
    "a brand": "They met in Turin. adidas was there.",
    "a web address": "According to example.com the mayor left. See also hvg. hu for more.",
    "a list": "Steps: 1. open it, 2. close it.",
    "a speaker’s own words": "“And now?” asked the clerk. “nothing,” came the answer.",
    "one-word sentences": "We will win. Period. The answer was simple. Money.",
    "an ellipsis": "He waited... and waited.",
    "a name that is always small": "bell hooks wrote on love. bell hooks died in 2021.",
    "a reference": "See Holm, id. at 12, and ibid. the others. Loc. cit. in part.",
    "per cent": "It rose by 5 pct. the year after, and 3 pct. of it was rent.",
    "a song": "They came home.\n\n♪ the boats went out. nobody\nsaw them. the sea was calm ♪\n\nIt rained.",
    "a song between two notes in a line": "He sang ♫ so we go. and so we stay. the end ♫ all day. It rained.",
    "a song that goes on": "♪ the boats went out. nobody saw ♪\n\n♪ them. the sea was calm. it was so ♪\n\nIt rained.",
    "a writer of small letters": "we left. then we came back. it rained. nobody cared. so what. it ended.",
}
SAFE = {
    "between determiner and noun": ("They closed many. schools in May.", "They closed many schools in May."),
    "between adjective and noun": ("It was a large. crowd of men.", "It was a large crowd of men."),
    "behind a song": (
        "♪ so we go. and so we stay ♪ They sent a ship. of the line.",
        "♪ so we go. and so we stay ♪ They sent a ship of the line.",
    ),
    "before “of”": ("They sent a ship. of the line.", "They sent a ship of the line."),
    "before a clause that hangs": ("They will go. unless it rains.", "They will go unless it rains."),
    "before a quotation": ("They would go. “once the ice melts.”", "They would go “once the ice melts.”"),
    "a capital in a resumed quotation": (
        "“The ships in the bay” were late, he wrote, “Were sold long ago,” he said.",
        "“The ships in the bay” were late, he wrote, “were sold long ago,” he said.",
    ),
}
SUGGESTED = {
    "between two nouns": ("They raised interest. rates in May.", "They raised interest rates in May."),
    "before a preposition": ("They sent grain. into the north.", "They sent grain into the north."),
    "behind a word that announces": ("He did not say when. the ship left.", "He did not say when the ship left."),
    "a left-over word": ("They said in a note. released. Then they left.", "They said in a note. Then they left."),
    "an invented object": (
        "A week of strikes began. He used the tools. strikes as a reason.",
        "A week of strikes began. He used the strikes as a reason.",
    ),
    "a word once more": (
        "They own ten square meters. meters. Then they left.",
        "They own ten square meters. Then they left.",
    ),
    "a phrase once more": (
        "The met cash will be gone soon. met cash. Met cash stays.",
        "The met cash will be gone soon. Met cash stays.",
    ),
    "an attribution once more": (
        "“We stay,” the ministry said. reported. They left.",
        "“We stay,” the ministry said. They left.",
    ),
    "two nouns behind a whole sentence": (
        "Crowds gathered over bread prices. rice field. They left.",
        "Crowds gathered over bread prices. They left.",
    ),
    "told in a report": (
        "He told us in its last report. issued. They left.",
        "He told us in its last report. They left.",
    ),
    "a displaced adjective": ("Power lies with the army. Egyptian.", "Power lies with the Egyptian army."),
    "a relational adjective": ("They lost the elections. Municipal.", "They lost the municipal elections."),
    "a dangling link word": ("It failed because. The rain came.", "It failed because the rain came."),
    "a day": ("She came on. Friday with Ann.", "She came on Friday with Ann."),
}


#: One stop too many in good prose: no word may go.
JOINED = [
    "The firm has already. appealed.",
    "The court found him. innocent.",
    "It has only. two.",
    "They sell an electric. motorcycle.",
    "He renewed his vow and his. vigor.",
    "The mayor gave her the. keys.",
    "The claim was simply. stated.",
    "It was printed in a book. published.",
    "The letter, police. said.",
    "They crossed the wide seas. by boat.",
    "She called the claims. baseless.",
    "He was the first. leader.",
    "They met the union. leaders.",
    "The clerk said in a statement. released Friday.",
    "The clerk said in a statement. released today.",
    "The bank sold. the bank.",
    "He had. had.",
    "It was better. protected online.",
    "The minister said. nothing.",
]


@pytest.mark.parametrize("text", JOINED)
def test_a_word_that_nothing_proves_left_over_is_joined(text: str) -> None:
    end = " Nobody was there."
    assert fixed(text + end, Level.SUGGESTED) == text.replace(". ", " ") + end


def test_joining_comes_first_and_deleting_is_the_other_choice() -> None:
    (found,) = ENGINE.plan(document("The court found him. innocent. Nobody was there.")).findings
    assert [fix.title for fix in found.fixes] == ["join it to the sentence", "delete “innocent.”"]


FLAGGED = {
    "two nouns behind a plural": (
        "The firm sold its boats. rice field. Nobody was there.",
        ("sentences/stray-fragment", "rice field."),
    ),
    "a plural that may go with another": (
        "He defended the arms. deals with Iran.",
        ("sentences/invented-noun", "arms. deals"),
    ),
    "one that the text speaks of": (
        "The weapons were old. Strikes began. He used the weapons. strikes as a reason.",
        ("sentences/invented-noun", "weapons. strikes"),
    ),
    "a new sentence": (
        "I thank you for the messages. words cannot describe it.",
        ("sentences/invented-noun", "messages. words"),
    ),
}


@pytest.mark.parametrize("text", [text for text, _ in FLAGGED.values()], ids=FLAGGED)
def test_what_may_go_either_way_is_shown_with_both_choices(text: str) -> None:
    (found,) = ENGINE.plan(document(text), through=Level.SUGGESTED).findings
    assert (found.level, [fix.title.split(" ")[0] for fix in found.fixes]) == (Level.FLAG, ["join", "delete"])


def fixed(text: str, through: Level) -> str:
    return repaired(ENGINE, text, through)


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_lone_stop_in_a_long_text_is_only_suggested() -> None:
    text = "The sea was calm and the boats lay still in it. " * 400 + "They closed many. schools."
    assert [finding.level for finding in ENGINE.plan(document(text)).findings] == [Level.SUGGESTED]


def test_a_small_letter_that_may_begin_a_sentence_is_flagged_with_both_repairs() -> None:
    (finding,) = ENGINE.plan(document("The boats came back. they were full.")).findings
    assert finding.level is Level.FLAG
    assert [fix.title for fix in finding.fixes] == ["start a sentence: “They”", "join the clause"]
