"""Read texts that are made to be slow, at two sizes in one run, and say where time grows faster than they do.

`python -m benchmarks.hostile_inputs` reads each and prints what took over five times as long for four times the size;
with `--plan` all rules are run too. Exit code 1 when there was such a text.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from benchmarks.made_documents import po, tmx, word_document, xliff
from cleanup.documents import readers
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.errors import DocumentError

#: The larger text is so many times the smaller one, and time may grow by so much.
TIMES, MOST = 4, 5.0
#: Seconds below which a time says nothing.
NOISE = 0.15

_Made = Callable[[int], bytes]


def _repeated(piece: str, head: str = "", tail: str = "") -> _Made:
    return lambda size: (head + piece * (size // len(piece.encode())) + tail).encode()


def _within(wrap: Callable[[str], bytes], piece: str) -> _Made:
    return lambda size: wrap(piece * (size // len(piece)))


def _nested(opening: str, closing: str, inside: str = "teh, q") -> _Made:
    def made(size: int) -> bytes:
        deep = size // (len(opening) + len(closing))
        return (opening * deep + inside + closing * deep).encode()

    return made


_HTML = {
    "signs": _repeated("<"),
    "ampersands": _repeated("&"),
    "half a reference": _repeated("&#"),
    "a reference without end": _repeated("a", "&"),
    "closing signs": _repeated(">"),
    "beginnings of tags": _repeated("<a "),
    "beginnings of closing tags": _repeated("</"),
    "an unclosed tag": _repeated("a", "<"),
    "unclosed comments": _repeated("<!-- "),
    "comments closed at the end": _repeated("<!-- ", "", "-->"),
    "dashes": _repeated("-", "<!--"),
    "ends of comments": _repeated("-->"),
    "ends of another kind": _repeated("--!>", "<!--"),
    "declarations": _repeated("<!"),
    "unclosed sections": _repeated("<![CDATA["),
    "instructions": _repeated("<?"),
    "unclosed quotes": _repeated('<a b="'),
    "a quote without end": _repeated("x ", '<a b="'),
    "attributes": _repeated("a ", "<b ", ">"),
    "attributes with values": _repeated("a=b ", "<b ", ">"),
    "equals signs": _repeated("=", "<b ", ">"),
    "slashes": _repeated("/", "<b ", ">"),
    "blanks in a tag": _repeated(" ", "<b", ">"),
    "a long value": _repeated("x", '<a b="', '">'),
    "elements in each other": _nested("<div>", "</div>"),
    "inline elements in each other": _nested("<b>", "</b>"),
    "elements never closed": _repeated("<div>"),
    "code never closed": _repeated("<code>"),
    "what closes nothing": _repeated("</div>"),
    "paragraphs": _repeated("<p>a"),
    "cells": _repeated("<td>a"),
    "scripts never closed": _repeated("<script>"),
    "a script of scripts": _repeated("<script>", "<script>", "</script>"),
    "text areas": _repeated("<textarea>"),
    "titles": _repeated("<title>"),
    "plain text elements": _repeated("<plaintext>"),
    "templates": _repeated("{{"),
    "template tags": _repeated("{% "),
    "php": _repeated("<?php "),
    "null bytes": _repeated("\0a"),
    "returns": _repeated("\r"),
    "blank lines": _repeated("\n"),
    "a return a word": _repeated("a\r"),
    "blanks": _repeated(" "),
    "one line": _repeated("a, b c. "),
    "languages": _repeated("<p lang=de>a</p>"),
    "ignores": _repeated("<!-- cleanup: ignore spacing -->\n"),
    "beginnings of ignores": _repeated("<!-- cleanup: ignore-start spacing -->\n"),
    "ends of ignores": _repeated("<!-- cleanup: ignore-end -->\n"),
    "ignores with use": _repeated("a , b\n\n<!-- cleanup: ignore spacing -->\n\n"),
    "other ends of ignores": lambda size: (
        "<!-- cleanup: ignore-start a -->\n" * (size // 66) + "<!-- cleanup: ignore-end b -->\n" * (size // 66)
    ).encode(),
}
_MARKDOWN = {
    name: _HTML[name]
    for name in (
        *("signs", "ampersands", "unclosed comments", "ends of comments", "unclosed quotes", "beginnings of tags"),
        *("elements in each other", "inline elements in each other", "code never closed", "declarations"),
        *("unclosed sections", "instructions", "null bytes", "returns", "blank lines", "a return a word", "blanks"),
        *("one line", "templates", "ignores", "beginnings of ignores", "ends of ignores"),
        *("ignores with use", "other ends of ignores"),
    )
} | {
    "brackets": _repeated("["),
    "images": _repeated("!["),
    "links": _repeated("[a](b) "),
    "unclosed links": _repeated("[a]("),
    "links in each other": _nested("[", "](u)"),
    "references": _repeated("[a]: b\n"),
    "footnotes": _repeated("[^a]: b\n\n"),
    "stars": _repeated("*"),
    "stars and words": _repeated("*a "),
    "stars in each other": _repeated("*a **b "),
    "underscores": _repeated("_a "),
    "tildes": _repeated("~a "),
    "ticks": _repeated("`a "),
    "runs of ticks": lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))).encode(),
    "quotes in each other": _repeated(">"),
    "quotes": _repeated("> a\n"),
    "lists in each other": lambda size: "".join("  " * n + "- a\n" for n in range(int(size**0.5))).encode(),
    "items": _repeated("- a\n"),
    "markers in a line": _repeated("- "),
    "numbers": _repeated("1. "),
    "headings": _repeated("# a\n"),
    "rules": _repeated("---\n"),
    "a table": _repeated("|a", "|a|\n|-|\n"),
    "rows": _repeated("|a|b|\n", "|a|b|\n|-|-|\n"),
    "pipes": _repeated("|"),
    "backslashes": _repeated("\\"),
    "money": _repeated("$a "),
    "formulas": _repeated("$$"),
    "front matter never closed": _repeated("a: b\n", "---\n"),
    "fences": _repeated("```\n"),
    "addresses": _repeated("http://a.b/c "),
    "mail addresses": _repeated("a@b.c "),
    "a long name before an at sign": _repeated("a", "", "@"),
    "at signs": _repeated("@"),
    "dots": _repeated("a."),
    "blocks of HTML": _repeated("<div>\n\n"),
}
_MDX = _MARKDOWN | {
    "braces": _repeated("{"),
    "braces in each other": _nested("{", "}"),
    "braces and words": _repeated("{a "),
    "components": _repeated("<A b={"),
    "components in each other": _nested("<A>\n", "</A>\n"),
    "imports": _repeated("import a from 'b'\n"),
    "exports": _repeated("export const a = {\n"),
    "quotes in braces": _repeated("{'"),
    "ticks in braces": _repeated("{`${"),
    "comments in braces": _repeated("{/* "),
}
_CUE = "1\n00:00:01,000 --> 00:00:02,000\na, b c.\n\n"
_SRT = {
    name: _HTML[name] for name in ("signs", "ampersands", "null bytes", "returns", "blank lines", "blanks", "one line")
} | {
    "cues": _repeated(_CUE),
    "cues that run on": _repeated(_CUE.replace(".", " ,")),
    "cues with returns": _repeated(_CUE.replace("\n", "\r")),
    "arrows": _repeated("-->"),
    "lines of arrows": _repeated("-->\n"),
    "times": _repeated("00:00:01,000 --> 00:00:02,000\n"),
    "numbers": _repeated("1\n"),
    "digits": _repeated("1"),
    "digits and colons": _repeated("1:"),
    "tags": _repeated("<i>", _CUE.strip()),
    "unclosed tags": _repeated("<i ", _CUE.strip()),
    "braces": _repeated("{\\", _CUE.strip()),
    "one cue": _repeated("a\n", _CUE.strip()),
}
_VTT = {
    **{name: made for name, made in _SRT.items() if not name.startswith("cues")},
    "cues": _repeated(_CUE.replace(",", "."), "WEBVTT\n\n"),
    "notes": _repeated("NOTE a\n", "WEBVTT\n\n"),
    "note in a line": _repeated("NOTE ", "WEBVTT\n\n"),
    "styles": _repeated("STYLE\n", "WEBVTT\n\n"),
    "stamps": _repeated("<00:01.000>", "WEBVTT\n\n00:01.000 --> 00:02.000\n"),
    "settings": _repeated("a:b ", "WEBVTT\n\n00:01.000 --> 00:02.000 "),
}
_ENTRY = 'msgid "a"\nmsgstr "b, c d."\n\n'
_PO = {
    "entries": _repeated(_ENTRY, 'msgid ""\nmsgstr "Language: en\\n"\n\n'),
    "entries with returns": _repeated(_ENTRY.replace("\n", "\r")),
    "names": _repeated('msgid "a"\n'),
    "translations": _repeated('msgstr "a"\n'),
    "strings": _repeated('"a"\n', 'msgid "a"\nmsgstr ""\n'),
    "strings of the header": _repeated('"a"\n', 'msgid ""\nmsgstr ""\n'),
    "strings of a name": _repeated('"a"\n', 'msgid ""\n'),
    "marks": _repeated('"'),
    "marks in a string": _repeated('" ', 'msgid "a"\nmsgstr "'),
    "backslashes": _repeated("\\", 'msgid "a"\nmsgstr "'),
    "escapes": _within(po, "\\\\"),
    "escaped marks": _within(po, '\\"'),
    "line ends": _within(po, "\\n"),
    "placeholders": _within(po, "%s"),
    "signs": _within(po, "%"),
    "named placeholders": _within(po, "%(a"),
    "braces": _within(po, "{"),
    "signs of tags": _within(po, "<"),
    "tags": _within(po, "<a>"),
    "tags and other ends": lambda size: po("<a>" * (size // 7) + "</b>" * (size // 7)),
    "tags in each other": lambda size: po("<a>" * (size // 7) + "</a>" * (size // 7)),
    "tags of many names": lambda size: po("".join(f"<a{n}>" for n in range(size // 9)) + "</b>" * (size // 9)),
    "words": _within(po, "a, b c. "),
    "comments": _repeated("#\n"),
    "headers": _repeated('msgid ""\nmsgstr "Language: en\\n"\n\n'),
    "languages": _repeated("Language: ", 'msgid ""\nmsgstr "', '"\n'),
    "blanks": _repeated(" ", 'msgid "a"\nmsgstr '),
    "blanks before": _repeated(" "),
    "keywords": _repeated("msgid "),
    "returns": _repeated("\r"),
    "null bytes": _repeated("\0"),
}


#: Short lines and equal words, marks and dashes, and what becomes of each.
_LINES = {
    name: _repeated(piece)
    for name, piece in {
        "words, one a line": "a\n",
        "words, one a line of Windows": "a\r\n",
        "words, one a paragraph": "a\n\n",
        "line breaks of word processors": "a\x0b",
        "line ends of mainframes": "a b\x85",
        "items of a list": "- x\n",
        "numbers of a list": "1.\n",
        "quoted letters": '"a"\n',
        "letters with a stop": "A.\n",
        "short paragraphs": "a b\n\n",
        "sentences": "A word.\n\n",
        "a word again and again": "the ",
        "clauses between hyphens": "a - b ",
        "opening quotes": "“",
        "quotes of one word": "“a” ",
        "quotes never closed": "“a\n\n",
        "apostrophes": "'a ",
        "dashes": "—",
        "ellipses": "…",
        "commas set apart": "a , ",
        "glued sentences": "ab.Bc",
        "characters that nobody sees": "a\x01 ",
        "characters decoded wrongly": "cafÃ© ",
        "tags of line breaks": "a<br>b ",
        "codes of spaces": "a&nbsp;b ",
        "ligatures": "oﬃce ",
        "one letter": "a",
        "digits": "1,",
    }.items()
}


def _xml(wrap: Callable[[str], bytes]) -> dict[str, _Made]:
    def deep(size: int) -> bytes:
        return wrap("<g>" * (size // 7) + "a" + "</g>" * (size // 7))

    return {
        "words": _within(wrap, "a, b c. "),
        "ampersands": _within(wrap, "&"),
        "signs": _within(wrap, "<"),
        "references": _within(wrap, "&amp;"),
        "numbers": _within(wrap, "&#65;"),
        "empty elements": _within(wrap, "<x/>"),
        "elements": _within(wrap, "<g>a</g>"),
        "elements in each other": deep,
        "never closed": _within(wrap, "<g>"),
        "comments": _within(wrap, "<!-- a -->"),
        "unclosed comments": _within(wrap, "<!-- "),
        "sections": _within(wrap, "<![CDATA[a]]>"),
        "unclosed sections": _within(wrap, "<![CDATA["),
        "attributes": lambda size: wrap("<g " + " ".join(f"a{n}='b'" for n in range(size // 9)) + "/>"),
        "a long value": lambda size: wrap(f"<g a='{'x' * size}'/>"),
        "instructions": _within(wrap, "<?a b?>"),
        "line ends": _within(wrap, "a\n"),
        "returns": _within(wrap, "a\r"),
        "blanks": _within(wrap, " "),
        "placeholders": _within(wrap, "%s {a} "),
        "entities of entities": lambda size: _bomb(wrap, size),
    }


def _bomb(wrap: Callable[[str], bytes], _size: int) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
    return f'<!DOCTYPE a [<!ENTITY e0 "bomb">{entities}]>'.encode() + wrap("&e19;")


def _unit(text: str) -> bytes:
    return xliff(text)


def _units(size: int) -> bytes:
    unit = "<trans-unit id='1'><source>q, b</source><target>a, b c.</target></trans-unit>"
    body = unit * (size // len(unit))
    return f"<xliff version='1.2'><file target-language='en'><body>{body}</body></file></xliff>".encode()


def _pairs(size: int) -> bytes:
    pair = "<tu><tuv xml:lang='de'><seg>q, b</seg></tuv><tuv xml:lang='en'><seg>a, b c.</seg></tuv></tu>"
    return f"<tmx version='1.4'><header srclang='de'/><body>{pair * (size // len(pair))}</body></tmx>".encode()


def _run(text: str) -> bytes:
    return word_document(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>')


#: Texts of a size in bytes, by suffix and what they are made of.
TEXTS: dict[str, dict[str, _Made]] = {
    "html": _HTML,
    "md": _MARKDOWN,
    "mdx": _MDX,
    "srt": _SRT,
    "vtt": _VTT,
    "po": _PO,
    "xlf": _xml(_unit) | {"units": _units},
    "tmx": _xml(tmx) | {"units": _pairs},
    "docx": _xml(_run)
    | {
        "runs": _within(word_document, "<w:r><w:t>a, b c.</w:t></w:r>"),
        "paragraphs": _within(word_document, "<w:r><w:t>a, b c.</w:t></w:r></w:p><w:p>"),
        "tabs": _within(word_document, "<w:r><w:tab/></w:r>"),
        "fields never closed": _within(word_document, '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        "drawings in each other": lambda size: word_document(
            "<w:drawing>" * (size // 23) + "a" + "</w:drawing>" * (size // 23)
        ),
    },
    "txt": {
        name: _MARKDOWN[name]
        for name in (
            *("signs", "ampersands", "null bytes", "returns", "blank lines", "a return a word", "blanks", "one line"),
            *("addresses", "mail addresses", "a long name before an at sign", "at signs", "dots", "brackets", "stars"),
        )
    }
    | _LINES,
}


def spent(data: bytes, path: str, engine: Engine | None) -> float:
    """Seconds of work to read a text, and with an engine to plan its repair."""
    began = time.process_time()
    try:
        source = readers.read(data, path)
        if engine:
            engine.plan(source)
    except DocumentError:
        pass
    return time.process_time() - began


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join(TEXTS)}; all without")
    parser.add_argument("--size", type=int, default=250_000, help="bytes of the smaller text (default: 250,000)")
    parser.add_argument("--plan", action="store_true", help="run all rules too")
    options = parser.parse_args()
    engine = loading.engine() if options.plan else None
    steep = count = 0
    slowest = (0.0, "")
    for form in options.formats or TEXTS:
        for name, made in TEXTS[form].items():
            sizes = (options.size, TIMES * options.size)
            part, whole = (spent(made(size), f"a.{form}", engine) for size in sizes)
            count += 1
            slowest = max(slowest, (whole, f"{form}: {name}"))
            if whole > NOISE and whole > MOST * part:  # once more: the first time may have been bad luck
                part, whole = (spent(made(size), f"a.{form}", engine) for size in sizes)
            if whole > NOISE and whole > MOST * part:
                steep += 1
                print(f"{form}: {name}: {part:.2f} s, then {whole:.2f} s for {TIMES} times the size", flush=True)
    print(f"{count} texts, {steep} steep; the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    return int(steep > 0)


if __name__ == "__main__":
    raise SystemExit(main())
