"""Words that no dictionary knows: misspelt, glued, split; and those that stay."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["spelling"]).rules)

KEEP = {
    "names and brands": "The Gouvernment bar, a Recieve phone and Mr Accomodation were in the news.",
    "new words": "The microgrid was unlockable, and the chatbot was retweeted by an unhoused barista.",
    "a foreign passage": "She sang das kleine gouverment ist verboten before the guests came in.",
    "an unknown word beside another": "The grobulent vasterly maintenence was late.",
    "dialect": "“He warnt gwyne to fogive hisself,” said Jim, “en dat’s mysef as knowed de generl.”",
    "identifiers and addresses": "Call recieve_all or recieve.all, see example.org/recieved, @recieved or recieved-by.",
    "a term of the text": "A contrator is small. The contrator sings. This contrator and that contrator fly.",
    "a rare word": "The chandler sold tallow, and the wherry sank below the sluice.",
    "compounds that are frequent pairs": "The filesystem has a namespace with a newtype and an otherways rare hasher.",
    "a preposition before a term": "We keep references in structs and bring them in struct by struct.",
    "a new compound of two nouns": "The filesystem of the old machine is full again.",
    "an unknown word that the text only mentions": "What the cook calls “zurumikomi” is a soup for the whole street.",
    "words with a hyphen of their own": "The co-ordinator of the lean-to said ve-ry little of pre-war wi-fi.",
    "inflections that are known": "They broadcasted it from the roofs, and the chiefs had beliefs.",
    "words that could be joined": "Any one may be sometimes in side streets, and every body is at rest.",
}
SUGGESTED = {
    "a function word after a common word": ("They had a rulingthe court made.", "They had a ruling the court made."),
    "a function word before a common word": ("They saw thebroken mill.", "They saw the broken mill."),
    "a letter lost": ("The goverment fell in spring.", "The government fell in spring."),
    "a doubled letter lost": ("They found good accomodation there.", "They found good accommodation there."),
    "letters swapped": ("She recieved the letter in May.", "She received the letter in May."),
    "a letter doubled": ("The harbbour was closed again.", "The harbour was closed again."),
    "a misspelling that long word lists have": ("The fire occured at night.", "The fire occurred at night."),
    "another vowel, in a word of the text": (
        "The maintenence is late. No maintenance was done before.",
        "The maintenance is late. No maintenance was done before.",
    ),
    "two words glued": ("The ferry willbe late.", "The ferry will be late."),
    "a word that two others would make, too": ("Many counttries signed it.", "Many countries signed it."),
    "a letter lost, which leaves an ending": ("It is not pssible to swim here.", "It is not possible to swim here."),
    "behind a colon, without a function word": (
        "They pay in spring: fewer avaiable rooms mean higher rents.",
        "They pay in spring: fewer available rooms mean higher rents.",
    ),
    "a preposition glued to the word before": (
        "The ships delivered wheat and the bodiesof cars.",
        "The ships delivered wheat and the bodies of cars.",
    ),
    "a well-known pair glued": (
        "They came at the sametime to the bridge.",
        "They came at the same time to the bridge.",
    ),
    "a negation glued": ("It doesnot matter to anyone.", "It does not matter to anyone."),
    "hyphens of line ends": (
        "Nort-hern towns lost a third of the popul-ation, and in-stallations rust.",
        "Northern towns lost a third of the population, and installations rust.",
    ),
    "wrong inflections": (
        "The childs buyed tomatos for the thiefs, and the ship was equiped for the crisises.",
        "The children bought tomatoes for the thieves, and the ship was equipped for the crises.",
    ),
    "an article glued": ("They paid alot of money.", "They paid a lot of money."),
    "two words glued that the text has apart": (
        "A backupsystem costs more. Our backup system is free.",
        "A backup system costs more. Our backup system is free.",
    ),
    "a word split": ("Whether discri mination is legal is open.", "Whether discrimination is legal is open."),
    "a word split into two unknown ones": ("The respon sibility is theirs.", "The responsibility is theirs."),
    "a letter cut off": ("The incom e of the town fell.", "The income of the town fell."),
    "a word split behind a frequent one": (
        "They came to gether, and together they left.",
        "They came together, and together they left.",
    ),
}
FLAGGED = {
    "another vowel": ("The maintenence is late.", ("spelling/misspelt", "maintenence")),
    "one of several words": ("It was tought that they left.", ("spelling/misspelt", "tought")),
    "a rarer word": ("The street was sbumerged in spring.", ("spelling/misspelt", "sbumerged")),
    "a short word": ("They acted agaist the town.", ("spelling/misspelt", "agaist")),
    "a word of another language": ("The town has angedachten a bridge.", ("spelling/unknown-word", "angedachten")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
