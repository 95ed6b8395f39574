"""From a passage and its corrected version to the single changes between them.

Both are aligned by words and punctuation marks, whatever their case and the shape of their quotation marks, so that a
change is what a person would call one: all that differs between two places where both agree. Changes that depend on
each other become one: those of one phrase, a word that is moved, and the two marks of a quotation.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property

import msgspec

from cleanup import lazy_regex
from cleanup.model import Edit, Span

TOKEN = lazy_regex.pattern(r"&#?\w{2,8};|\w+(?:[’'-]\w+)*|[^\w\s]")
_WORD = lazy_regex.pattern(r"\w")
_SENTENCE_END = lazy_regex.pattern(r"[.!?…](?=[”’\"')\]]*\s)")
#: Where one sentence of a passage ends and the next begins, with the spaces between them.
SENTENCE_BREAK = lazy_regex.pattern(r"(?<=[.!?…])[”’\"')\]]*\s+|\n")
QUOTE_MARKS = frozenset("\"'“”„‟«»‘’‚‛`´")
DASHES = frozenset("-–—−‐‑")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛`´", '""""""' + "''''''")

#: So many unchanged words may stand between two changes of one phrase.
MAX_WORDS_BETWEEN = 1
#: So far apart, in words, may be the two places of a word that is moved.
MAX_WORDS_MOVED = 12
#: So many words a quotation may have whose two marks are one change.
MAX_WORDS_QUOTED = 60


class Correction(msgspec.Struct, frozen=True, dict=True):
    """One change: the edits of the passage that make it, sorted, in code points; `before` and `after` hold all of it.

    The span reaches from the first edit to the last, and holds the next word where something is only put in. What lies
    between the edits is in both texts. `left` and `right` are the rest of the passage, `answer` is the passage with all
    changes.
    """

    edits: tuple[Edit, ...]
    span: Span
    before: str
    after: str
    left: str = ""
    right: str = ""
    answer: str = ""

    @cached_property
    def passage(self) -> str:
        """The passage as it is."""
        return self.left + self.before + self.right

    @cached_property
    def corrected(self) -> str:
        """The passage with this change alone."""
        return self.left + self.after + self.right

    @cached_property
    def old(self) -> tuple[str, ...]:
        """The words that are replaced, without those that stay."""
        return _left_over(self.before, self.after)

    @cached_property
    def new(self) -> tuple[str, ...]:
        """The words that are put in, without those that stay."""
        return _left_over(self.after, self.before)


def words(text: str) -> list[str]:
    """The words of a text, numbers included."""
    return [token for token in TOKEN.findall(text) if _WORD.match(token)]


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case: equal where only case, marks and spaces differ."""
    return "".join(c for c in text.lower() if c.isalnum())


def same_letters(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but case, marks and spaces."""
    return letters(html.unescape(one)) == letters(html.unescape(other))


def _left_over(text: str, other: str) -> tuple[str, ...]:
    """The words of a text that another does not have, however they are capitalised."""
    rest = [word.lower().replace("’", "'") for word in words(other)]
    left = []
    for word in words(text):
        folded = word.lower().replace("’", "'")
        if folded in rest:
            rest.remove(folded)
        else:
            left.append(word)
    return tuple(left)


class _Difference(msgspec.Struct, frozen=True):
    """A stretch of the passage, `start` to `end`, and the stretch of the answer that takes its place."""

    start: int
    end: int
    new_start: int
    new_end: int


def changes(passage: str, answer: str) -> list[Correction]:
    """The changes that turn a passage into its corrected version, in order; none overlaps another."""
    hunks = _joined(passage, answer, list(_hunks(passage, answer)))
    return [_change(passage, answer, group) for group in _grouped(passage, answer, hunks)]


def _folded(token: str) -> str:
    return html.unescape(token).lower().translate(_QUOTES)


def _hunks(passage: str, answer: str) -> Iterator[_Difference]:
    """Where both differ between and within the tokens that agree."""
    ours, theirs = list(TOKEN.finditer(passage)), list(TOKEN.finditer(answer))
    matcher = SequenceMatcher(None, [_folded(m.group()) for m in ours], [_folded(m.group()) for m in theirs], False)
    start = new_start = 0
    for i, j, size in matcher.get_matching_blocks():
        for k in range(size):
            one, other = ours[i + k], theirs[j + k]
            if passage[start : one.start()] != answer[new_start : other.start()]:
                yield _Difference(start, one.start(), new_start, other.start())
            if one.group() != other.group():
                yield _Difference(one.start(), one.end(), other.start(), other.end())
            start, new_start = one.end(), other.end()
    if passage[start:] != answer[new_start:]:
        yield _Difference(start, len(passage), new_start, len(answer))


def _joined(passage: str, answer: str, hunks: Sequence[_Difference]) -> list[_Difference]:
    """The hunks, those of one phrase as one: both change words, and hardly anything stands between them."""
    joined: list[_Difference] = []
    for hunk in hunks:
        if joined and _is_one_phrase(passage, answer, joined[-1], hunk):
            joined[-1] = _Difference(joined[-1].start, hunk.end, joined[-1].new_start, hunk.new_end)
        else:
            joined.append(hunk)
    return joined


def _is_one_phrase(passage: str, answer: str, first: _Difference, second: _Difference) -> bool:
    between = passage[first.end : second.start]
    if not between.strip():
        return True
    if _SENTENCE_END.search(between) or "\n" in between or len(words(between)) > MAX_WORDS_BETWEEN:
        return False
    return all(_changes_words(passage, answer, hunk) for hunk in (first, second))


def _changes_words(passage: str, answer: str, hunk: _Difference) -> bool:
    old, new = passage[hunk.start : hunk.end], answer[hunk.new_start : hunk.new_end]
    return [w.lower() for w in words(old)] != [w.lower() for w in words(new)]


def _grouped(passage: str, answer: str, hunks: Sequence[_Difference]) -> list[list[_Difference]]:
    """The hunks, with those that make sense only together in one group: moved words, and the marks of a quotation."""
    groups: list[list[_Difference]] = []
    for hunk in hunks:
        partner = next((g for g in reversed(groups[-3:]) if _belong_together(passage, answer, g[-1], hunk)), None)
        if partner is None:
            groups.append([hunk])
        else:
            partner.append(hunk)
    return groups


def _belong_together(passage: str, answer: str, first: _Difference, second: _Difference) -> bool:
    between = passage[first.end : second.start]
    (old, new), (later_old, later_new) = (
        (passage[hunk.start : hunk.end], answer[hunk.new_start : hunk.new_end]) for hunk in (first, second)
    )
    if _touches_quotation(old, new) and _touches_quotation(later_old, later_new):
        return (
            len(words(between)) <= MAX_WORDS_QUOTED and "\n\n" not in between and '"' not in between.translate(_QUOTES)
        )
    if _SENTENCE_END.search(between) or len(words(between)) > MAX_WORDS_MOVED:
        return False
    moved = {w.lower() for w in _left_over(old, new)} & {w.lower() for w in _left_over(later_new, later_old)}
    moved |= {w.lower() for w in _left_over(new, old)} & {w.lower() for w in _left_over(later_old, later_new)}
    return bool(moved)


def _place(passage: str, at: int) -> Span:
    """What to show where something is put in: the gap between two words and the word after it, or the last word."""
    following = TOKEN.search(passage, at)
    gap = len(passage[:at].rstrip())
    return Span(gap, following.end()) if following else Span(passage.rfind(" ", 0, gap) + 1, gap)


def _edit(passage: str, answer: str, hunk: _Difference) -> Edit:
    """The edit of a hunk, without the spaces at its ends that stay."""
    old, new = passage[hunk.start : hunk.end], answer[hunk.new_start : hunk.new_end]
    if not old.strip() or not new.strip():
        return _insertion(hunk, old, new) or Edit(Span(hunk.start, hunk.end), new)
    head = _common(old[: len(old) - len(old.lstrip())], new[: len(new) - len(new.lstrip())])
    tail = _common(old[len(old.rstrip()) :][::-1], new[len(new.rstrip()) :][::-1])
    return Edit(Span(hunk.start + head, hunk.end - tail), new[head : len(new) - tail])


def _insertion(hunk: _Difference, old: str, new: str) -> Edit | None:
    """What is put in beside spaces that stay: words in front of the next word, marks behind the last one."""
    if new.startswith(old) and (words(new) or not new.endswith(old)):
        return Edit(Span(hunk.end, hunk.end), new[len(old) :])
    if new.endswith(old):
        return Edit(Span(hunk.start, hunk.start), new[: len(new) - len(old)])
    return None


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with that are the same."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _touches_quotation(old: str, new: str) -> bool:
    """Return whether all that a hunk changes is one double quotation mark: it comes, goes, or takes another shape."""
    marks = [text.translate(_QUOTES).count('"') for text in (old, new)]
    return not words(old) and not words(new) and max(marks) == 1


def _change(passage: str, answer: str, group: Sequence[_Difference]) -> Correction:
    edits = [_edit(passage, answer, hunk) for hunk in group]
    before = passage[group[0].start : group[-1].end]
    after = answer[group[0].new_start : group[-1].new_end]
    span = Span(edits[0].span.start, edits[-1].span.end) or _place(passage, edits[0].span.start)
    return Correction(tuple(edits), span, before, after, passage[: group[0].start], passage[group[-1].end :], answer)
