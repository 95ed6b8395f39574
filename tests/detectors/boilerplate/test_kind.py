"""Boilerplate of the page: whole lines at the head and the tail, and never the text itself."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.errors import RuleError
from tests.tables import Case, Marked, cases, check

ENGINE = Engine(loading.load().pick(["boilerplate"]).rules)

BODY = "The ferry sank in calm water on Friday, and nobody on the island knows why it did."
MORE = "The captain said that he had heard nothing before the water came into the engine room."

KEEP = {
    "the words inside a sentence": "He urged fans to share on Facebook that their email address will not be published.",
    "a speech that begins like a prompt": f"{BODY}\n\n“Leave a comment,” she said.\n\n{MORE}",
    "a word that may head what follows": f"{BODY}\n\nRelated\n\n{MORE}",
    "a name from which a poem is taken, without another note": f"{BODY}\n\nfrom Island Songs\n\n{MORE}",
    "a call in a sentence": f"{BODY} She wrote that we should subscribe to the channel. {MORE}",
    "a chapter about a person": f"About Anna Holm\n\n{BODY}\n\nAbout Jens Holm\n\n{MORE}",
    "a text that is nothing but boilerplate": "Leave a comment\n\nShare on Facebook",
    "a date under the title of a speech": f"Message to the Assembly\n\n3 March 2020\n\n{BODY}",
    "a sentence that begins with a source": f"By Monday the troops had left. MOSCOW (AP) — {BODY}",
    "a picture in a sentence": f"The image may contain: a hidden code, police said.\n\n{BODY}",
    "brackets of an editor": f"{BODY} The regions [of Georgia] and [sic] stay, as does [Video].",
    "a link that is spoken of": f"She deleted it at pic.twitter.com, her lawyer said. {BODY}",
    "an answer in a story": f"“Well?” asked the editor.\n\nNo comment\n\n{BODY}",
    "an answer that ends a story": f"{BODY} The mayor had two words for the press.\n\nNo comment",
    "a poem": "Share this\ncup with me\nand print\nno word of it",
    "a subscriber in a sentence": "Already a subscriber to the plan, he reserved the article.",
    "a path of a page that is none": "Home » World » Asia is what the sign above the door of the agency read.",
}
SAFE = {
    "a comment prompt as the last line": (f"{BODY}\n\nLeave a Comment", BODY),
    "a comment form": (
        f"{BODY}\n\n3 Comments\n\nLeave a Reply Cancel reply\n\n"
        "Your email address will not be published. Required fields are marked *\n",
        f"{BODY}\n",
    ),
    "a widget with its teasers": (
        f"{BODY}\n\nYou may also like\n\nWhy gulls steal | Coast Weekly\n\nThe island has seen worse storms than …",
        BODY,
    ),
    "an author box and a widget": (f"{BODY}\n\nAbout Anna de Holm\n\nRelated Posts\n\nWhy do gulls steal?", BODY),
    "share buttons at both ends": (f"Facebook | Twitter\n\n{BODY}\n\nShare this article\nTweet this", BODY),
    "two time stamps and a byline in one line": (
        f"Published Feb 3, 2019 09:20 am\nUpdated 4 February 2019\nBy Reuters OSLO (Reuters) – {BODY}",
        f"OSLO (Reuters) – {BODY}",
    ),
    "a paywall": (f"{BODY}\nArticle reserved to subscribers\nAlready a subscriber ?", BODY),
    "a newsletter and cookies": (
        f"{BODY}\n\nSign up for our daily newsletter\n\nWe use cookies to improve your experience.",
        BODY,
    ),
    "German": (f"{BODY}\n\nDas könnte Sie auch interessieren\n\nWarum Möwen stehlen\n\nKommentar schreiben", BODY),
    "French": (f"{BODY}\n\nLaisser un commentaire\n\nVotre adresse e-mail ne sera pas publiée.", BODY),
    "Spanish": (f"{BODY}\n\nDeja una respuesta\n\nCompartir en Facebook", BODY),
    "the description of a picture": (f"Image may contain: 1 person, standing\n{BODY}", BODY),
    "shortcodes": (f"[ad_1]\n{BODY} 19659012] {MORE}\n[ad_2]", f"{BODY} {MORE}"),
    "a headline above the boilerplate": (
        f"Ferry sinks\n\nShare this\n\nTweet this\n\n{BODY}",
        f"Ferry sinks\n\n{BODY}",
    ),
    "a code of the page, alone": (f"[ad_2]\n\n{BODY}", BODY),
    "one word at either end": (f"Advertisement\n\n{BODY}\n\nNewsletter", BODY),
    "no comment above the form": (f"{BODY}\n\nNo comment\n\nLeave a reply", BODY),
    "a name between two prompts": (f"{BODY}\n\nShare this\n\nAnna Holm\n\nLeave a reply", f"{BODY}\n\nAnna Holm"),
    "line ends of Windows": (f"Advertisement\r\n\r\n{BODY}\r\n\r\nLeave a comment\r\n", f"{BODY}\r\n"),
    "old line ends": (f"{BODY}\r\rLeave a comment\rShare on Facebook", BODY),
}
SUGGESTED = {
    "one line under the headline": (f"Ferry sinks\n\nShare this\n\n{BODY}", f"Ferry sinks\n\n{BODY}"),
    "one word under the text, which may be a heading": (f"{BODY}\n\nNewsletter", BODY),
    "a sign in a story": (
        "The parcel was small.\n\nSubscribe now\n\nTom put it back.\n\nHe went to bed.",
        "The parcel was small.\n\nTom put it back.\n\nHe went to bed.",
    ),
    "two notes in a story": (
        "The parcel was small.\n\nShare this\n\nFollow us\n\nTom put it back.\n\nHe went to bed.",
        "The parcel was small.\n\nTom put it back.\n\nHe went to bed.",
    ),
    "headings of a page that has no sentence": (
        "What we do\n\nOur boats\n\nNewsletter\n\nPrivacy policy",
        "What we do\n\nOur boats",
    ),
    "a prompt in the middle": (f"{BODY}\n\nAdvertisement\n\n{MORE}", f"{BODY}\n\n{MORE}"),
    "a link in the middle": (f"{BODY}\n\nRead also: Why gulls steal\n\n{MORE}", f"{BODY}\n\n{MORE}"),
    "a byline with a date": (f"Ferry sinks\n\nBy Anna Holm\n\n3 March 2020\n\n{BODY}", f"Ferry sinks\n\n{BODY}"),
    "a photo credit": (f"Photo: Anna Holm / Coast Weekly\n\n{BODY}", BODY),
    "a credit glued to the text": (f"© AFP 2022 / ANNA HOLM {BODY}", BODY),
    "an embedded post": (
        f"She left. pic.twitter.com/Ab3dEfGh1J\n\nAnna Holm\n\nMarch 3, 2020\n\n{BODY}",
        f"She left.\n\n{BODY}",
    ),
    "the heading of a widget that left no headlines": (
        f"{BODY}\n\nMost read in Coast Weekly\n\n{MORE}",
        f"{BODY}\n\n{MORE}",
    ),
    "headlines under the heading of a widget": (
        f"Ferry sinks\n\n{BODY}\n\nRead next\n\nWhy do the gulls steal\n\nIsland wants its bridge\n\n{MORE}",
        f"Ferry sinks\n\n{BODY}\n\n{MORE}",
    ),
    "sentences of one paragraph": (
        f"Read this email in your browser. {BODY} Subscribe to our newsletter! Follow us on Facebook. {MORE}",
        f"{BODY} {MORE}",
    ),
    "the last sentence of a paragraph": (f"{BODY} You can read the list at the link", BODY),
    "a name between notes of the same kind": (
        f"{BODY}\n\nfrom coast.example.com\n\n{MORE}\n\nfrom Coast Weekly\n\n{BODY}",
        f"{BODY}\n\n{MORE}\n\n{BODY}",
    ),
    "tags": (f"{BODY}\n\nTags: ferries, islands", BODY),
    "an agency's note": (f"{BODY}\n\n(Reporting by Anna Holm; Editing by Jens Lie)", BODY),
}
#: What is announced, listed or written about is shown, and never deleted.
FLAGGED: dict[str, Marked] = {
    "the heading of a paragraph": (
        "Costs\n\nAdvertising\n\nAdvertisers paid for one boat in three.\n\nFuel\n\nIt cost.",
        ("boilerplate/advertisement", "Advertising"),
    ),
    "one line under the heading of a widget, which may head what follows": (
        f"Ferry sinks\n\n{BODY}\n\nRead next\n\nThe island wants its bridge\n\n{MORE}",
        ("boilerplate/related-posts", "Read next"),
        ("boilerplate/related-posts", "The island wants its bridge"),
    ),
    "the heading of a page": (
        "Newsletter\n\nOur newsletter is printed on Fridays and costs nothing.",
        ("boilerplate/newsletter", "Newsletter"),
    ),
    "the last heading of a page": (
        f"{BODY}\n\nTerms and conditions\n\nNo conditions are made.",
        ("boilerplate/newsletter", "Terms and conditions"),
    ),
    "fields that a colon announces": (
        "The form has three fields:\nYour name\nYour comment\nYour email address",
        ("boilerplate/comment-form", "Your name"),
        ("boilerplate/comment-form", "Your comment"),
        ("boilerplate/newsletter", "Your email address"),
    ),
    "a sign that a colon announces": (
        f"{BODY} A sign on the mast said:\n\nSubscribe now\n\nNobody did.",
        ("boilerplate/newsletter", "Subscribe now"),
    ),
    "signs that a colon announces": (
        f"She read what was on the doors:\n\nLog in\n\nShare this\n\nNo comment\n\n{BODY}",
        ("boilerplate/paywall", "Log in"),
        ("boilerplate/share-buttons", "Share this"),
    ),
    "a list with a sentence before it": (
        f"It has the following buttons.\n\n- Copy link\n- Print this page\n\n{BODY}",
        ("boilerplate/share-buttons", "- Copy link"),
        ("boilerplate/share-buttons", "- Print this page"),
    ),
    "an item of a list of other things": (
        f"{BODY}\n\n- Fuel\n- Advertising\n- Paint and rope",
        ("boilerplate/advertisement", "- Advertising"),
    ),
    "dialogue with dashes": (
        "– What do you say?\n– Subscribe now\n– Nothing at all?\n\nThe door was shut again.",
        ("boilerplate/newsletter", "– Subscribe now"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_each_line_is_a_change_of_its_own() -> None:
    text = f"{BODY}\n\nCheck Also\n\nWhy gulls steal | DW\n\nThe island has …"
    plan = ENGINE.plan(document(text))
    assert [change.before for change in plan.changes] == [
        "\n\nCheck Also",
        "\n\nWhy gulls steal | DW",
        "\n\nThe island has …",
    ]
    assert [finding.message for finding in plan.findings] == [
        "“Check Also” is the heading of a list of other articles, not part of the text",
        "“Why gulls steal | DW” is a teaser under “Check Also”, not part of the text",
        "“The island has …” is a teaser under “Check Also”, not part of the text",
    ]


def test_a_pattern_that_re2_refuses_names_its_key() -> None:
    from cleanup.detectors import PARAMS
    from cleanup.detectors.boilerplate import rule_patterns
    from cleanup.rules.rule_file import parse

    source = (
        b'kind = "boilerplate"\nnoun = "x"\nsummary = "x"\nwhy = "x"\nlevel = "safe"\nlines = ["a(?=b)"]\n'
        b'[[examples]]\nbefore = "x"\n'
    )
    rule = parse(source, "x.toml", "boilerplate/x", PARAMS)
    with pytest.raises(RuleError, match="lines: RE2 refuses"):
        rule_patterns.validate(rule)
