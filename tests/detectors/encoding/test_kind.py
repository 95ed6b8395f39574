"""Encoding damage: what is repaired, what only looks like damage, and that ftfy is a matter of damaged text."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cleanup
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["encoding"]).rules)

KEEP = {
    "capitals with accents are no mojibake": "SÃO JOÃO À BEIRA; l’Âtre, l’Île d’Yeu et l’Œuvre",
    "European letters and signs": "Ærø, İzmir, Łódź, Győr – 5 € · 20 °C × 3 ½ § 7",
    "Cyrillic and Greek": "Слово о полку; λόγος",
    "an ampersand of a name": "AT&T, R&B and a Q&A; a&b",
    "an entity in an address": "http://shop.example/?a=1&copy;=2&amp;b=3",
    "an entity in a query without its scheme": "shop.example/?a=1&amp;lang=en",
    "a text about entities": "In XML, write &lt; for the sign and &amp; for the other.",
    "escaped tags that are shown on purpose": "The tag &lt;b&gt; makes text bold &amp; strong.",
    "an entity as the name of a code": "the code “&quot;” and the code (&amp;)",
    "an entity that does not exist": "Fish &chips; and &nosuch; things",
    "joiners of emoji": "two 👩\u200d🚀 flew",
    "joiners of Persian": "می\u200cخواهم",
    "zero-width spaces between Thai words": "ภาษา\u200bไทย",
    "direction marks in a text with Hebrew": "abc \u200eשלום\u200e def",
    "a byte-order mark that opens the text": "\ufeffThe ferry left.",
    "tabs, line ends and a page break": "a\tb\r\nc\x0cd",
    "a ligature that is spoken of": "The ﬁ and the ﬂ lay in the case.",
    "signs of comparison and a heart": "a < b and c > d, I <3 it, x<b",
    "a tag shown as code": "Type `<em>` or `<br>` here.",
    "Japanese in its own marks": "報告は、明日（月）。",
}
SAFE = {
    "an apostrophe read as Windows-1252": ("The shipâ€™s bell", "The ship’s bell"),
    "quotation marks, the last byte lost": ("It was â€œfineâ€.", "It was “fine”."),
    "letters of German, French and Spanish": ("KÃ¶ln, dÃ©jÃ  vu, maÃ±ana", "Köln, déjà vu, mañana"),
    "a dash and an ellipsis": ("so â€“ wellâ€¦", "so – well…"),
    "a currency sign and a stray letter": ("It cost Â£40.", "It cost £40."),
    "Russian": ("Ð\x9dÐµÑ\x82", "Нет"),
    "control codes of Windows-1252": ("the crew\x92s \x93no\x94", "the crew’s “no”"),
    "sound text beside the damage stays": ("naïve “à la carte” cafÃ©", "naïve “à la carte” café"),
    "entities by number and by name": ("it&#39;s Beno&icirc;t&#8217;s &amp; mine", "it's Benoît’s & mine"),
    "an entity escaped twice": ("AT&amp;amp;T &amp;#8211; no", "AT&T – no"),
    "an entity that lost its ampersand": ("the crew#8217;s boat", "the crew’s boat"),
    "a no-break space between words": ("one&nbsp;two &nbsp;three", "one two three"),
    "a no-break space of French": ("Quoi&nbsp;?", "Quoi\u00a0?"),
    "soft hyphen, zero-width space and stray mark": ("dis\u00adtri\u00adbu\u200btion\ufeff", "distribution"),
    "a control character beside a space, a code of a terminal": ("the \x02re\x1b[1mport\x1b[0m", "the report"),
    "ligatures": ("the ﬁrst oﬀer, ﬂoor, oﬃce, muﬄed", "the first offer, floor, office, muffled"),
    "tags": ('the <em>old</em> <span class="x">mill</span>', "the old mill"),
    "a line-break tag": ("The mill.<br/>It burned.", "The mill. It burned."),
    "full-width marks around Latin text": ("He said，“no”，at once。", "He said, “no”, at once."),
    "line ends of Windows": ("The shipâ€™s bell\r\n\r\ncafÃ©\r\n", "The ship’s bell\r\n\r\ncafé\r\n"),
    "old line ends": ("The shipâ€™s bell\rcafÃ©", "The ship’s bell\rcafé"),
}


def fixed(text: str, through: Level = Level.SAFE) -> str:
    return repaired(ENGINE, text, through)


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


READ_IN_ANOTHER = {
    "a trade mark beside a quotation": ("Northwindâ„¢ wrote “yes” twice.", "Northwind™ wrote “yes” twice."),
    "a trade mark whose byte was made a quotation mark": ("Northwindâ“¢ and Blueâ”¢", "Northwind™ and Blue™"),
    "signs": ("â‚¬9 â†’ â‚¬7, âœ“ done, â˜… new, a â‰¤ b", "€9 → €7, ✓ done, ★ new, a ≤ b"),
    "signs of Mac OS": ("Northwind‚Ñ¢ ‚Üí here", "Northwind™ → here"),
    "signs of DOS": ("the crewΓÇÖs boat ÔÇô and oars", "the crew’s boat – and oars"),
    "a small letter of Latin-9": ("PrÃŒfung, MÃ€dchen, frÃšre, dÃŽner", "Prüfung, Mädchen, frère, dôner"),
    "a small letter of Latin-9 behind a capital": ("Die KÃ€ltesperre", "Die Kältesperre"),
    "a first letter beside them": ("fÃŒr uns, ÃŒber uns", "für uns, über uns"),
    "capitals of Windows-1252": ("Ã‰cole, L'Ã‰tat, GÃ‰NÃ‰RAL, Ãœber", "École, L'État, GÉNÉRAL, Über"),
    "letters of DOS": ("le caf├® ferm├®", "le café fermé"),
    "letters of Mac OS": ("das M√§dchen", "das Mädchen"),
    "a unit": ("5 kÎ© and 3 Âµm", "5 kΩ and 3 µm"),
    "an ordinal": ("NÂº 5, 3Âª vez", "Nº 5, 3ª vez"),
    "emoji that are whole": ("So ðŸ˜€ good", "So 😀 good"),
    "a closing mark whose byte became a question mark": ("a â€œlowâ€? and â€œhighâ€? tide", "a “low” and “high” tide"),
    "one behind a question": ("â€œWho is it?â€? she asked.", "“Who is it?” she asked."),
    "one behind a replacement character": ("a â€œlowâ€\ufffd tide", "a “low” tide"),
    "one at the end": ("They call it â€œthe hutâ€?", "They call it “the hut”"),
    "a question at the end": ("Did they say â€œnoâ€? They did.", "Did they say “no”? They did."),
    "marks that lost a byte, and a question": (
        "It was â€œgoodâ€, he said: â€œbadâ€? Yes.",
        "It was “good”, he said: “bad”? Yes.",
    ),
}


@pytest.mark.parametrize("case", cases(safe=READ_IN_ANOTHER))
def test_the_table_that_gives_words_is_taken(case: Case) -> None:
    check(ENGINE, case)


RIGHT = {
    "capitals at closing marks": "“MAÇÔ ou «IRMû, diz.",
    "capitals at dashes": "A MANHÃ—a tarde; MAÇÃ–PERA",
    "Portuguese capitals": "NÃO HÁ AMANHÃ. À LUZ, O GRÃO",
    "Turkish": "“hâlâ”… ve “hâlâ—“",
    "Romanian and German marks": "„mâine”, „Übung“, ‚Äpfel‘",
    "a tree and formulas": "├── src\n│   └── a√é; 2√π ≤ √x",
    "trade marks": "Northwind™ “soft” and Blue® – 5 £",
    "Icelandic": "„með“ það… “að”",
    "French": "voilà… là » et « déjà »",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_right_text_that_looks_like_mojibake_stays(text: str) -> None:
    assert fixed(text, Level.SUGGESTED) == text


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_right_text_stays_beside_damage(text: str) -> None:
    assert fixed(f"cafÃ© {text}") == f"café {text}"


UNSURE = {
    "an emoji without its last byte": "Well done ðŸ‘ all of you",
    "one before the end": "Thanks ðŸ™",
    "a heart": "we â¤ it",
    "a heart with a selector": "we â¤ï¸ it",
    "a hyphen without its last byte": "a wellâ€?known place",
    "a dash made straight": 'later â€" or never',
    "a text about it": "This mojibake, itâ€™s a cafÃ©.",
    "characters that are shown": "The page had “Ã©” and 'â€™' in it.",
    "characters in a list": "It has characters like â€œ and Ã¼.",
    "a wrong letter and the right one": "We see Ã© instead of é.",
}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_what_nobody_knows_and_what_the_text_speaks_of_is_flagged(text: str) -> None:
    assert {(one.rule, one.level) for one in ENGINE.plan(document(text)).findings} == {
        ("encoding/mojibake", Level.FLAG)
    }
    assert repaired(loading.engine(), text, Level.SUGGESTED) == text


def test_damage_beside_a_lost_byte_is_repaired() -> None:
    assert fixed("Weâ€™re glad ðŸ‘ and donâ€™t tell") == "We’re glad ðŸ‘ and don’t tell"


def test_a_quotation_beside_a_sign_is_left_to_its_own_rules() -> None:
    text = "Northwindâ„¢ and Blueâ„¢ are firms. “So,” he said, “they stay.”"
    assert repaired(loading.engine(), text) == text.replace("â„¢", "™")


def test_a_lost_apostrophe_is_suggested() -> None:
    text = "The captain\ufffds boat isn\ufffdt here."
    assert fixed(text) == text
    assert fixed(text, Level.SUGGESTED) == "The captain’s boat isn’t here."


IN_WORD = {
    "a hyphen of PDF files": ("re\x02port", Level.SUGGESTED, ["", "-", " "]),
    "between words, or instead of a letter": ("the of\x01ce", Level.FLAG, [" ", ""]),
    "between numbers": ("19\x0320", Level.FLAG, [" ", ""]),
    "between a stop and a number": ("on page 3.\x0314 people", Level.FLAG, [" ", ""]),
    "a byte that no character set knows": ("the\x9dhouse", Level.FLAG, [" ", ""]),
    "a letter written over another": ("N\bNA\bA", Level.FLAG, []),
}


@pytest.mark.parametrize(("text", "level", "choices"), IN_WORD.values(), ids=IN_WORD)
def test_a_control_in_a_word_may_have_been_anything(text: str, level: Level, choices: list[str]) -> None:
    found = ENGINE.plan(document(text)).findings[0]
    assert (found.level, [fix.edits[0].replacement for fix in found.fixes]) == (level, choices)
    assert fixed(text) == text


SOFT_HYPHENS = {
    "in one word, several": ("The har\u00adbour\u00admas\u00adter slept.", "The harbourmaster slept."),
    "behind a syllable": ("They re\u00adelected her.", "They reelected her."),
    "before an ending": ("The govern\u00adment fell.", "The government fell."),
    "in a word that stands elsewhere undivided": (
        "The lighthouse: a light\u00adhouse.",
        "The lighthouse: a lighthouse.",
    ),
    "beside one that is sure": ("A light\u00adhouse, re\u00adelected.", "A lighthouse, reelected."),
    "at the end of a line": ("The light\u00ad\nhouse was re\u00ad\r\n  paired.", "The lighthouse was repaired."),
    "behind a hyphen and a slash": ("well-\u00adknown and/\u00ador", "well-known and/or"),
    "in German, French and Russian": (
        "die Re\u00adgie\u00adrung, la na\u00adtion, го\u00adрод",
        "die Regierung, la nation, город",
    ),
}


@pytest.mark.parametrize("case", cases(safe=SOFT_HYPHENS))
def test_a_soft_hyphen_that_divides_a_word_goes(case: Case) -> None:
    check(ENGINE, case)


DASHES = {
    "between numbers": "from 1870\u00ad1871, pages 3\u00ad5",
    "between a number and a word": "a 5\u00adday week, the A4\u00adsheet",
    "before a capital": "the London\u00adParis train",
    "behind one capital": "a T\u00adshirt",
    "between capitals": "the UK\u00adUS talks",
    "between spaces": "They left \u00ad too late.",
    "before a space": "the pre\u00ad and postwar years",
    "beside a quotation mark": "she said\u00ad“no”",
    "at the end of a line, before a capital": "from London\u00ad\nParis",
    "at the end of a line, between numbers": "1870\u00ad\n1871",
    "at the end": "They left\u00ad",
    "in a compound, beside one that is surely a dash": "The open\u00adair stage, 1870\u00ad1871.",
}


@pytest.mark.parametrize("text", DASHES.values(), ids=DASHES)
def test_a_soft_hyphen_that_may_have_been_a_dash_is_flagged(text: str) -> None:
    assert {(one.rule, one.level) for one in ENGINE.plan(document(text)).findings} == {
        ("encoding/invisible-characters", Level.FLAG)
    }
    assert fixed(text, Level.SUGGESTED) == text


def test_a_byte_of_a_letter_decoded_wrongly_is_no_control() -> None:
    engine = Engine(loading.load().pick(["encoding/invisible-characters"]).rules)
    assert engine.plan(document("Ã\x8d, â€\x9d and Ð\x9d there")).findings == ()


def test_lost_characters_are_flagged_once_a_paragraph() -> None:
    found = ENGINE.plan(document("A caf\ufffd and a th\ufffdtre.\n\nNone here.\n\nAn \ufffdcole.")).findings
    assert [(f.rule, f.level, f.span.start, f.message) for f in found] == [
        ("encoding/replacement-character", Level.FLAG, 5, "characters were lost in 2 places of this paragraph"),
        ("encoding/replacement-character", Level.FLAG, 37, "characters were lost in one place of this paragraph"),
    ]


def test_each_word_is_a_finding_of_its_own_with_its_own_message() -> None:
    found = ENGINE.plan(document("The shipâ€™s cafÃ© opened.")).findings
    assert [f.message for f in found] == [
        "“shipâ€™s” was decoded with the wrong encoding",
        "“cafÃ©” was decoded with the wrong encoding",
    ]


def test_sound_text_never_imports_ftfy() -> None:
    code = (
        "import sys\nfrom cleanup.engine import loading\nfrom cleanup.engine.engine import Engine\n"
        "from cleanup.documents.readers import document\n"
        "Engine(loading.load(prove=False).pick(['encoding']).rules).plan(document('“It’s fine” – he said…'))\n"
        "assert 'ftfy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_two_letters_alone_prove_nothing() -> None:
    text = "Kim – HÃ¥ndbold is a club."
    assert cleanup.fix(text) == text
    assert cleanup.fix(text, suggested=True) == "Kim – Håndbold is a club."
