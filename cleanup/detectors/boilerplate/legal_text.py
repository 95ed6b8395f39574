"""Legal text: licences, terms of use, copyright notices that belong to a text and not to the page around it.

`© 2020 The Harbour Times. All rights reserved.` under an article is boilerplate. The same words at the head of a
licence, beside a permission, in the colophon of a book or in a list of notices are what the text is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleanup import lazy_regex
from cleanup.detectors.boilerplate.page_lines import PageLine
from cleanup.text.remembered import remembered
from cleanup.text.sizes import ARTICLE

#: A text is legal from this many legal terms in a hundred words, and this many different ones. Of 952 licences and
#: notices on one machine, nine of ten have over 5 in a hundred; the most in 1,700 articles and books is 3.5, with 3.
DENSE, VARIED = 2.5, 4
#: Lines before and after a notice in which one legal term says that it belongs there.
NEAR = 6

_TERM = lazy_regex.pattern(
    r"(?i)\b(?:licen[cs](?:e[sd]?|or|ing|ees?)|sublicen[cs]e|warrant(?:y|ies)|liab(?:le|ility|ilities)|redistribut(?:e|ions?|ing)"
    r"|permissions?|hereby|herein|thereof|copyright(?:s|ed)?|indemnif\w+|merchantability|disclaim(?:s|ed|ers?)?"
    r"|infring\w+|trademarks?|terms|jurisdiction|provisions?|agreements?|consent|comply|cookies|copying|third parties"
    r"|lizenz\w*|haftung\w*|gewährleistung|datenschutz\w*|nutzungsbedingungen|urheberrecht\w*|personenbezogen\w*"
    r"|responsabilité|garanties?|droits d.auteur|conditions d.utilisation|données personnelles"
    r"|licencias?|responsabilidad|garantías?|derechos de autor|condiciones de uso|datos personales)\b"
)
_NOTICE = lazy_regex.pattern(
    r"(?i)copyright|©|\(c\)|(?:rights?|reproduction) reserved|rechte vorbehalten|droits réservés|derechos reservados"
    r"|riproduzione riservata"
)
_BESIDE = lazy_regex.pattern(
    r"(?i)\b(?:licen[cs]e[sd]?|sublicen[cs]e|warranty|merchantability|redistribut(?:e|ions?)|hereby|public domain"
    r"|permission (?:is|to)|trademarks? of|(?:and|or) contributors|source code|ISBN|(?:first|originally) published"
    r"|printed (?:and bound )?in|library of congress|(?:first|second|third|new|revised|\w+th) edition|typeset"
    r"|no part of this (?:book|publication|work|volume)"
    r"|lizenz\w*|auflage|gedruckt in|dépôt légal|imprimé en|depósito legal|impreso en)\b"
)


def is_legal(text: str) -> bool:
    """Return whether the whole text is legal: a licence, terms of use, a privacy policy."""
    terms = [term for line in text.split("\n") for term in _terms(line)]
    return 100 * len(terms) >= DENSE * len(text.split()) and len({term.casefold() for term in terms}) >= VARIED


@remembered
def _terms(line: str) -> tuple[str, ...]:
    return tuple(_TERM.findall(line))


def own_notices(rows: Sequence[PageLine], indexes: Iterable[int]) -> Iterator[int]:
    """Yield those of the lines that state the rights of the text itself, not of the page.

    There are legal words nearby, or no sentence before them, or the whole text is a book.
    """
    notices = [index for index in indexes if _NOTICE.search(rows[index].text)]
    if not notices:
        return
    sentences = (i for i, row in enumerate(rows) if row.is_sentence and not _NOTICE.search(row.text))
    first = next(sentences, len(rows))
    book = rows[-1].span.end > ARTICLE
    for index in notices:
        near = rows[max(0, index - NEAR) : index + NEAR + 1]
        if book or index < first or any(_BESIDE.search(row.text) for row in near):
            yield index
