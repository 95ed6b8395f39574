"""Common nouns with the capital of German: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

RULE = "sentences/capital-common-noun"
ENGINE = Engine(loading.load(prove=False).pick([RULE]).rules)

#: A noun with a wrong capital for certain, and the same sentence repaired.
WRONG = "The carpenters praised the wooden Roof that was built over the mill in spring. "
RIGHT = WRONG.replace("Roof", "roof")

KEEP = {
    "bodies and posts": "The owners thanked the local Council, the former Director and the present Chairman.",
    "papers and places": "They read the old Charter in the northern Province and signed the long Treaty by the River.",
    "an idea that is addressed": "She wrote of the cruel Fate that met the mill, and of the sweet Silence there.",
    "a part of a name": "The owners saw the high Roofs of Jericho and the old Lanterns of the Sun by night.",
    "a name before a noun": "The owners bought a new Beetle car and used the free Quill editor for letters.",
    "a defined term": "The owners sold the whole Harvest. A late Harvest is cheap, and no good Harvest was kept.",
    "a title": "The owners of the mill read “Notes on a Roof” and “The Life of a Carpenter” on the long way home.",
    "a heading": "A wooden Roof for the Old Mill by the River",
    "verse": "The giddy Carpenters, so legends tell,\nBeneath the wooden Roof they fell.",
    "the end of a clause": "The water that came over the road was cold Officials said after they had left.",
    "what somebody of a year is called": "The owners were chosen as the Company of the Year by the readers of a paper.",
    "the name of a club": "The owners admired the Harriers, who won again and will play on Monday.",
    "a make": "The owners of the mill left their letters with Slate and went home by the river.",
    "a family": "The owners of the mill praised the wooden roof that the Fanning sisters had built.",
    "a sentence that lost its stop": "The water of the river came over the road in the night Officials said so later.",
    "an open title": "The owners of the mill read the chapter “Building a Roof on a Wall” on the long way home.",
    "a date before a headline": "The mill by the river was closed on 12.02.2023 Earthquakes were felt in the town.",
    "a book": WRONG + "They went home by the river. " * 2200,
}
SUGGESTED = {
    "behind an adjective": (WRONG, RIGHT),
    "behind a number word": (
        "The carpenters met with numerous Delays before they could finish the roof of the mill.",
        "The carpenters met with numerous delays before they could finish the roof of the mill.",
    ),
    "behind an article, with another": (
        WRONG + "They blamed the Lack of timber.",
        RIGHT + "They blamed the lack of timber.",
    ),
    "behind a preposition, with two others": (
        WRONG + "They met with many Delays and a shortage of Timber.",
        RIGHT + "They met with many delays and a shortage of timber.",
    ),
    "two words, with another": (
        WRONG + "A large family-run Medical Practice moved in.",
        RIGHT + "A large family-run medical practice moved in.",
    ),
    "at the start of a sentence, with another": (
        WRONG + "Medical Supplies from the town arrived.",
        RIGHT + "Medical supplies from the town arrived.",
    ),
    "small elsewhere, or not": (
        "The carpenters blamed the Lack of timber. A lack of money was no excuse for any of them.",
        "The carpenters blamed the lack of timber. A lack of money was no excuse for any of them.",
    ),
    "in a list": (
        "The owners of the mill sell furniture, Carpets and lamps in the town by the river.",
        "The owners of the mill sell furniture, carpets and lamps in the town by the river.",
    ),
    "behind a hyphen": (
        "The export-Oriented mills of the town depend on the river and on the bridge.",
        "The export-oriented mills of the town depend on the river and on the bridge.",
    ),
    "behind a number": (
        "The ship was carrying around 3,000 Tonnes of timber when it came to the mill.",
        "The ship was carrying around 3,000 tonnes of timber when it came to the mill.",
    ),
    "two hints": (
        "The town lives from Tourism and has found Evidence of it. They met with Unemployment later.",
        "The town lives from tourism and has found evidence of it. They met with unemployment later.",
    ),
    "before a participle": (
        "She spoke at the round Lunch organised by the owners of the mill on Monday.",
        "She spoke at the round lunch organised by the owners of the mill on Monday.",
    ),
}
FLAGGED = {
    "behind an article": ("The owners blamed the Strike for what had happened to the roof.", (RULE, "Strike")),
    "behind a preposition": ("The town lives from Tourism and has suffered in recent years.", (RULE, "Tourism")),
    "behind a verb": ("The owners have found Evidence that the roof was never repaired.", (RULE, "Evidence")),
    "behind a comma": ("In the past, Farmers burned the straw on the field behind the mill.", (RULE, "Farmers")),
    "in brackets": ("The toll is for drivers (Commuters above all) who come by the bridge.", (RULE, "Commuters")),
    "behind an adverb": ("Today Passengers must wait for a long time at the two bridges.", (RULE, "Passengers")),
    "behind initials": ("Several EU Countries have refused to pay for the roof of the mill.", (RULE, "Countries")),
    "an adjective": ("The town has a Beautiful old centre and a mill by the river.", (RULE, "Beautiful")),
    "a verb behind its subject": ("The owners Arrived late because of the snow on the road.", (RULE, "Arrived")),
    "a verb behind “to”": ("The owners of the mill decided to Draw a plan of the roof.", (RULE, "Draw")),
    "ideas in a long text": (
        WRONG.replace("Roof", "Glory") + "They went home by the river. " * 800,
        (RULE, "Glory"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
