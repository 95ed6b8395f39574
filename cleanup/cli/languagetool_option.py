"""The options for LanguageTool, and what they mean for a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec

from cleanup import lazy_regex
from cleanup.cli import model_option, options, terminal
from cleanup.cli.options import Option, as_one
from cleanup.config.config_file import REQUIRED, Config
from cleanup.errors import CleanupError
from cleanup.model import Document, Rule

if TYPE_CHECKING:
    from cleanup.config.config_file import ConfigFile
    from cleanup.languagetool.service import Service
    from cleanup.web.address import Address

FLAG = "--languagetool"
_LOCAL, _OFF = "local", "off"
_WORDS = (_LOCAL, REQUIRED, _OFF)
_LANGUAGE = lazy_regex.pattern(r"[a-z]{2,3}")


class GrammarCommand(click.Command):
    """A command whose options for servers may stand alone before a path: a value is a certain word, or a URL."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Attach the value, if there is one, to the option."""
        return super().parse_args(ctx, _tied(args))


def _tied(args: Sequence[str]) -> list[str]:
    tied: list[str] = []
    left = list(args)
    while left:
        word = left.pop(0)
        if word in _ALONE:
            is_value, alone = _ALONE[word]
            value = left.pop(0) if left and is_value(left[0]) else alone
            word = f"{word}={value}"
        tied.append(word)
        if word == "--":
            break
    return tied + left


def _names_server(word: str) -> bool:
    """Return whether a word is the address of a server, or a model file for one; a text has no such name."""
    return "://" in word or word.endswith(".gguf")


#: Whether a word that follows an option is its value, and the value that stands for none.
_ALONE: dict[str, tuple[Callable[[str], bool], str]] = {
    FLAG: (lambda word: word in _WORDS or _names_server(word), _LOCAL),
    model_option.FLAG: (lambda word: word == model_option.OFF or _names_server(word), model_option.CONFIGURED),
    options.CHANGED: (options.is_revision, options.LAST_COMMIT),
}


class Grammar(msgspec.Struct, frozen=True):
    """The options of the command line for LanguageTool and the language of the texts."""

    languagetool: tuple[str, ...]
    languagetool_allow_remote: bool
    language: str | None

    @property
    def said(self) -> str:
        """The options for LanguageTool as given."""
        given = [FLAG if word == _LOCAL else f"{FLAG}={word}" for word in dict.fromkeys(self.languagetool)]
        return " ".join([*given, *(["--languagetool-allow-remote"] if self.languagetool_allow_remote else [])])

    def request_for(self, config: Config) -> Wish | None:
        """Return the server to use for a file with that configuration; the command line wins. Raises CleanupError.

        A server in a configuration is used only if the command line asks for LanguageTool and names no other.
        """
        given = self.languagetool or _configured(config)
        if not given or _OFF in given:
            return None
        url = next((word for word in reversed(given) if word not in _WORDS), config.server)
        return Wish(self._allowed(url) if url else None, REQUIRED in given)

    def _allowed(self, url: str) -> Address:
        from cleanup.web.address import parse

        address = parse(url)
        if not address.here and not self.languagetool_allow_remote:
            raise CleanupError(
                f"LanguageTool at {url}: text would be sent to another machine, {address.host}",
                hint="add --languagetool-allow-remote to allow this",
            )
        return address

    def unused_servers(self, files: Iterable[ConfigFile]) -> Iterator[str]:
        """Yield a line about each server that configurations name and that is not used."""
        named = {} if self.languagetool else {file.config.server: file for file in files if file.config.server}
        for server, file in named.items():
            place = f"{file.path}:{file.line(('languagetool',))}"
            yield f"{place}: LanguageTool at {server} is not used: a configured address requires --languagetool"


def _configured(config: Config) -> tuple[str, ...]:
    """Return what a configuration asks for on its own."""
    if config.server or not config.languagetool:
        return ()
    return (REQUIRED,) if config.languagetool == REQUIRED else (_LOCAL,)


class Wish(msgspec.Struct, frozen=True):
    """A server by its address (None: our own), and whether it is an error if it is not available."""

    address: Address | None
    required: bool


def _known(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value in _WORDS:
            continue
        if "://" not in value:
            raise click.BadParameter(f"{value!r} is not 'required', 'off' or a URL such as http://127.0.0.1:8081")
        from cleanup.web.address import parse

        try:
            parse(value)
        except CleanupError as error:
            raise click.BadParameter(str(error)) from error
    return values


def _code(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _LANGUAGE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a language code such as en, de or fr")
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
            help="Also use LanguageTool: the server at URL, or that of the configuration, or a local one, started on "
            "demand. 'required': exit with 2 if it is not available.",
        ),
        click.option(
            "--languagetool-allow-remote",
            is_flag=True,
            help="Allow a LanguageTool server on another machine. Your texts are sent to it.",
        ),
        click.option("--language", metavar="CODE", callback=_code, help="Language of the texts. [default: detected]"),
    ),
)


class Helpers(msgspec.Struct):
    """The LanguageTool services of a run; each is started for the first file that needs it."""

    rules: Sequence[Rule]
    _services: dict[Wish, Service] = msgspec.field(default_factory=dict)

    @contextmanager
    def checking(self, wish: Wish | None, document: Document) -> Iterator[Service | None]:
        """Yield the matcher for a document while it is planned, or None if it is not wanted or no rule would use it."""
        if wish is None or not any(rule.kind == "languagetool" for rule in self.rules):
            yield None
            return
        if wish not in self._services:
            self._services[wish] = self._new(wish)
        service = self._services[wish]
        with service.checking(document.path, document.text):
            yield service

    def _new(self, wish: Wish) -> Service:
        from hashlib import sha256

        from cleanup.detectors.languagetool import question
        from cleanup.languagetool import service

        if wish.address and not wish.address.here:
            terminal.warn(f"Sending texts to {wish.address.host} (LanguageTool).")
        english = [rule for rule in self.rules if not rule.languages or "en" in rule.languages]
        scope = sha256("".join(rule.digest for rule in self.rules).encode()).hexdigest()
        place = service.at(wish.address) if wish.address else service.local()
        return service.Service(place, question(english, "en"), scope)

    def close(self) -> Iterable[tuple[CleanupError, bool]]:
        """Release all services; yield what was not checked, and whether that is an error."""
        for wish, service in self._services.items():
            service.close()
            problem = service.summary()
            if problem:
                yield problem, wish.required
