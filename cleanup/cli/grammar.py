"""The options about LanguageTool, and what they mean for a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click
import msgspec

from cleanup import lazy
from cleanup.cli import terminal
from cleanup.cli.options import Option, as_one
from cleanup.config import REQUIRED, Config
from cleanup.errors import CleanupError
from cleanup.model import Document, Rule
from cleanup.sha import sha256

if TYPE_CHECKING:
    from cleanup.languagetool.service import Service

FLAG = "--languagetool"
_LOCAL, _OFF = "local", "off"
_WORDS = (_LOCAL, REQUIRED, _OFF)
_LANGUAGE = lazy.pattern(r"[a-z]{2,3}")


class GrammarCommand(click.Command):
    """A command whose `--languagetool` may stand alone before a path: a value is `required`, `off` or a URL."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """With the value, if there is one, tied to the option."""
        return super().parse_args(ctx, _tied(args))


def _tied(args: Sequence[str]) -> list[str]:
    tied: list[str] = []
    left = list(args)
    while left:
        word = left.pop(0)
        if word == FLAG:
            value = left.pop(0) if left and (left[0] in _WORDS or "://" in left[0]) else _LOCAL
            word = f"{FLAG}={value}"
        tied.append(word)
        if word == "--":
            break
    return tied + left


class Grammar(msgspec.Struct, frozen=True):
    """What the command line says about LanguageTool, and about the language of the texts."""

    languagetool: tuple[str, ...]
    languagetool_allow_remote: bool
    language: str | None

    def wish(self, config: Config) -> Wish | None:
        """What is wanted for a file with that configuration; the command line wins. Raises CleanupError."""
        given = self.languagetool or _configured(config)
        if not given or _OFF in given:
            return None
        url = next((word for word in reversed(given) if word not in _WORDS), "")
        if url and not self.languagetool_allow_remote and not _is_local(url):
            raise CleanupError(
                f"LanguageTool at {url}: {urlsplit(url).hostname} is another machine, and the text would be sent to it",
                hint="add --languagetool-allow-remote if that is meant",
            )
        return Wish(url, REQUIRED in given)


class Wish(msgspec.Struct, frozen=True):
    """A server by its URL, empty for one of our own; and whether it is an error when it cannot be asked."""

    url: str
    required: bool


def _configured(config: Config) -> tuple[str, ...]:
    if isinstance(config.languagetool, str):
        return (config.languagetool,)
    return (_LOCAL,) if config.languagetool else ()


def _is_local(url: str) -> bool:
    from cleanup.languagetool.service import is_local

    return is_local(url)


def _known(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value not in _WORDS and not (value.startswith(("http://", "https://")) and urlsplit(value).hostname):
            raise click.BadParameter(
                f"{value!r} is neither 'required' nor 'off' nor a URL such as http://127.0.0.1:8081"
            )
    return values


def _code(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _LANGUAGE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no language code such as en, de or fr")
    return value


grammar_options: Option = as_one(
    "grammar",
    Grammar,
    (
        click.option(
            FLAG,
            metavar="[URL|required|off]",
            multiple=True,
            callback=_known,
            help="Ask LanguageTool too: a server of our own on this machine, or the one at URL. 'required': exit with "
            "2 when it cannot be asked.",
        ),
        click.option(
            "--languagetool-allow-remote",
            is_flag=True,
            help="Let that URL be another machine: the texts are sent there.",
        ),
        click.option(
            "--language", metavar="CODE", callback=_code, help="The language of the texts, instead of finding it out."
        ),
    ),
)


class Helpers(msgspec.Struct):
    """The services of a run by what is wanted; started when the first file wants them."""

    rules: Sequence[Rule]
    _services: dict[Wish, Service] = msgspec.field(default_factory=dict)

    @contextmanager
    def checking(self, wish: Wish | None, document: Document) -> Iterator[Service | None]:
        """The matcher for a document while it is planned; None where none is wanted, or no rule would ask it."""
        if wish is None or not any(rule.kind == "languagetool" for rule in self.rules):
            yield None
            return
        if wish not in self._services:
            self._services[wish] = self._new(wish)
        service = self._services[wish]
        with service.checking(document.path, document.text):
            yield service

    def _new(self, wish: Wish) -> Service:
        from cleanup.detectors.languagetool import question
        from cleanup.languagetool import service

        if wish.url and not service.is_local(wish.url):
            terminal.note(f"The texts are sent to {urlsplit(wish.url).hostname} (LanguageTool).")
        english = [rule for rule in self.rules if not rule.languages or "en" in rule.languages]
        scope = sha256("".join(rule.digest for rule in self.rules).encode()).hexdigest()
        return service.Service(service.at(wish.url) if wish.url else service.local(), question(english, "en"), scope)

    def close(self) -> Iterable[tuple[CleanupError, bool]]:
        """Give all back; what was not checked, and whether that is an error."""
        for wish, service in self._services.items():
            service.close()
            problem = service.summary()
            if problem:
                yield problem, wish.required
