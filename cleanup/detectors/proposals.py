"""What a language model proposes for a text, judged by the guard, as findings of the rules of the `model` kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from cleanup.guard.house import House, serial_comma
from cleanup.guard.judge import JudgedCorrection, Judgement, judge
from cleanup.guard.known import Known
from cleanup.language_model.passages import Proposer, passages, requests
from cleanup.matching import FullText, describe
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span, weakest
from cleanup.style.document_style import Profile
from cleanup.text.segments import paragraphs

if TYPE_CHECKING:
    from cleanup.detectors.model import Params


def _style(profile: Profile) -> str:
    """The style of the document in words, for the model."""
    parts = [
        {"us": "American spelling", "uk": "British spelling", None: ""}[profile.spelling],
        f"{profile.double_quotes} quotation marks" if profile.double_quotes else "",
        f"names: {', '.join(profile.names)}" if profile.names else "",
    ]
    return "; ".join(part for part in parts if part)


class Judged(msgspec.Struct, frozen=True):
    """A text, which model has answered what, how far it is trusted, and the findings that come of it, in that text."""

    text: str
    source: str
    proven: Mapping[str, Level | None] | None
    answers: Mapping[str, str]
    findings: Sequence[Finding] = ()


def judged(rules: Mapping[str, Rule], whole: FullText, proposer: Proposer, before: Judged | None) -> Judged:
    """Ask about the original, and judge the answers; what was judged before is taken where nothing has changed."""
    text = whole.original
    spans = list(passages(text, paragraphs(text)))
    answers = dict(proposer(requests(text, spans, _style(whole.profile))))
    # The model may have been found only when it was asked.
    now = Judged(text, proposer.source, proposer.proven, answers)
    if before and replace(before, findings=()) == now:
        return before
    asked = _AskedText(rules, text, spans, proposer)
    return replace(now, findings=list(asked.findings(answers, whole.profile)))


def current(judged: Judged, whole: FullText) -> Iterator[Finding]:
    """The findings in the text as it stands: where a rule has repaired something since, the rule wins."""
    for finding in judged.findings:
        # A rule that has taken a block away took the blank lines with it: the second fix leaves them.
        tries = [fix.edits for fix in finding.fixes] or [(Edit(finding.span, ""),)]
        carried = next(filter(None, (whole.carried(finding.span, edits) for edits in tries)), None)
        if carried:
            span, edits = carried
            fixes = tuple(Fix(edits, fix.title) for fix in finding.fixes[:1])
            yield finding.at(span, finding.level, fixes)


class _AskedText(msgspec.Struct, frozen=True):
    """The passages of a text, and the rules for what was answered."""

    rules: Mapping[str, Rule]
    text: str
    spans: Sequence[Span]
    proposer: Proposer

    def findings(self, answers: Mapping[str, str], profile: Profile) -> Iterator[Finding]:
        """The findings of all answers, in order."""
        text, seen = self.text, set[str]()
        house = House(Profile(text, profile.language, profile.style), Known(text), serial_comma(text))
        for number, span in enumerate(self.spans):
            passage = text[span.start : span.end]
            answer = answers.get(passage)
            # Of a headline that is repeated, the first stays.
            first = answer == "" and passage not in seen and text.count(passage) > 1
            seen.add(passage)
            if answer is not None and answer != passage and not first:
                near = replace(house, in_speech=_is_in_speech(text, self.spans, number))
                yield from self._of_passage(span, judge(passage, answer, near, self._protects))

    @property
    def _protects(self) -> Mapping[str, Sequence[str]]:
        return {name: rule.params.protects for name, rule in self.rules.items()}

    def _of_passage(self, span: Span, judgement: Judgement) -> Iterator[Finding]:
        for proposal in judgement.proposals:
            rule = self.rules.get(proposal.name)
            if rule and _size(proposal) <= rule.params.max_words:
                level = _level(rule, proposal, self.proposer.proven)
                if level:
                    yield replace(_finding(rule, proposal, self.text, span), level=level, source=self.proposer.source)


def _is_in_speech(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a passage beside one begins with a quotation mark: the speech may go on in it, or from it."""
    beside = [*spans[max(0, number - 1) : number], *spans[number + 1 : number + 2]]
    return any(text.startswith(_OPENING, span.start) for span in beside)


_OPENING = ("“", "‘", '"', "'", "«", "„")


def _level(rule: Rule, proposal: JudgedCorrection, proven: Mapping[str, Level | None] | None) -> Level | None:
    """The level of a proposal; None where the model is known to be wrong in this class."""
    params: Params = rule.params
    if proven is None:
        one_sided = bool(proposal.change.old) != bool(proposal.change.new)
        shown: Level | None = Level.FLAG if one_sided else weakest(rule.level, params.unchecked)
    else:
        shown = proven.get(params.class_, Level.FLAG)
    if shown is None:
        return None
    return Level.FLAG if proposal.doubtful else weakest(rule.level, shown)


def _size(proposal: JudgedCorrection) -> int:
    """How many words go or come, where that is limited."""
    unlimited = proposal.rewrites or proposal.name == "boilerplate"
    return 0 if unlimited else max(len(proposal.change.old), len(proposal.change.new))


def _finding(rule: Rule, proposal: JudgedCorrection, text: str, passage: Span) -> Finding:
    change = proposal.change
    span = change.span.shift(passage.start)
    if proposal.touches:
        message = f"the model would change {TOUCHED[proposal.touches]} at “{text[span.start : span.end].strip()}”"
        return Finding(rule.id, span, message, Level.FLAG, (), rule.confidence)
    edits = tuple(edit.shift(passage.start) for edit in change.edits)
    bare: tuple[Fix, ...] = ()
    if proposal.name == "boilerplate" and not change.after and not change.left + change.right:
        bare = (Fix(edits, rule.summary),)
        edits = (Edit(_block(text, passage), ""),)
        span = passage
    new = " ".join(change.after.split())
    title = f"write “{new}”" if new else "remove it"
    fix = Fix(edits, title if len(title) <= MAX_TITLE else rule.summary)
    return Finding(
        rule.id, span, describe(rule, text[span.start : span.end]), rule.level, (fix, *bare), rule.confidence
    )


#: What a place is about whose change is not offered.
TOUCHED = {
    "negation": "a negation",
    "modality": "how certain something is",
    "direction": "a word for its opposite",
    "names": "a name",
}
#: A longer title of a fix would hide the text; the rule's summary takes its place.
MAX_TITLE = 60


def _block(text: str, passage: Span) -> Span:
    """A passage with the blank space before it, or after it where it is the first."""
    start, end = len(text[: passage.start].rstrip()), passage.end
    if not start:
        end += len(text[end:]) - len(text[end:].lstrip())
    return Span(start, end)
