"""Marks of other languages around English words: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, Marked, cases, check

NAMES = ["guillemets", "german-marks", "backticks", "repeated-mark", "accent-for-apostrophe", "dialogue-dash"]
ENGINE = Engine(loading.load(prove=False).pick([f"quotes/{name}" for name in NAMES]).rules)

KEEP = {
    "an aside that names a speaker": "She likes “bread” – she said it twice: “bread” – and leaves.",
    "a nested quotation that ends with the outer one": 'He said, "We call it "a good day"" then.',
    "a path of links": "Home » World » Asia",
    "arrows of a page": "« Previous page »",
    "a French quotation": "The plate reads «Il est interdit de pêcher dans la rivière» to this day.",
    "a German quotation": "The plate reads: „Das Fischen ist hier nicht erlaubt und wird bestraft“",
    "a Russian title": "The paper is called «Правда».",
    "code": "Type `ls` and `cd`, then the `struct`s of it.",
    "feet and inches": "A board of 5′ 10″ lay there.",
    "a list with dashes": "— Bread\n— Milk\nThe mill — he said it twice — is shut.",
    "a dash for emphasis": "– Boats, mills, nets – all of it was lost.",
    "a document of straight marks": 'They called it "a mill" and "a boat" and “a day”.',
}
SAFE = {
    "guillemets": ("«It is lost,» he said.", "“It is lost,” he said."),
    "padded guillemets": ("It was « a good day » for us.", "It was “a good day” for us."),
    "low marks": ("He said „it is lost“ on Monday.", "He said “it is lost” on Monday."),
    "an acute accent": ("We don´t know.", "We don’t know."),
    "the marks of the document": (
        'He said "yes" and "no", then «it is lost».',
        'He said "yes" and "no", then "it is lost".',
    ),
}
SUGGESTED = {
    "inverted guillemets": ("It was »a good day« for us.", "It was “a good day” for us."),
    "half a pair": ("It was «a good day” for us.", "It was “a good day” for us."),
    "nested marks": ("He wrote «we saw “the mill” burn» then.", "He wrote “we saw ‘the mill’ burn” then."),
    "commas for a low mark": ("He said ,,it is lost'' then.", "He said “it is lost” then."),
    "marks of TeX": ("It was ``a good day'' for us.", "It was “a good day” for us."),
    "straight marks twice": ('It was ""a good day"" for us.', 'It was "a good day" for us.'),
    "a straight mark too many": ('It was "a good day."" We left.', 'It was "a good day." We left.'),
    "marks twice": ("It was ““a good day”” for us.", "It was “a good day” for us."),
    "a dash before the narrator": ("“It is lost” , – said Ann.", "“It is lost,” said Ann."),
    "a dash inside the mark": ("It is “lost, ”- wrote Ann.", "It is “lost,” wrote Ann."),
    "speech behind a sentence": (
        "Ann spoke. - It is lost. We go, - she said. It’s late.",
        "Ann spoke. “It is lost. We go,” she said. It’s late.",
    ),
    "speech between dashes": ("— It is lost, — said Ann. — We go.", "“It is lost,” said Ann. “We go.”"),
}
FLAGGED: dict[str, Marked] = {
    "speech that goes on": (
        "“It is lost,” said Ann on the shore. – We go home now. It’s late.",
        ("quotes/dialogue-dash", "– "),
    ),
    "speech behind a narrator": (
        "We go! – Ann shared. – she is sure. It is lost, – Ann agreed. It’s late.",
        ("quotes/dialogue-dash", "! – "),
        ("quotes/dialogue-dash", ", – "),
    ),
    "speech without a beginning": (
        "Ann spoke. It is lost, - she said. It’s late.",
        ("quotes/dialogue-dash", ", - "),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
