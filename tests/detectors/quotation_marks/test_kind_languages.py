"""Quotation marks of German and French: what stays comes before what is suggested and what is only flagged."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["quotes"]).rules)

KEEP = {
    "de": {
        "low and high marks": "Er nannte es „einen kleinen Schritt“ und ging.",
        "nested ones": "„Er sagte: ‚Wir bleiben hier.‘“ Keiner rührte sich.",
        "guillemets that point inwards": "»Er sagte: ›Wir bleiben hier.‹« Keiner rührte sich.",
        "Swiss guillemets": "«Er sagte: ‹Wir bleiben hier.›» Keiner rührte sich.",
        "apostrophes": "So geht’s nicht: Hans’ Boot ist ’n Wrack, „das weiß ich’s ja“.",
        "straight marks in pairs": 'Er sagte "nein" und ging, sie sagte "ja" und blieb.',
        "inches beside a quotation": 'Das Brett ist 12" lang, „also zu lang“, sagte er.',
        "a speech over several paragraphs": "„Wir gingen im Frühling.\n\n„Wir kamen im Herbst wieder.“",
        "a speech that runs on": "»Wir gingen im Frühling.\n\nWir kamen im Herbst wieder.« Sie schwieg.",
        "a broken-off speech": "»Ich habe viel zu tun, der Notar – « Er schwieg.",
        "a paragraph that mixes two usages": "Er las „Die Räuber“ und sagte: »Das« ist gut, “so” auch.",
        "a letter between letters": "Das Wort Hawai‘i steht auf der Karte.",
    },
    "fr": {
        "no-break spaces": "«\u00a0Nous restons ici\u00a0», dit le meunier.",
        "narrow no-break spaces": "«\u202fNous restons ici\u202f», dit le meunier.",
        "ordinary spaces": "Il parle d’un « petit pas » et s’en va.",
        "no spaces": "Il parle d’un «petit pas» et s’en va.",
        "nested ones": "« Il m’a répondu “non” à moi », écrit-elle.",
        "nested guillemets": "« Il m’a dit « non » hier », écrit-elle.",
        "curly marks": "Il parle d’un “petit pas” et s’en va.",
        "straight marks in pairs": 'Il parle d’un "petit pas" et de l"autre" jour.'.replace('l"', "l'\""),
        "apostrophes": "L’ami d’hier n’est qu’un voisin, aujourd’hui : « C’est l’été. »",
        "a speech over several paragraphs": "« Nous sommes partis.\n\n« Nous sommes revenus. »",
        "a speech in turns": "« Vous partez ?\n\n— Oui, demain. »",
    },
}
SUGGESTED = {
    "de": {
        "an English closing mark": ("Er las „Die Räuber” und ging.", "Er las „Die Räuber“ und ging."),
        "an opening mark that closes": ("Er las „Die Räuber„ und ging.", "Er las „Die Räuber“ und ging."),
        "guillemets that point the same way": (
            "»Ja«, sagte sie. »Wir gehen», sagte er.",
            "»Ja«, sagte sie. »Wir gehen«, sagte er.",
        ),
        "Swiss guillemets that point the same way": (
            "«Ja», sagte sie. «Wir gehen«, sagte er.",
            "«Ja», sagte sie. «Wir gehen», sagte er.",
        ),
        "a straight mark that closes": ('Er las „Die Räuber" und ging.', "Er las „Die Räuber“ und ging."),
        "a straight mark that opens": ('Er las "Die Räuber“ und ging.', "Er las „Die Räuber“ und ging."),
        "a nested mark that closes": ("„Wir gehen,‘ sagte er.", "„Wir gehen,“ sagte er."),
        "padding": ("Er las „ Die Räuber “ und ging.", "Er las „Die Räuber“ und ging."),
        "the space behind the opening mark": ("Er las„ Die Räuber“ und ging.", "Er las „Die Räuber“ und ging."),
        "the space behind a colon": ("Er sagte:„ Wir gehen.“", "Er sagte: „Wir gehen.“"),
        "the space before the closing mark": ("„Wir gehen. “Er schwieg.", "„Wir gehen.“ Er schwieg."),
        "the space before a bracket": (
            "Im Osten „Nordsee “(das Meer) genannt.",
            "Im Osten „Nordsee“ (das Meer) genannt.",
        ),
        "a nested mark the wrong way": ("„‘Geh!‘, sagte er“, schrieb sie.", "„‚Geh!‘, sagte er“, schrieb sie."),
        "a mark for an apostrophe": ("So geht‘s nicht.", "So geht’s nicht."),
        "doubled marks": ("Er las „„Die Räuber““ und ging.", "Er las „Die Räuber“ und ging."),
    },
    "fr": {
        "an opening mark that closes": (
            "Il lit «\u202fLes Bergers\u202f« le soir.",
            "Il lit «\u202fLes Bergers\u202f» le soir.",
        ),
        "a closing mark that opens": ("Il lit » Les Bergers » le soir.", "Il lit « Les Bergers » le soir."),
        "a space on the left only": ("Il lit « Les Bergers» le soir.", "Il lit « Les Bergers » le soir."),
        "a space on the right only": (
            "Il lit «Les Bergers\u202f» le soir.",
            "Il lit «\u202fLes Bergers\u202f» le soir.",
        ),
        "a straight mark that closes": ('Il lit « Les Bergers " le soir.', "Il lit « Les Bergers » le soir."),
        "a straight mark without its space": (
            'Il lit «\u00a0Les Bergers" le soir.',
            "Il lit «\u00a0Les Bergers\u00a0» le soir.",
        ),
        "a straight mark that opens": ('Il lit "Les Bergers» le soir.', "Il lit «Les Bergers» le soir."),
        "a nested mark that closes": ("Il lit « Les Bergers ”, le soir.", "Il lit « Les Bergers », le soir."),
        "doubled marks": ("Il lit ««Les Bergers»» le soir.", "Il lit «Les Bergers» le soir."),
    },
}
FLAG = {
    "de": {
        "lost where it closes": ("Er nannte es „einen Tag.\n\nEs regnete.", [("quotes/de-unclosed", 13)]),
        "lost where it opens": ("Das Tal ist trocken“, sagte er.", [("quotes/de-unopened", 19)]),
        "the marks of English": (
            "Er las “Die Räuber” und ging.",
            [("quotes/de-direction", 7), ("quotes/de-direction", 18)],
        ),
        "turned, and another one lost": (
            "„Ja”, sagte er. „Nein.\n\nEs regnete.",
            [("quotes/de-direction", 3), ("quotes/de-unclosed", 16)],
        ),
    },
    "fr": {
        "lost where it closes": ("Il parle d’un « petit pas.\n\nIl a plu.", [("quotes/fr-unclosed", 14)]),
        "lost where it opens": ("Le puits est vide », dit-il.", [("quotes/fr-unopened", 18)]),
    },
}


@pytest.mark.parametrize("case", cases(keep=KEEP["de"], suggested=SUGGESTED["de"]))
def test_german(case: Case) -> None:
    check(ENGINE, case, "de")


@pytest.mark.parametrize("case", cases(keep=KEEP["fr"], suggested=SUGGESTED["fr"]))
def test_french(case: Case) -> None:
    check(ENGINE, case, "fr")


@pytest.mark.parametrize(("language", "name"), [(code, name) for code, table in FLAG.items() for name in table])
def test_what_a_person_must_decide_is_flagged(language: str, name: str) -> None:
    text, found = FLAG[language][name]
    plan = ENGINE.plan(document(text), language=language, through=Level.SUGGESTED)
    assert [(finding.rule, finding.span.start) for finding in plan.findings] == found
    assert {finding.level for finding in plan.findings} == {Level.FLAG}
