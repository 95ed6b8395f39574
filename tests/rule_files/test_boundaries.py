"""Words, sentences and paragraphs that are glued or cut: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.tables import Case, cases, check

NAMES = [
    "missing-space-between-sentences", "missing-space-after-name", "missing-space-before-name",
    "missing-space-between-function-words", "drop-cap", "paragraph-break-in-name", "paragraph-break-in-sentence",
    "hyphenated-line-end", "full-stop-after-ordinal", "subheading-in-paragraph", "related-headline",
    "lost-first-letter", "lost-first-letter-president", "full-stop-after-adjective", "full-stop-after-that",
    "full-stop-before-verb", "full-stop-in-name", "full-stop-in-institution", "full-stop-after-date",
]  # fmt: skip
ENGINE = Engine(loading.load(prove=False).pick([f"sentences/{name}" for name in NAMES]).rules)

KEEP = {
    "addresses and products": "The ASP.NET team, the U.S.Navy and Booking.com met, e.g.This one.",
    "handlers": "Call onMondayClick and inIndia2 first.",
    "code": "Call list.Add or fmt.Println, then open Readme.Md on www.Example.org today.",
    "words that hold a name": "A statesman of The New Statesman met Ferdinand, Roland and Augustin in Indiana.",
    "plurals of peoples": "The Pakistanis, the Israelis and the Omanis came.",
    "letters that are words": "X marks the spot.",
    "a note and a language": "B flat is a note.",
    "a vitamin at the end": "She is short of vitamin B.\n\nThe clinic closed.",
    "initials of a list of persons": "Anna Moreau, J. P.\n\nPeter Keller",
    "verse": "The boats go out upon the evening tide of all the\n\nseven seas",
    "a compound at the line end": "The well-\nknown Anne-\nMarie won re-\nelection.",
    "hanging hyphens": "The pre- and post-war years; two- and three-storey houses.",
    "a rank at the end": "Ann came 2nd. her brother was 21st. after that they left. Tom was 11th. which hurt.",
    "a date at the end": "It opened on June 12th. The harbour was full.",
    "hyphens in a sentence": "Seats 4 - and 5 - are free. A 3-2 -ish score.",
    "a record that is relevant": "The museum said its most relevant record, news No. 7, is safe.",
    "doctors who are residents": "resident doctors walked out on Monday.",
    "the former of two": "Tea or beer? He took the former. The beer was bad.",
    "a predicate": "The room was small. Mills stood along the river.",
    "a pronoun at the end": "He had done that. The bridge stayed closed.",
    "a question to a person": "They asked the owner, Anna. Moreau was at the mill.",
    "one-word sentences": "No deal. No peace. We will win. Period.",
}
SAFE = {
    "sentences": ("It broke at noon.Later the council met.", "It broke at noon. Later the council met."),
    "sentences behind a quotation": ("“Go,” he said.The boat left.", "“Go,” he said. The boat left."),
    "sentences behind a year": ("It broke in 2020.The council met.", "It broke in 2020. The council met."),
    "an ordinal before its month": ("It is the 3rd. of May.", "It is the 3rd of May."),
    "an ordinal before its verb": ("The 2nd. was lost.", "The 2nd was lost."),
    "a date": ("It opened on June 12th. in the harbour.", "It opened on June 12th in the harbour."),
}
SUGGESTED = {
    "function words": ("The roof ofthe mill fell.", "The roof of the mill fell."),
    "a kingdom": ("They left the Kingdomfrom May on.", "They left the Kingdom from May on."),
    "a day": ("They left onMonday for good.", "They left on Monday for good."),
    "a drop cap": ("T he mill stood empty.", "The mill stood empty."),
    "a drop cap that the text knows": (
        "M illers met.\n\nThe millers were glad.",
        "Millers met.\n\nThe millers were glad.",
    ),
    "initials": (
        "It came from P. B.\n\nMoreau, the harbour master, on Monday.",
        "It came from P. B. Moreau, the harbour master, on Monday.",
    ),
    "a hyphen of print": ("The govern-\r\nment met.", "The government met."),
    "a hyphen and a space": ("The arrange- ment was made.", "The arrangement was made."),
    "a former country": ("It was in the former. Ottoman Empire then.", "It was in the former Ottoman Empire then."),
    "an adjective and its noun": ("It hurts many small. Mills by the sea.", "It hurts many small mills by the sea."),
    "a reported clause": ("He added that. The mill was shut.", "He added that the mill was shut."),
    "a subject and its verb": ("Ann, who left in May. Said she was well.", "Ann, who left in May, said she was well."),
    "a name in commas": ("The owner, Anna. Moreau, came.", "The owner, Anna Moreau, came."),
    "an institution": ("In the European. Parliament it rained.", "In the European Parliament it rained."),
    "a subheading": ("It sank.- ‘All gone’ -A reporter saw it.", "It sank.\n\n‘All gone’\n\nA reporter saw it."),
    "a link to an article": ("He left. Read also: Mill closes after the flood", "He left."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_lost_first_letter_is_only_flagged() -> None:
    (finding,) = ENGINE.plan(document("resident Anna Moreau opened the bridge.")).findings
    assert (finding.level, finding.fixes[0].title) == (Level.FLAG, "“President” without its first letter")


@pytest.mark.parametrize("text", ["Ann came 2nd. her brother was last.", "It was his 31st. in the end he left."])
def test_a_small_letter_behind_an_ordinal_is_shown_and_stays(text: str) -> None:
    engine = Engine(loading.load(prove=False).pick(["sentences"]).rules)
    plan = engine.plan(document(text), through=Level.SUGGESTED)
    assert ([finding.rule for finding in plan.findings], plan.changes) == (["sentences/ordinal-before-lowercase"], ())
