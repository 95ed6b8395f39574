"""What translators and language models leave behind: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.repairing import repaired
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["translation"]).rules)

KEEP = {
    "words that English has borrowed": "The café and the kindergarten are on the oblast’s list, like the Bundestag.",
    "a foreign title in quotation marks": "She sang “La guerra est morte” and he read ‘Le gouvernement’ to them.",
    "names with a foreign link": "Vega y Lara, Sturm und Drang, Keller et al. and the y axis are known to all.",
    "a passage in another language": "On the wall it said: le gouvernement est en vacances, dans les rues de la ville.",
    "a foreign word that is explained": "The Gewerkschaft (union) and the Flughafen, or airport, are used by all.",
    "a place of the same name elsewhere": "They live in Londres, Ohio, and stay at the Hotel Moscou.",
    "a street or station of that name": "They met at the Gare de Moscou and in the Rue de Londres.",
    "initials and sons": "M. Scott Peck, Hank Keller Sr. and J. M. Barrie met Herr Keller.",
    "a clause without its pronoun": "The president Obama followed was old. The mills in Porto they own are shut.",
    "a club as an adjective": "The Real Madrid coach met the Juventus of old.",
    "since with a moment": "They have waited since three years ago, ever since two men came.",
    "a hundred of some": "A hundred of the men and a dozen of them came, a dozen of claret in hand.",
    "a woman’s own name": "Maria Petrova and Anna Karpova met Ivan Karpov and Igor Savva.",
    "owners that are people": "The king of Norway lost his army. The founder of the company sold his factories.",
    "two persons in one sentence": "Laura Keller met Peter Brandt at noon. “It will hold,” he added.",
    "forces and their order": "It is a war between the forces of order and chaos.",
    "what a model does, told by a writer": "As models grow, the translator said, they answer: sure, here is the text.",
    "stars and numbers": "It has five ***** stars; 2**3 is eight, and he is the #1 of the list.",
}
SUGGESTED = {
    "a French noun": ("The gouvernement has fallen.", "The government has fallen."),
    "a Spanish noun with a capital": (
        "The Ministerio of Culture spoke to them.",
        "The Ministry of Culture spoke to them.",
    ),
    "a Spanish noun behind a number": ("They had waited six años for it.", "They had waited six years for it."),
    "a German noun loses its capital": ("The Gewerkschaft has met with them.", "The union has met with them."),
    "an Italian noun": ("The sindaco of the town was ill.", "The mayor of the town was ill."),
    "a link": ("It has cultural y economic ties with them.", "It has cultural and economic ties with them."),
    "a Cyrillic link": ("much legal и moral support", "much legal and moral support"),
    "an article with its noun": ("They said that les troupes were near.", "They said that the troops were near."),
    "a place": ("She flew from Varsovie to Pékin.", "She flew from Warsaw to Beijing."),
    "a state that needs its article": ("She flew to Stati Uniti.", "She flew to the United States."),
    "an article that is there": ("She left the Stati Uniti.", "She left the United States."),
    "a person": ("Mikhail Gorbatschow wrote it.", "Mikhail Gorbachev wrote it."),
    "a title": ("On Friday M. Macron and Mme Le Pen met.", "On Friday Mr. Macron and Ms. Le Pen met."),
    "an inflected name": ("the letter of Sergei Karpova to them", "the letter of Sergei Karpov to them"),
    "a title with an article": ("The president Macron said no.", "President Macron said no."),
    "a club with an article": ("He left the Real Madrid.", "He left Real Madrid."),
    "since with a length": ("He has lived here since ten years.", "He has lived here for ten years."),
    "about a hundred": ("At night a hundred of people came.", "At night about a hundred people came."),
    "a dozen": ("A dozen of people came.", "A dozen people came."),
    "an age": ("A 30-years-old man came.", "A 30-year-old man came."),
    "a night of two days": (
        "It burned in the night of Friday to Saturday.",
        "It burned overnight from Friday to Saturday.",
    ),
    "the police": ("He ran from the forces of order.", "He ran from the security forces."),
    "a bill": ("The law project was read.", "The bill was read."),
    "a speech, in the case of the sentence": ("Pronouncing a speech, he fell.", "Giving a speech, he fell."),
    "a preposition": ("It depends of the wind.", "It depends on the wind."),
    "a state that owns": ("Norway has closed his borders.", "Norway has closed its borders."),
    "a woman who is “he”": (
        "Mayor Laura Keller spoke at noon. “It will hold,” he said.",
        "Mayor Laura Keller spoke at noon. “It will hold,” she said.",
    ),
    "what there was": ("At noon, it came to violent clashes.", "At noon, there were violent clashes."),
    "thousands": ("Some 40 thousand people came.", "Some 40,000 people came."),
    "the year of a half": ("in the first half of the year 2031", "in the first half of 2031"),
    "asterisks": ("The dam **held** all night.", "The dam held all night."),
    "a heading": ("The dam held.\n\n## Next\n\nIt rained.", "The dam held.\n\nNext\n\nIt rained."),
    "a model’s last words": (
        "The dam held through the night, they said on Friday.\n\nLet me know if you need any changes!\n",
        "The dam held through the night, they said on Friday.\n",
    ),
    "the button of a tool": (
        "Translate to English\nThe dam held through the night, they said on Friday.\n",
        "The dam held through the night, they said on Friday.\n",
    ),
}
FLAGGED = {
    "power": ("They came to the power in 1990.", ("translation/the-power", "the power")),
    "a pronoun too many": (
        "The mills in Porto they have closed their gates.",
        ("translation/resumptive-pronoun", " they"),
    ),
    "a word in another alphabet": ("They said that the мост was closed.", ("translation/untranslated-script", "мост")),
    "a word with foreign letters": (
        "They said that the übermäßige cost was known.",
        ("translation/untranslated-letters", "übermäßige"),
    ),
    "a perfect with a date": (
        "The town has deployed guards on Friday.",
        ("translation/perfect-with-date", "has deployed"),
    ),
    "a conditional of hearsay": (
        "The driver would have fled on foot, according to a witness.",
        ("translation/hearsay-conditional", "would have"),
    ),
    "a future of the past": ("Born in 1951, she will join the choir.", ("translation/narrative-future", "will join")),
    "a verb without subject": ("“It broke,” has declared.", ("translation/perfect-without-subject", "has declared")),
    "pronouns with strokes": (
        "The town closed her/its/their gates.",
        ("translation/slashed-pronouns", "her/its/their"),
    ),
    "a bridge as a person": ("The bridge who was built in May fell.", ("translation/who-for-thing", "who")),
    "own without an owner": ("They voted for the own man.", ("translation/the-own", "the own")),
    "a blank": ("It held, said [Your Name].", ("translation/placeholder", "[Your Name]")),
    "a model about itself": (
        "It held, and as an AI language model it must.",
        ("translation/model-phrase", "as an AI language model"),
    ),
    "a length with during": ("The road was closed during three days.", ("translation/during-duration", "during")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_text_written_in_markdown_keeps_its_marks() -> None:
    text = "# Notes\n\nUse **bold** with care.\n\n```\nx = 1\n```\n"
    assert ENGINE.plan(document(text)).findings == ()


def test_windows_line_ends_stay() -> None:
    text = "Translate to English\r\nThe dam held through the night, they said.\r\nThe gouvernement has fallen.\r\n"
    assert repaired(ENGINE, text) == "The dam held through the night, they said.\r\nThe government has fallen.\r\n"
