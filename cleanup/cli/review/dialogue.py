"""The dialogue of a review: a proposal, a key, and what it does, until the reviewer is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cleanup.cli import terminal
from cleanup.cli.review import draw
from cleanup.cli.review import keys as review_keys
from cleanup.cli.review.keys import Keys
from cleanup.cli.review.texts import ReviewedText, pending
from cleanup.config.resolve import Resolver
from cleanup.reports.grouped import wrapped
from cleanup.reports.text import visible
from cleanup.review.course import Item, Review, Step
from cleanup.review.decisions import Own, ShownEdit
from cleanup.review.proposals import alternatives
from cleanup.text.phrasing import counted

#: The maximum width in columns; wider lines are hard to read.
MAX_WIDTH = 100

KEYS = (
    ("y", "accept this change"),
    ("n", "reject this change; the text is not changed"),
    ("a", "accept this and all later changes in this file"),
    ("d", "reject this and all later changes in this file"),
    ("e", "write your own text"),
    ("1-9", "choose another suggestion"),
    ("s, space", "skip; leave it undecided"),
    ("u", "undo the last step and return to it"),
    ("q", "stop; asks whether to write the decisions made so far"),
    ("?", "show this help"),
    ("Ctrl-C", "stop immediately; the texts are not changed"),
)
_AT_THE_END = (
    ("y", "write the texts as decided"),
    ("n", "do not change any text"),
    ("u", "undo the last step and return to it"),
    ("Ctrl-C", "the same as n"),
)

#: How a review ends: the texts are written, left as they are, or it was interrupted.
WRITE, LEAVE, STOP = "write", "leave", "stop"
_NO_REPAIR = "there is no known repair: press n to dismiss it, e to write your own text"


#: What interrupts a review: a person, the system, or a closed terminal.
STOPPED = (KeyboardInterrupt, review_keys.Stopped, EOFError, OSError, terminal.OutputError)


def offer(number: int, keys: Keys) -> bool:
    """Ask whether to continue with saved decisions. Raises one of STOPPED."""
    are, them = ("is", "it") if number == 1 else ("are", "them")
    question = f"{counted(number, 'decision')} on these texts {are} saved but not written. Continue with {them}? [y,n] "
    while True:
        *above, last = wrapped(question, width())
        terminal.echo(above)
        terminal.prompt(last)
        key = keys.next()
        terminal.echo([{"y": "yes", "n": "no"}.get(key, "")])
        if key in ("y", "n"):
            return key == "y"


def width() -> int:
    """Return the number of columns to use."""
    return min(terminal.width(), MAX_WIDTH)


@dataclass(slots=True)
class Dialogue:
    """Questions and keys, until the end. `keep` is called after each step."""

    review: Review
    texts: Sequence[ReviewedText]
    resolver: Resolver
    keys: Keys
    path: Path | None
    keep: Callable[[], object]

    def hold(self) -> str:
        """Ask until everything was shown or the reviewer stops, and return how it ended.

        A closed terminal is an end too.
        """
        try:
            while True:
                end = self._ask(item) if (item := self.review.current) else self._close("That was the last change. ")
                self.keep()
                if end:
                    return end
        except STOPPED:
            with suppress(OSError, terminal.OutputError):
                self._print("")
            return STOP

    def _ask(self, item: Item) -> str:
        """Show one proposal and handle keys until it is left."""
        at = self.review.at
        self._show(item)
        while self.review.current and self.review.at == at:
            self._prompt(item)
            key = self.keys.next()
            act = self._acts().get(key)
            if key == "q":
                return self._quit()
            if key.isdecimal() and key.isascii() and key != "0":
                self._choose(item, int(key))
            elif act:
                if act(item):
                    return ""
            else:
                self._print("press ? for the keys")
        return ""

    def _acts(self) -> dict[str, Callable[[Item], bool]]:
        """Return what each key does; True means that the next item, or the same one again, is to be shown."""
        return {
            "y": self._accept,
            "n": self._reject,
            "a": self._accept_rest,
            "d": lambda _: self._report_step(self.review.reject_rest(), "rejected"),
            "e": self._edit,
            "s": self._skip,
            " ": self._skip,
            "u": self._undo,
            "?": self._help,
            review_keys.RESIZED: self._again,
        }

    # Keys

    def _accept(self, item: Item) -> bool:
        if not item.repair:
            self._print(_NO_REPAIR)
            return False
        return self._report_step(self.review.decide("accept"), "accepted")

    def _accept_rest(self, item: Item) -> bool:
        if not item.repair:
            self._print(_NO_REPAIR)
            return False
        return self._report_step(self.review.accept_rest(), "accepted")

    def _reject(self, item: Item) -> bool:
        return self._report_step(self.review.decide("reject"), "rejected" if item.repair else "dismissed")

    def _skip(self, _item: Item) -> bool:
        return self._report_step(self.review.skip(), "left undecided")

    def _undo(self, _item: Item) -> bool:
        undone = self.review.undo()
        self._print("undone" if undone else "there is nothing to undo")
        return undone

    def _again(self, _item: Item) -> bool:
        self._print("")
        return True

    def _help(self, _item: Item) -> bool:
        self._print("")
        terminal.echo_page(draw.keys(KEYS, self._width))
        terminal.echo_page(["", *wrapped(draw.signs(terminal.paint()), self._width, "  "), ""])
        return False

    def _choose(self, item: Item, number: int) -> None:
        choices = self._choices(item)
        if number > len(choices):
            self._print(f"there is no suggestion {number}")
        else:
            self._own(item, [choices[number - 1][1]])

    def _edit(self, item: Item) -> bool:
        self._print("")
        places = item.shown.edits
        texts: list[str] = []
        for number, place in enumerate(places, 1):
            which = f" for place {number} of {len(places)}" if len(places) > 1 else ""
            terminal.echo(
                wrapped(f"Your text{which} (Enter to accept, empty to delete, Ctrl-C to cancel):", self._width)
            )
            typed = _edited(place, self._text(item).document.newline)
            if typed is None:
                terminal.echo(["", "Canceled; nothing was decided."])
                return False
            texts.append(typed)
        if texts != [place.after for place in places]:
            return self._own(item, texts)
        if not item.repair:
            terminal.echo(["Nothing was changed, so nothing was decided."])
            return False
        return self._report_step(self.review.decide("accept"), "accepted as proposed")

    def _own(self, item: Item, texts: Sequence[str]) -> bool:
        if self.review.blocked():
            self._print("its words are in a change that you accepted; press u to return to it")
            return False
        self._report_step(self.review.decide(Own(texts[0] if len(texts) == 1 else list(texts))), "own text")
        places = [ShownEdit(p.start, p.end, p.before, new) for p, new in zip(item.shown.edits, texts, strict=True)]
        terminal.echo_page(draw.excerpt(self._text(item).document.text, places, self._width, terminal.paint()))
        return True

    # End

    def _quit(self) -> str:
        if not self.review.begun and not pending(self.review, self.texts):
            self._print("nothing was decided")
            return LEAVE
        self._print("")
        return self._close("")

    def _close(self, lead: str) -> str:
        """Ask whether to write; return an empty string if the reviewer goes back instead."""
        decided = self.review.decided
        if not decided:
            terminal.echo([f"{lead}Nothing was decided."])
            return LEAVE
        kept = f" They are saved in {visible(str(self.path))} in any case." if self.path else ""
        so_far = " so far" if self.review.current or self.review.tally()["undecided"] else ""
        back = ",u" if self.review.current else self._u
        question = f"{lead}Write the {counted(decided, 'decision')}{so_far} to the texts?{kept} [y,n{back},?] "
        self.keys.forget()
        while True:
            *above, last = wrapped(question, self._width)
            terminal.echo(["", *above])
            terminal.prompt(last)
            key = self.keys.next()
            if key in ("y", "n"):
                self._print("yes" if key == "y" else "no")
                return WRITE if key == "y" else LEAVE
            if key == "u" and (self.review.current or self.review.undo()):
                self._print("back")
                return ""
            self._print("")
            if key != review_keys.RESIZED:
                terminal.echo_page(draw.keys(_AT_THE_END, self._width))

    # Display

    @property
    def _width(self) -> int:
        return width()

    @property
    def _u(self) -> str:
        return ",u" if self.review.begun else ""

    def _text(self, item: Item) -> ReviewedText:
        return self.texts[item.file]

    def _choices(self, item: Item) -> list[tuple[str, str]]:
        """Return (title, text) of the other suggestions, as many as there are keys."""
        return alternatives(item.proposal, self._text(item).document.text)[:9] if item.proposal else []

    def _show(self, item: Item) -> None:
        assert item.proposal, "an item without a number was decided earlier and is not asked"
        text, width, paint = self._text(item), self._width, terminal.paint()
        progress = f"[{self.review.number}/{self.review.asked}]"
        terminal.echo([""])
        line, _ = text.lines.locate(item.shown.edits[0].start)
        where = f"{visible(text.source.path)}:{line}"
        terminal.echo_page(draw.heading(progress, where, item.proposal, width, paint))
        terminal.echo_page(draw.reasons(item.proposal, self.resolver.rules, width, paint))
        terminal.echo([""])
        terminal.echo_page(
            draw.excerpt(text.document.text, item.shown.edits, width, paint, repair=bool(item.proposal.edits))
        )
        terminal.echo_page(draw.others(self._choices(item), width, paint))
        terminal.echo([""])
        terminal.echo_page(draw.rivals(self.review.cost() if item.repair else 0, width))

    def _prompt(self, item: Item) -> None:
        choices = len(self._choices(item))
        numbers = "" if not choices else ",1" if choices == 1 else f",1-{choices}"
        if item.repair:
            line = f"Accept this change? [y,n,a,d,e{numbers},s{self._u},q,?] "
        else:
            line = f"Dismiss it, or write your own text? [n,d,e,s{self._u},q,?] "
        *above, last = wrapped(line, self._width - 1)
        terminal.echo(above)
        terminal.prompt(last)

    def _print(self, word: str) -> None:
        """Print the answer after the prompt."""
        terminal.echo([word])

    def _report_step(self, step: Step, verb: str) -> bool:
        more = len(step.decided) - 1
        later = f", and {counted(more, 'later one')} in this file" if more > 0 else ""
        self._print(f"{verb}{later}")
        if step.overruled:
            terminal.echo(
                wrapped(
                    f"Also rejected: {counted(len(step.overruled), 'other proposal')} for the same words.", self._width
                )
            )
        return True


def _edited(place: ShownEdit, newline: str) -> str | None:
    """Return a custom text for a place, or None if it was cancelled. Line breaks and controls are edited as `visible`
    shows them.
    """
    unseen = {visible(char): char for char in place.after if visible(char) != char}
    if "⏎" in unseen:
        unseen["⏎"] = newline
    try:
        typed = review_keys.edit(visible(place.after))
    except UnicodeDecodeError:
        return None
    if typed is None or typed == visible(place.after):
        return None if typed is None else place.after
    for shown, char in unseen.items():
        typed = typed.replace(shown, char)
    return typed
