"""What a text writes in two ways: titles, names, places, terms, the order of marks."""

from __future__ import annotations

import pytest

from cleanup.detectors.consistency.names import key
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired
from tests.tables import Case, Marked, cases, check

ENGINE = Engine(loading.load().pick(["consistency"]).rules)

STYLE = "Mr. Hale left. Mr. Hale and Mrs. Ives met Dr. Jones. "
BRITISH = "Mr Hale left. Mr Hale and Mrs Ives met Dr Jones. "
PERSON = "Mr. Hale left. Mr. Hale ate. Mr. Hale slept. Mr. Hale woke. Mr. Hale dressed. Mr. Hale ran. "
INSIDE = "“We go,” she said. “Never.” “Why,” he asked, “now.” The color of the center is gray. "

DATES = "She sailed on 3 May 1911, on 4 June 1912, on 9 August 1913 and on 2 March 1914. "

KEEP = {
    "two titles in either form": "Mr. Hale met Mr Ives, and Mr. Jones met Mr King.",
    "a title in the name of a film": STYLE + "They saw “Mr Sandman” and ‘The Talented Mr Ripley’ at home.",
    "a title that ends a sentence": BRITISH + "Nobody called him Mr. They called him Tom.",
    "family names that differ": "Adam Johnson met Lyndon Johnston. Mr. Andersson and Ms. Anderson won.",
    "husband and wife": "Igor Karpovsky came with Olga Karpovskaya; Mr. Malkov with Mrs. Malkova.",
    "namesakes by given name": "Sergei Dolgov and Sergey Popov met Dmitri Orlov and Dmitry Belov.",
    "namesakes by surname": "They flew to Houston, and in Houston they met John Huston. Greg Philips, Ann Phillips.",
    "a firm that spells itself in its own way": "Oleg Smirnov founded the Smirnoff group. Mr. Smirnov sold it.",
    "a name in quotation marks": "Oleg Smirnov drank “Smirnoff” with Mr. Smirnov. Smirnov paid.",
    "similar places": "Niger and Nigeria, Austria and Australia, Iran and Iraq signed.",
    "two spellings that are explained": "The city of Lviv (in Russian Lvov) is old. Trams run in Lviv.",
    "a place inside a club's name": "He lives in Kyiv and plays for Dynamo Kiev. Trams run in Kyiv.",
    "a headline without titles": "Hale leaves the mill\n\n" + PERSON,
    "a full name": PERSON + "Edward Hale said so.",
    "a title lost inside a quotation": PERSON + "“Hale said no,” she wrote.",
    "a surname that stands for more": PERSON + "The Hale family and Hale’s brother agreed.",
    "a text that drops titles at will": "Mr. Hale left. Hale ate. Mr. Hale slept. Mr. Hale ran. Hale said no.",
    "marks outside in a British text": "“We go,” she said. He called it “a shame”, and the colour “a threat”.",
    "marks behind code and single letters": INSIDE + "Type “x”, “a/b”, “run.exe”, or “--all”.",
    "marks with others behind them": INSIDE + "They called it “a shame”.) He left “a note”..",
    "a common noun": "The Finance Ministry spoke. The ministry and the police department did not.",
    "days of a span": DATES + "It was open from July 7 to July 9, 1938, and on May 5 and 6, 1939.",
    "a date with a name": DATES + "It recalls September 11 and the July 4 parade.",
    "a date that is quoted": DATES + "“On July 7, 1938, we sail,” she wrote.",
    "a number that is part of a name": "On July 7, 1938, and May 3, 1939, and June 2, 1940, Windows 10 May 2020 came.",
    "two orders, as often": "It came on 7 July 1938 and 8 May 1939, and left on July 9, 1938, and June 3, 1940.",
    "names in the other variety": "The colors, labor and harbor of the center: the Labour Party, the Harbour Bridge.",
    "Oxford spelling": "The colours, labour and harbours of the centre were organized and realized.",
    "names one letter apart, of different people": "Takeshi Oda met Takashi Ito. Takashi was late.",
    "a rare form of a given name": "Shannen Moore sang. Shannon Reed came. Shannon paid.",
    "names with another ending": "Torbeev left Torbeevo. Torbeevo is small, Torbeevo is old. The Torbeevs left, too.",
    "initials of institutions": "The UK left, and the UK is out. The US is far, says the U.S. Geological Survey.",
    "a few sums in short": "It cost £3bn, for 5 million people and £2bn.",
    "the habit of a headline": "US mills close\n\nThe U.S. mills closed, and the U.S. said so.",
    "words that differ by their hyphen": "They resent it, we resent it, and I resent the re-sent letter.",
    "a family": "Lindmoser came. The Lindmosers came, and two Lindmosers plan to stay. Lindmosers have money.",
    "a name that ends with s itself": "Hollandes plan came late. The plan was good.",
    "a type that has its name in small letters, too": "An Enumo is an enumo. Enumos handle this case.",
    "the right name of an organisation": "The Organization of Turkic States and Turkish states met.",
    "a route, a score and a torn compound": "The Lviv - Odesa train, a 3 - 2 win, a 5 - year plan, non - fiction.",
    "a list of terms": "salt - two spoons of it\n\nflour - a pound of it\n\nmilk - as much as it takes",
    "the title of a page and its site": "The mayor of Lviv is ill and stays at home - Lviv News. He fell on Monday.",
    "the hyphens of a typewriter": "They came - all of them - and sat down. " * 9,
    "a date behind a hyphen": "The mayor of Lviv opened the new bridge - 12 May 2012. He is ill.",
    "halves of words": "The bank grants short - and medium-term loans.",
    "few marks of two shapes": "They don't know O’Brien’s mill.",
    "many marks of both shapes": "They don't know O’Brien’s mill. " * 20,
    "measures and code in curly text": "“We stay,” she said. “It’s 5'10\" wide.” “Type name='x' and go.”",
    "a letter of another language": "“We stay,” she said. “The Qur’an.” “Yes,” he said. “No.”",
    "a comparison without verbs": "The more towers – the better. The less said – the better.",
    "a dash and a verb": "Lviv – the old capital – was quiet. He says – a bad idea. This street – the oldest one.",
}
SAFE = {
    "a title without its stop": (STYLE + "Then came Mr King.", STYLE + "Then came Mr. King."),
    "a title with a stop too many": (BRITISH + "Then came Mr. King.", BRITISH + "Then came Mr King."),
    "the same given name": (
        "Askar Bolatov met us. Bolatov spoke. Askar Bolatof left, and Bolatov too.",
        "Askar Bolatov met us. Bolatov spoke. Askar Bolatov left, and Bolatov too.",
    ),
    "a clear majority": (
        "Ivan Sergayev met Ann. Later Sergayev left; we saw Sergayev go. The car of Sergaev stood there.",
        "Ivan Sergayev met Ann. Later Sergayev left; we saw Sergayev go. The car of Sergayev stood there.",
    ),
}
SUGGESTED = {
    "a date in the other order": (
        DATES + "It sank on July 7, 1938, and rose on May 5, 1939.",
        DATES + "It sank on 7 July 1938, and rose on 5 May 1939.",
    ),
    "the genitive of a name as German writes it": (
        "Lindmoser came. It was Lindmosers old friend who read Lindmosers speech.",
        "Lindmoser came. It was Lindmoser's old friend who read Lindmoser's speech.",
    ),
    "a date without its year": (DATES + "It sank on July 7 at night.", DATES + "It sank on 7 July at night."),
    "a date in American order, with its commas": (
        "May 3, 1911, was a Wednesday; so was May 10, 1911. It sank on 7 July 1938 off Hull on March 9, 1938.",
        "May 3, 1911, was a Wednesday; so was May 10, 1911. It sank on July 7, 1938, off Hull on March 9, 1938.",
    ),
    "a tie goes to the full name": (
        "Hassan Redjani won the vote. The wife of Rejani came.",
        "Hassan Redjani won the vote. The wife of Redjani came.",
    ),
    "a doubled letter": (
        "Ignatius Gallaher left. We met Galaher and Gallaher.",
        "Ignatius Gallaher left. We met Gallaher and Gallaher.",
    ),
    "initials with full stops": (
        "The UK left. In the UK, the U.K. police is armed.",
        "The UK left. In the UK, the UK police is armed.",
    ),
    "initials without full stops": (
        "The U.S. army left. In the U.S. law, the US police is armed.",
        "The U.S. army left. In the U.S. law, the U.S. police is armed.",
    ),
    "per cent": (
        "It fell by 3 percent, then 4 percent, then 5 per cent.",
        "It fell by 3 percent, then 4 percent, then 5 percent.",
    ),
    "a hyphen": (
        "The ceasefire holds. A ceasefire is no peace, said the cease-fire monitors.",
        "The ceasefire holds. A ceasefire is no peace, said the ceasefire monitors.",
    ),
    "a slip in a well-known name": (
        "The Uraguayan striker may leave. The club owes it to its Uruguayan forward.",
        "The Uruguayan striker may leave. The club owes it to its Uruguayan forward.",
    ),
    "a slip against a clear majority": (
        "We saw Takakushi. Takakushi is old, and from Takakushi a road leads to the sea. In Takagushi it ends.",
        "We saw Takakushi. Takakushi is old, and from Takakushi a road leads to the sea. In Takakushi it ends.",
    ),
    "a place in two spellings": (
        "Trains to Ternopil are late. A depot in Ternopol burned.",
        "Trains to Ternopil are late. A depot in Ternopil burned.",
    ),
    "a title lost once": (PERSON + "But Hale said no.", PERSON + "But Mr. Hale said no."),
    "marks on the other side": (
        INSIDE + "It is “a shame”, or “a threat”.",
        INSIDE + "It is “a shame,” or “a threat.”",
    ),
    "straight apostrophes among curly quotation marks": (
        "“We stay,” she said. “It's ours, the bakers' mill.” They didn't go.",
        "“We stay,” she said. “It’s ours, the bakers’ mill.” They didn’t go.",
    ),
    "a curly apostrophe in a straight text": (
        "They don't go. \"We can't,\" he said. It’s late.",
        "They don't go. \"We can't,\" he said. It's late.",
    ),
    "a curly pair in a straight text": (
        'Mill ‘will burn’ again\n\n"It won\'t," he said. "We can\'t burn it." They didn\'t.',
        "Mill 'will burn' again\n\n\"It won't,\" he said. \"We can't burn it.\" They didn't.",
    ),
    "hyphens and nothing else": (
        "The mill - the old one - burned. It stood 90 years - three times as long as the bridge.",
        "The mill – the old one – burned. It stood 90 years – three times as long as the bridge.",
    ),
    "a hyphen before a number and a name": (
        "The farm in the valley has a large herd - 150 heads. It sells to one town in the region - Odesa.",
        "The farm in the valley has a large herd – 150 heads. It sells to one town in the region – Odesa.",
    ),
    "two hyphens in a text with dashes": (
        "The mill – the old one -- burned.",
        "The mill – the old one – burned.",
    ),
    "two hyphens around a few words, and after an exclamation": (
        "He said -- right then -- that the mill was gone. The lock -- all of it! -- was gone -- for good.",
        "He said – right then – that the mill was gone. The lock – all of it! – was gone – for good.",
    ),
    "a dash of another length": (
        "They came—all of them—and sat down—all but one. Then they left – slowly.",
        "They came—all of them—and sat down—all but one. Then they left—slowly.",
    ),
    "an organisation": ("the World Organization of Health", "the World Health Organization"),
    "a word of the other variety": (
        "The colors, labor and harbor of the center, a humour.",
        "The colors, labor and harbor of the center, a humor.",
    ),
    "-ise in a text with -ize": (
        "They mobilized, maximized and apologized, in defence of those who criticise.",
        "They mobilized, maximized and apologized, in defence of those who criticize.",
    ),
    "-ize in a British text with -ise": (
        "They organised the defence of the harbour and its modernization.",
        "They organised the defence of the harbour and its modernisation.",
    ),
    "one word in both spellings": (
        "The defense of the harbour, the defense of the colour, and the defence of the pass.",
        "The defense of the harbour, the defense of the colour, and the defense of the pass.",
    ),
    "initials that end a sentence": (
        "The UK left, and the UK is out. So is the U.S. The US is far from the US.",
        "The UK left, and the UK is out. So is the US. The US is far from the US.",
    ),
    "initials in two styles": (
        "The U.S. left, and the U.S. mills closed. The UK stayed.",
        "The U.S. left, and the U.S. mills closed. The U.K. stayed.",
    ),
    "a sum in short": (
        "It cost $3 billion, not $2 billion or $1bn.",
        "It cost $3 billion, not $2 billion or $1 billion.",
    ),
}
FLAGGED: dict[str, Marked] = {
    "a sum that is written out": (
        "It cost $3bn, not $2bn or $1 billion.",
        ("consistency/scale-abbreviation", "$1 billion"),
    ),
    "one more of two spellings": (
        "The defence of one, the defence of two and the defence of all; the defense of none, the defense of few.",
        ("consistency/spelling-variety", "defense"),
        ("consistency/spelling-variety", "defense"),
    ),
    "a name in a case of its language": (
        "They fled from Bucha. In Bucha nothing stands, and Bucha is silent. They spoke of Buchi.",
        ("consistency/misspelt-name", "Buchi"),
    ),
    "an institution without capitals": (
        "The Interior Ministry denied it. The finance ministry did not.",
        ("consistency/term-case", "finance ministry"),
    ),
    "a hyphen between names": (
        "The ship sank in the Aegean Sea - Rhodes, Samos and Kos sent help.",
        ("consistency/dash", " - "),
    ),
    "a dash for a verb": (
        "Then came the war. The walls of the house - a mixture of clay and straw. Nobody lives there.",
        ("consistency/copula-dash", " - "),
    ),
    "a name in both spellings": (
        "The defense college is small. The Defence College of Rome is smaller.",
        ("consistency/spelling-variety", "Defence"),
    ),
    "a place in another language": (
        "The envoy flew to Moskau and then on to the mines of the region.",
        ("consistency/foreign-place-spelling", "Moskau"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["line ends of Windows", "old line ends"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = f"Dam holds{end}{end}{STYLE}{end}{end}Then came Mr King.{end}"
    assert repaired(ENGINE, text, Level.SAFE) == text.replace("Mr King", "Mr. King")


def test_the_message_counts_the_evidence() -> None:
    found = ENGINE.plan(document(SAFE["a clear majority"][0])).findings
    assert [f.message for f in found] == ["“Sergaev” is spelt “Sergayev” 3 times in this text"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nazarbayev", "Nazarbaev"),
        ("Zelenskyy", "Zelenskiy"),
        ("Lavroff", "Lavrov"),
        ("Qaddafi", "Gaddafi"),
        ("Yeltsin", "Eltsin"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Johnson", "Johnston"), ("Martin", "Martinez"), ("Anderson", "Andersen"), ("Niger", "Nigeria")]
)
def test_names_that_differ_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)
