"""What HTML elements mean for the text in and around them."""

from __future__ import annotations

from cleanup.documents.readers.parts import BREAK, INLINE, LINE
from cleanup.model import MASK

#: Elements whose content is not prose, and what a reader sees in their place.
OPAQUE = {
    **dict.fromkeys(("script", "style", "template", "noembed", "noframes"), INLINE),
    **dict.fromkeys(("pre", "textarea", "xmp", "listing", "plaintext", "datalist"), BREAK),
    **dict.fromkeys(("code", "kbd", "samp", "var", "tt", "sub", "sup", "math", "svg", "canvas", "iframe"), MASK),
    **dict.fromkeys(("audio", "video", "object", "map", "ruby", "select"), MASK),
}

#: Elements that occur within a sentence, and what their tags show.
_WITHIN = (
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark nobr s small span strike strong time u wbr"
)
TAGS = {
    **dict.fromkeys(_WITHIN.split(), INLINE),
    **dict.fromkeys(("meta", "link", "base", "param", "source", "track"), INLINE),
    **dict.fromkeys(("img", "input", "embed", "q"), MASK),
    "br": LINE,
}

#: Elements on their own: lines, cells, parts of a page. All others, even unknown ones, are objects within a sentence.
_BLOCKS = (
    "address article aside basefont blockquote body button caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main "
    "menu menuitem nav noscript ol optgroup option p search section summary table tbody td tfoot th thead title tr ul"
)
TAGS |= dict.fromkeys(_BLOCKS.split(), BREAK)

#: Elements that never have content, so that no end tag is expected.
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"))

#: Elements that contain a page or much of it, whatever their class is called.
PAGE = frozenset(("html", "body", "main", "article", "section", "div", "table", "ul", "ol"))


def shown(name: str) -> str:
    """Return what a tag shows, by the lowercase name of its element."""
    return TAGS.get(name, MASK)
