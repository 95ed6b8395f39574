"""HTML: the text that a browser shows is prose; tags, attributes, code and templates are not touched."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.model import MASK, Level
from tests.format_samples import held, repaired, shown

M = MASK

SHOWN = {
    "blocks are paragraphs": ("<h1>One</h1><p>Two<p>Three", "One\n\nTwo\n\nThree"),
    "tags within a sentence show nothing": ("a <b>b</b><i>c</i> <a href='d. e'>f</a>", "a bc f"),
    "line ends are spaces": ("<p>\n  a\n  <b>b</b>\n c  d </p>", "a b c d\n\n"),
    "spaces count once across tags": ("a <b> b </b> c", "a b c"),
    "a break is a line end": ("a<br>\nb", "a\nb"),
    "code is a thing": ("use <code>a, <i>b</i></code> now", f"use {M} now"),
    "keys, output and formulas are things": ("<kbd>a</kbd> <samp>b</samp> <math>c</math>", f"{M} {M} {M}"),
    "preformatted text is a paragraph that is none": ("a<pre>b\n c</pre>d", f"a\n\n{M}\n\nd"),
    "scripts and styles are not there": ("a <script>b < c</script><style>d{}</style> e", "a e"),
    "comments are not there": ("a <!-- b > c --> d", "a d"),
    "attributes are not there": ('<img alt="a , b"> <p title="c , d">e', f"{M}\n\ne"),
    "references show their character": ("&ldquo;a&rdquo; &amp; b &#8217; &lt; c", "“a” & b ’ < c"),
    "a reference without its semicolon too": ("a &amp b", "a & b"),
    "a bare ampersand is itself": ("a & b", "a & b"),
    "templates are things": ("a {{ b , c }} {% d %} <?php e > f ?> <%= g %>", f"a {M} {M} {M} {M}"),
    "placeholders are things": ("a %s {b} ${c} %(d)s", f"a {M} {M} {M} {M}"),
    "addresses are things": ("see http://a.b/?c&amp;d now", f"see {M * 15} now"),
    "what is not to be translated is a thing": (
        'a <span translate="no">b</span> <b class="x notranslate">c</b>',
        f"a {M} {M}",
    ),
    "code by its class is a thing": ('<h4 class="code-header">f(a)</h4>', f"{M}\n\n"),
    "unknown elements are things around text": ("a <x-b>c</x-b>", f"a {M}c{M}"),
    "the name of a key is no bracket": ("press <b>[</b> and <b>]</b>", f"press {M} and {M}"),
    "CDATA is a thing": ("a <![CDATA[ b ]]> c", f"a {M} c"),
    "an element that is not closed goes to the end": ("a <code>b c", f"a {M}"),
    "a tag that never ends is a sign": ("<p>a <b c", f"a {M}b c"),
    "a comment that never ends is a thing": ("<p>a <!-- b <!-- c", f"a {M}"),
    "there may be nothing": ("", ""),
    "text in another language than the page is a thing": (
        '<html lang="en"><p>a <i lang="fr">b <b>c</b></i> d</p><div lang=de><p>e</p><p lang="en-GB">f</p>g</div>h',
        f"a {M}{M} d\n\n{M}\n\nf\n\n{M}\n\nh",
    ),
    "the body may say the language": ('<html lang="en"><body lang="de"><p>a</p><p lang="en">b</p>', f"a\n\n{M}\n\n"),
    "a page that says none has one language": ('<p lang="de">a</p><p lang="en">b</p>', "a\n\nb\n\n"),
    "an end tag that is left out is understood": (
        '<html lang="en"><p lang="de">a<p>b<ul><li lang="fr">c<li>d</ul><table><tr><td lang="fr">e<td>f</table>',
        f"{M}\n\nb\n\n{M}\n\nd\n\n{M}\n\nf\n\n",
    ),
    "an element that is not closed ends with what it is in": (
        '<html lang="en"><div lang="en"><span lang="de">a</div>b</i>',
        f"{M}\n\nb",
    ),
}


@pytest.mark.parametrize(("source", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(source: str, expected: str) -> None:
    assert shown(source, "a.html") == expected


REPAIRED = {
    "a stop in bold, before a small word": (
        "<p>The plan is to <b>leave.</b> once the work is done.</p>",
        "<p>The plan is to <b>leave</b> once the work is done.</p>",
    ),
    "a stop at the end of a line": (
        "<p>They have swept away\n   many.\n   <a href='x. y'>countries</a> of the region.</p>",
        "<p>They have swept away\n   many\n   <a href='x. y'>countries</a> of the region.</p>",
    ),
    "padded marks around mark-up": (
        "<p>He called it ” extremely <i>timely</i> and absolutely legitimate ”.</p>",
        "<p>He called it “extremely <i>timely</i> and absolutely legitimate”.</p>",
    ),
    "a space before a comma, not in code": (
        "<p>The sea , see <code>a , b</code>, is <em>calm</em> , they say.</p>",
        "<p>The sea, see <code>a , b</code>, is <em>calm</em>, they say.</p>",
    ),
}


@pytest.mark.parametrize(("source", "expected"), REPAIRED.values(), ids=REPAIRED)
def test_repairs_keep_the_mark_up(source: str, expected: str) -> None:
    assert repaired(source, "a.html") == expected
    assert repaired(expected, "a.html") == expected


def test_words_do_not_move_across_tags() -> None:
    source = "<p>They met by internal struggles within the <b>elite.</b> Kazakh.</p>"
    assert repaired(source, "a.html") == source
    assert ("sentences/displaced-adjective", Level.FLAG, "elite.</b> Kazakh.") in held(source, "a.html")


def test_a_reference_is_not_replaced() -> None:
    source = "<p>The sea is calm&nbsp;, they say.</p>"
    assert repaired(source, "a.html") == source
    assert held(source, "a.html") == [("spacing/before-comma-or-full-stop", Level.FLAG, "&nbsp;,")]


def test_a_block_is_not_emptied() -> None:
    source = "<p>The sea is calm, they say.</p>\n<h3>Leave a Comment</h3>\n"
    assert repaired(source, "a.html") == source
    assert held(source, "a.html") == [("boilerplate/comment-form", Level.FLAG, "Leave a Comment")]


def test_the_language_that_is_declared() -> None:
    assert document('<html lang="de-AT"><p>x', "a.html").language == "de"


ENCODINGS = {
    "UTF-8 needs no word": ("<p>é", "utf-8", "utf-8"),
    "Latin-1 is what browsers take it for": ('<meta charset="iso-8859-1"><p>é“', "cp1252", "cp1252"),
    "others are as they say": ("<meta content='text/html; charset=koi8-r'>да", "koi8-r", "koi8-r"),
    "what is UTF-8 is UTF-8": ('<meta charset="iso-8859-1"><p>é', "utf-8", "utf-8"),
}


@pytest.mark.parametrize(("text", "written", "expected"), ENCODINGS.values(), ids=ENCODINGS)
def test_the_encoding_that_is_declared(text: str, written: str, expected: str) -> None:
    from cleanup.documents.readers import read, write

    source = read(text.encode(written), "a.html")
    assert (source.text, source.encoding) == (text, expected)
    assert write(source) == text.encode(written)


def test_half_a_page_may_be_in_another_language() -> None:
    german = "<p>Er sagte: „Guten Morgen “ , und ging. alles war gut .</p>"
    english = "<p>They have swept away many. countries of the region.</p>"
    page = f'<html lang="en"><body>{english}<div lang="de">{german}</div></body></html>'
    assert repaired(page, "a.html") == page.replace("many. c", "many c")
