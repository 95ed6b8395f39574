"""Made-up documents of every format, for what is tried on any: pieces of prose and mark-up in any order.

A format brings pieces of its own, or how a document of it is made, and a line in `DOCUMENTS`.
"""

from __future__ import annotations

import io
import zipfile

from hypothesis import strategies as st

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
