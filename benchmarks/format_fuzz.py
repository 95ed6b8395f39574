"""Throw made-up documents at every reader and look for a crash, a hang, a lost byte, or what does not come to rest.

`python -m benchmarks.format_fuzz --minutes 5` does so for each format in turn and prints what it tried, and the seed. A
rule set that changes about every character it can reach stands in for the rules, so that edits fall on and around all
mark-up; then the built-in rules repair the document, and once more, which must change nothing.
"""

from __future__ import annotations

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable
from functools import lru_cache

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from cleanup import library, readers
from cleanup.detectors import PARAMS
from cleanup.engine import Engine
from cleanup.errors import DocumentError
from cleanup.model import Edit, Level
from cleanup.projection import markup
from cleanup.rulefile import parse

#: Rules without mercy: pattern and replacement.
_MERCILESS = {
    "teh": "the",
    ",": "",
    " {2,}": " ",
    " b": " <b",
    "q": '“Q"',
    "x y": "y x",
    r"[.*_]": "",
    "z": "&",
    "k": "- ",
    "w|v": "",
    "’": "'",
}

#: Pieces of prose that every format gets, some of them bait for the rules.
PROSE = (
    "teh",
    "a",
    " ",
    "  ",
    " b",
    ", ",
    ". ",
    "q",
    "x y",
    "z",
    "k",
    "w",
    "v",
    "é",
    "😀",
    "’",
    "*",
    "_",
    "%s",
    "{n}",
    "&",
)
#: Bait for the built-in rules: marks set apart, digits and stops, words of several languages, codes of no character.
BAIT = (
    *("3", "12", ".", ",", " .", ". .", "...", "…", "!", "?", ";", ":", "“", "”", "‘", '"', "'", "``", "''", "(", ")"),
    *("-", "–", " - ", "The", " the", " and", "and ", "many. ", "London.He", "Mr. ", "he said", "“I", "was was", "$5"),
    *("2.5", "a. m.", "U.S.", "Leave a Comment", "i", "il", "der ", "und ", "le ", "que ", "i><i>", "â€™", "Ã©"),
    *("&eacute;", "\x02", "\x0b", "\x1e", "\x85", "\x93", "\u200b", "\u00ad", "\u00a0", "\u2028"),
)
#: No XML holds these.
_NO_XML = {ord(c): None for c in "\x02\x0b\x1e"}
PIECES = {
    "txt": ("\n", "\r\n", "\n\n", "http://x.org/y", "a@b.cd", "\t"),
    "md": (
        *(
            "\n",
            "\r\n",
            "\n\n",
            "#",
            "- ",
            "> ",
            "1. ",
            "`",
            "**",
            "[",
            "](u)",
            "![",
            "<b>",
            "</b>",
            "<code>",
            "</code>",
        ),
        *(
            "<!-- ",
            " -->",
            "|",
            "\n|-|-|\n",
            "```\n",
            "    ",
            "\\",
            "&amp;",
            "---\n",
            "[^1]",
            "~~",
            "$",
            "  \n",
            "<div>",
        ),
    ),
    "mdx": ("\n", "\n\n", "import a from 'b'\n", "{", "}", "<A b={c}>", "</A>", "`", "export const a = 1\n", "# "),
    "html": (
        *("\n", "\r\n", "<p>", "</p>", "<b>", "</b>", "<br/>", "<code>", "</code>", "<script>", "</script>", "<pre>"),
        *(
            "</pre>",
            "&amp;",
            "&ldquo;",
            "&#8217;",
            "&nbsp;",
            "&lt;",
            "<",
            ">",
            '<a href="x, y">',
            "</a>",
            "<!--",
            "-->",
        ),
        *(
            "<img alt='q, q'>",
            "<![CDATA[",
            "]]>",
            "<?php ",
            "?>",
            "{{ q }}",
            "{% q %}",
            "<q>",
            "<x-y>",
            "<td",
            '"',
            "=",
        ),
        *(
            "<svg>",
            "</svg>",
            "<!DOCTYPE html>",
            "<textarea>",
            "<title>",
            "</title>",
            "</",
            "<!",
            "&#",
            "\t",
            "<b><</b>",
        ),
    ),
    "srt": (
        "\n",
        "\n\n",
        "\r\n",
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "2\n",
        "<i>",
        "</i>",
        "{\\an8}",
        "-",
        "<",
        "--> ",
    ),
    "vtt": (
        "\n",
        "\n\n",
        "WEBVTT\n\n",
        "00:01.000 --> 00:02.000\n",
        "<v Bob>",
        "&amp;",
        "NOTE q\n",
        "<00:01.000>",
        "</c>",
    ),
}
PO = ('"\n"', '\\"', "\\n", "\\\\", "\\", "<b>", "</b>", "%(n)s", "\\t", '"', '"\n\nmsgid "c"\nmsgstr "', '"\r\n# q\n"')
_XML = ("&amp;", "&#8217;", "<!-- q, q -->", "<![CDATA[q, q]]>", "\n  ", "&lt;b&gt;", "\r\n")
XLIFF = (
    *_XML,
    "<g id='1'>q, b</g>",
    "<x id='2'/>",
    "<ph>q, b</ph>",
    "<mrk>teh</mrk>",
    "<pc>teh <x/></pc>",
    "<bpt>q</bpt>",
)


def _joined(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    every = st.one_of(st.sampled_from(PROSE), st.sampled_from(pieces), st.sampled_from(BAIT))
    return st.lists(every, max_size=40).map("".join)


def _text(name: str) -> st.SearchStrategy[bytes]:
    marks = st.sampled_from((b"", b"\xef\xbb\xbf"))
    return st.tuples(marks, _joined(PIECES[name])).map(lambda pair: pair[0] + pair[1].encode())


def _without_bare_signs(text: str) -> str:
    """The text as XML allows it: a bare `&` among the pieces of prose is written out."""
    known = tuple(piece[1:] for piece in _XML if piece.startswith("&"))
    parts = text.translate(_NO_XML).replace("i><i>", "i&gt;").split("&")
    return parts[0] + "".join(("&" if part.startswith(known) else "&amp;") + part for part in parts[1:])


def xliff(content: str) -> bytes:
    """An XLIFF file with two translations of that content."""
    unit = f"<trans-unit id='1'><source>q, b</source><target>{content}</target></trans-unit>"
    return f"<xliff version='1.2'><file target-language='en'><body>{unit}\n{unit}</body></file></xliff>".encode()


def po(content: str) -> bytes:
    """A PO file with that content in its translations."""
    return f'''msgid ""\nmsgstr "Language: en\\\\n"\n\n#, q\nmsgid "q"\nmsgstr "{content}"\n'''.encode()


def tmx(content: str) -> bytes:
    """A TMX file with one translation of that content."""
    pair = f"<tuv xml:lang='de'><seg>q, b</seg></tuv><tuv xml:lang='en'><seg>{content}</seg></tuv>"
    return f"<tmx version='1.4'><header srclang='de'/><body><tu>{pair}</tu></body></tmx>".encode()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RUNS = (
    *('<w:r><w:t xml:space="preserve">%s</w:t></w:r>', "<w:r><w:rPr><w:b/></w:rPr><w:t>%s</w:t></w:r>"),
    *('<w:r><w:rPr><w:rStyle w:val="Code"/></w:rPr><w:t>%s</w:t></w:r>', "<w:r><w:tab/></w:r>", "</w:p><w:p>"),
    *('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    *("<w:r><w:drawing><w:t>%s</w:t></w:drawing></w:r>", "<w:del><w:r><w:delText>%s</w:delText></w:r></w:del>"),
)


def word_document(body: str, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A DOCX file with that content of its body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        xml = f'<?xml version="1.0"?>\n<w:document xmlns:w="{WORD}"><w:body><w:p>{body}</w:p></w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        archive.writestr("word/styles.xml", "<styles>teh, q</styles>" * 20)
    return made.getvalue()


def _run(pair: tuple[str, str]) -> str:
    return pair[0].replace("%s", _without_bare_signs(pair[1]))


_PROSE_TEXT = st.lists(st.one_of(st.sampled_from(PROSE), st.sampled_from(BAIT)), max_size=6).map("".join)

#: Documents of a format, by suffix.
DOCUMENTS: dict[str, st.SearchStrategy[bytes]] = {
    **{name: _text(name) for name in PIECES},
    "po": _joined(PO).map(po),
    "xlf": _joined(XLIFF).map(_without_bare_signs).map(xliff),
    "tmx": _joined((*_XML, "<hi>teh</hi>", "<ph>q, b</ph>", "<bpt i='1'>q</bpt>", "<ept i='1'/>"))
    .map(_without_bare_signs)
    .map(tmx),
    "docx": st.builds(
        lambda runs, compression: word_document("".join(map(_run, runs)), compression=compression),
        st.lists(st.tuples(st.sampled_from(_RUNS), _PROSE_TEXT), max_size=8),
        st.sampled_from((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)),
    ),
}


@lru_cache(maxsize=1)
def merciless() -> Engine:
    """An engine that changes whatever it can reach."""
    rules = []
    for number, (pattern, replacement) in enumerate(_MERCILESS.items()):
        head = f"kind = 'pattern'\nsummary = 's'\nwhy = 'w'\nlevel = 'safe'\npattern = '''{pattern}'''"
        source = f"{head}\nreplace = '''{replacement}'''\n[[examples]]\nbefore = 'x'\n"
        rules.append(parse(source.encode(), f"{number}.toml", f"spacing/rule-{number}", PARAMS))
    return Engine(rules)


def check(data: bytes, path: str) -> int:
    """Read, repair and read again; the number of changes, -1 when refused. Raises AssertionError for harm."""
    try:
        source = readers.read(data, path)
    except DocumentError:
        return -1
    assert readers.write(source) == data, "reading and writing changed a byte"
    assert all(a.span.end <= b.span.start for a, b in zip(source.holes, source.holes[1:], strict=False))
    plan = merciless().plan(source)
    try:
        fixed = readers.write(source, plan.edits)
    except DocumentError:
        # The encoding of the file cannot hold a repair, so it is left as it is.
        return -1
    again = readers.read(fixed, path)
    assert markup(again, plan.edits) == markup(source), "mark-up changed"
    assert outside(again.text, plan.edits, repaired=True) == outside(source.text, plan.edits), "a lost byte"
    assert not merciless().plan(again).changes, "not idempotent"
    if path.endswith(".docx"):
        _check_members(data, fixed)
    return len(plan.changes)


@lru_cache(maxsize=1)
def builtin() -> Engine:
    """The engine of all built-in rules."""
    return library.engine()


def rest(data: bytes, path: str, through: Level = Level.SAFE) -> int:
    """Repair with the built-in rules, twice; the number of changes, -1 when refused.

    Raises AssertionError when the second time changes anything.
    """
    try:
        source = readers.read(data, path)
    except DocumentError:
        return -1
    plan = builtin().plan(source, through=through)
    again = readers.read(readers.write(source, plan.edits), path)
    more = builtin().plan(again, through=through)
    assert not more.changes, f"not idempotent, {through}: {[(one.before, one.after) for one in more.changes]}"
    return len(plan.changes)


def outside(text: str, edits: tuple[Edit, ...], *, repaired: bool = False) -> list[str]:
    """What lies between edits, in the text before or after they were made."""
    pieces, at, drift = [], 0, 0
    for edit in edits:
        start = edit.span.start + drift
        pieces.append(text[at:start])
        at = start + (len(edit.replacement) if repaired else len(edit.span))
        drift += len(edit.replacement) - len(edit.span) if repaired else 0
    return [*pieces, text[at:]]


def _check_members(before: bytes, after: bytes) -> None:
    """The members without text keep their names, order, dates and packed bytes."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert _damaged(new) == _damaged(old)
        assert old.namelist() == new.namelist()
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.date_time, one.extra, one.external_attr) == (other.date_time, other.extra, other.external_attr)
            if not one.filename.startswith(_WITH_TEXT):
                assert packed(before, one) == packed(after, other)


_WITH_TEXT = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def _damaged(archive: zipfile.ZipFile) -> list[str]:
    """The members that cannot be unpacked."""
    damaged = []
    for name in archive.namelist():
        try:
            archive.read(name)
        except Exception:
            damaged.append(name)
    return damaged


def packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member in its file, from its local header on."""
    head = 30 + int.from_bytes(data[info.header_offset + 26 :][:2], "little")
    head += int.from_bytes(data[info.header_offset + 28 :][:2], "little")
    return data[info.header_offset : info.header_offset + head + info.compress_size]


def mangled(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, taken out, doubled or cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        size = chance.choice((1, 1, 3, 20))
        part = (bytes(chance.randrange(256) for _ in range(size)), b"", made[at : at + size] * 2, b'&<>{}"\\'[:size])
        made[at : at + size] = chance.choice(part)
    return bytes(made[: chance.randrange(len(made) + 1)] if chance.random() < 0.1 else made)


def fuzz(name: str, seconds: float, first: int = 0, report: Callable[[str], None] = print) -> None:
    """Try documents of a format for so long, from a seed on; every third is mangled too. Raises at the first harm."""
    counts = {"documents": 0, "refused": 0, "changes": 0}
    slowest = 0.0
    end = time.monotonic() + seconds
    turn = 0

    def one(data: bytes, number: int) -> None:
        nonlocal slowest
        if time.monotonic() > end:
            return
        chance = random.Random(number)
        began = time.process_time()  # others may keep the machine busy
        tried = mangled(data, chance) if number % 3 == 0 else data
        changes = check(tried, f"a.{name}")
        for through in (Level.SAFE, Level.SUGGESTED):
            changes += max(0, rest(tried, f"a.{name}", through))
        slowest = max(slowest, time.process_time() - began)
        counts["documents"] += 1
        counts["refused"] += changes < 0
        counts["changes"] += max(0, changes)

    while time.monotonic() < end:
        run = given(DOCUMENTS[name], st.integers(0, 1 << 30))(one)
        checks = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
        phases = (Phase.generate, Phase.shrink)
        run = settings(max_examples=500, deadline=None, database=None, suppress_health_check=checks, phases=phases)(run)
        seed(first + turn)(run)()
        turn += 1
    report(
        f"{name:6}" + ", ".join(f"{number:,} {what}" for what, number in counts.items()) + f", slowest {slowest:.2f} s"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join(DOCUMENTS)}; all without")
    parser.add_argument("--minutes", type=float, default=5, help="for all of them (default: 5)")
    parser.add_argument("--seed", type=int, help="of an earlier run, instead of a random one")
    options = parser.parse_args()
    first = random.randrange(1 << 30) if options.seed is None else options.seed
    print(f"seed {first}", flush=True)
    names = options.formats or list(DOCUMENTS)
    for name in names:
        fuzz(name, options.minutes * 60 / len(names), first)


if __name__ == "__main__":
    main()
