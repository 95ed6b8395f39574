"""From what a model replied to the corrected passage in it, or the reason why there is none.

Models talk. What they put around the passage is taken off, unless the passage itself has it there; what is left counts
only if it is still the passage.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

import msgspec

from cleanup import lazy_regex
from cleanup.languages.identify import identify_language

#: What is left must share so much of its words with the passage, by the ratio of `difflib`.
SIMILAR = 0.6
#: Passages of fewer words are compared by their characters.
_FEW_WORDS = 6
#: Talk around talk around a passage; nothing that is worth having is wrapped deeper.
_DEPTH = 8


class Reply(msgspec.Struct, frozen=True):
    """What a server says that a model replied."""

    text: str
    finish: str = "stop"
    refusal: str = ""


class Unwrapped(msgspec.Struct, frozen=True):
    """The corrected passage, empty to remove it; or None, and why."""

    passage: str | None
    reason: str = ""


def unwrap(passage: str, reply: Reply) -> Unwrapped:
    """The corrected version of a passage that a reply holds."""
    if reply.refusal or reply.finish != "stop":
        return Unwrapped(None, "refusal" if reply.refusal or reply.finish == "content_filter" else "cut-off")
    if not reply.text.strip():
        return Unwrapped("")
    if reply.text.strip() == passage.strip():
        return Unwrapped(passage)
    bare = _bare(reply.text, passage)
    if _says_only(_NOTHING_WRONG, bare, passage):
        return Unwrapped(passage)
    reason = "empty" if not bare or _says_only(_EMPTY, bare, passage) else _why_not(passage, bare)
    return Unwrapped(None, reason) if reason else Unwrapped(_spaced(passage, bare))


def _bare(text: str, passage: str) -> str:
    """The text without what was put around it."""
    text, core = text.strip(), passage.strip()
    for _ in range(_DEPTH):
        before = text
        for strip in _WRAPPERS:
            text = strip(text, core).strip()
        if text == before:
            break
    return text


def _says_only(pattern: re.Pattern[str], bare: str, passage: str) -> bool:
    return bool(pattern.fullmatch(bare)) and not pattern.fullmatch(passage.strip())


def _why_not(passage: str, bare: str) -> str:
    """Why a text is not a version of the passage; empty if it is one."""
    if _is_similar(passage, bare):
        spoken, answered = identify_language(passage), identify_language(bare)
        return "language" if spoken and answered and spoken != answered else ""
    if _REFUSAL.search(bare[:200]):
        return "refusal"
    spoken, answered = identify_language(passage), identify_language(bare)
    return "language" if answered and spoken != answered else "rewritten"


def _is_similar(passage: str, bare: str) -> bool:
    old, new = (_WORD.findall(text.casefold()) for text in (passage, bare))
    if len(old) < _FEW_WORDS:
        return _ratio(list(passage.casefold()), list(bare.casefold())) >= SIMILAR
    return _ratio(old, new) >= SIMILAR


def _ratio(old: list[str], new: list[str]) -> float:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).ratio()


def _spaced(passage: str, bare: str) -> str:
    """The text between the spaces of the passage; on one line where the passage is."""
    core = passage.strip()
    if not _LINE_END.search(core):
        bare = _LINE_END.sub(" ", bare)
    start = passage.index(core)
    return passage[:start] + bare + passage[start + len(core) :]


def _without_reasoning(text: str, core: str) -> str:
    for thought in () if _THINK.search(core) else _THOUGHTS:
        text = thought.sub("", text)
    return text


def _without_fence(text: str, core: str) -> str:
    fenced = _FENCE.fullmatch(text)
    return fenced["inner"] if fenced and not core.startswith("```") else text


def _without_tags(text: str, core: str) -> str:
    tagged = _TAGGED.search(text)
    return tagged["inner"] if tagged and not _TAGGED.search(core) else text


def _without_block_quote(text: str, core: str) -> str:
    lines = text.split("\n")
    quoted = all(line.startswith(">") for line in lines) and not core.startswith(">")
    return "\n".join(line[1:].strip() for line in lines) if quoted else text


def _without_quotes(text: str, core: str) -> str:
    """Strip the marks around a text, unless the passage has marks of its own there, in whatever shape."""
    own = core[:1] in _MARKS or core[-1:] in _MARKS
    for left, right in _QUOTES:
        quoted = len(text) > 1 and text.startswith(left) and text.endswith(right)
        doubled = text[1:2] in _MARKS or text[-2:-1] in _MARKS
        if quoted and not core.startswith(left) and not core.endswith(right) and (doubled or not own):
            return text[1:-1]
    return text


def _without_preamble(text: str, core: str) -> str:
    found = _PREAMBLE.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    # A passage that begins so itself is introduced only where that comes twice.
    return text if _PREAMBLE.match(core) and not _PREAMBLE.match(rest) else rest


def _without_epilogue(text: str, core: str) -> str:
    found = _EPILOGUE.search(text)
    return text if found is None or _EPILOGUE.search(f"\n{core}") else text[: found.start()]


_Strip = Callable[[str, str], str]
_WRAPPERS: tuple[_Strip, ...] = (
    _without_reasoning,
    _without_tags,
    _without_fence,
    _without_block_quote,
    _without_preamble,
    _without_epilogue,
    _without_quotes,
)

_WORD = lazy_regex.pattern(r"\w+")
_LINE_END = lazy_regex.pattern(r"[ \t]*(?:\r\n|\r|\n)\s*")
_THINK = lazy_regex.pattern(r"(?i)</?(?:think|thinking|reasoning)>")
#: Reasoning between its tags, without the first one, which some templates give, and without the last one.
_THOUGHTS = tuple(
    lazy_regex.pattern(rf"(?is){pattern}")
    for pattern in (
        r"<(think|thinking|reasoning)>.*?</\1>",
        r"\A.*</(?:think|thinking|reasoning)>",
        r"<(?:think|thinking|reasoning)>.*\Z",
    )
)
_FENCE = lazy_regex.pattern(r"(?s)(?P<fence>`{3,}|~{3,})[\w-]*[ \t]*\n?(?P<inner>.*?)\n?(?P=fence)")
_TAGGED = lazy_regex.pattern(r"(?is)<passage>(?P<inner>.*?)(?:</passage>|\Z)")
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"), ("„", "”"), ("`", "`"))
_MARKS = frozenset(mark for pair in _QUOTES for mark in pair)
#: A sentence about the answer that ends with a colon, at the head of it.
_PREAMBLE = lazy_regex.pattern(
    r"(?i)(?:(?:sure|certainly|of course|okay|ok|absolutely)\b[^\n]{0,80}?[,.!:]\s*)?"
    r"\**(?:(?:here(?:[’']s| is| are)|this is|below is|please find|i(?:[’']ve| have) corrected)\b[^\n:]{0,120}"
    r"|(?:the )?(?:corrected|revised|edited|fixed|improved|proofread|final)(?: (?:and|&) \w+)?"
    r"(?: (?:passage|version|text|sentence|paragraph|output|answer))?"
    r"|(?:correction|passage|output|answer|result|response))\**:\**(?:\s+|\Z)"
    r"|(?:the (?:original )?(?:passage|sentence|text)\b[^\n]{0,120}[.:;,]\s+)?the (?:correct|corrected|right)"
    r" (?:passage|version|text|sentence|paragraph)\b[^\n:]{0,60} (?:is|would be|should be|reads):\s+"
    r"|\A(?:sure|certainly|of course|okay|ok|absolutely)\b[^\n]{0,80}[.!:][ \t]*\n+"
)
#: Words to the user behind the answer, on a line of their own.
_EPILOGUE = lazy_regex.pattern(
    r"(?is)\n\s*\**(?:note|notes|explanation|explanations|changes(?: made)?|corrections(?: made)?|"
    r"i (?:made|have|corrected|changed|fixed|hope|kept|only)|let me know|please let|feel free|"
    r"if you (?:have|would|need|want)|is there anything|would you like|no (?:other|further) (?:changes|corrections)|"
    r"the (?:passage|text) (?:is|was|has))\b.*\Z"
)
#: Sentences that say that a passage is right, instead of repeating it.
_NOTHING_WRONG = lazy_regex.pattern(
    r"(?i)\W*(?:(?:there (?:is|are|was|were) (?:nothing|no \w+) to (?:correct|change|fix)"
    r"|(?:there (?:is|are) )?no (?:errors?|mistakes?|corrections?|changes?)"
    r"(?: (?:is|are|were|was))?(?: (?:needed|necessary|required|found|made))?"
    r"|nothing (?:to (?:correct|change|fix)|(?:needs|has) to be (?:corrected|changed|fixed))"
    r"|(?:the|this) (?:passage|text|sentence) (?:is|was|looks|seems) (?:already )?(?:grammatically )?"
    r"(?:correct|fine|right|error-free)(?: as it (?:is|stands))?)\W*)+"
)
#: A word that stands for an empty reply.
_EMPTY = lazy_regex.pattern(r"(?i)\W*(?:empty|nothing|none|blank|no (?:text|output|reply|content))\W*")
_REFUSAL = lazy_regex.pattern(
    r"(?i)\bI(?:[’']m| am) (?:sorry|unable|not able)|\bI (?:can(?:no|[’'])t|cannot|won[’']t|will not|must decline)|"
    r"\bas an AI\b|\bI apologi[sz]e\b"
)
