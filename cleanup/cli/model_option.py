"""The options about a language model, and what they mean for a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from cleanup.cli import terminal
from cleanup.cli.options import Option, as_one
from cleanup.cli.progress import Progress, remaining
from cleanup.config.config_file import ConfigFile
from cleanup.errors import CleanupError
from cleanup.model import Document, Plan, Rule

if TYPE_CHECKING:
    from cleanup.edits.finding_ids import JudgedFindings
    from cleanup.language_model.passages import Proposer
    from cleanup.language_model.service import ModelService
    from cleanup.web.address import Address

FLAG = "--model"
CONFIGURED, OFF = "configured", "off"


def _known(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value not in (CONFIGURED, OFF):
            (_check_address if "://" in value else _check_name)(value)
    return values


def _check_address(value: str) -> None:
    from cleanup.web.address import parse

    try:
        parse(value)
    except CleanupError as error:
        raise click.BadParameter(str(error)) from error


def _check_name(value: str) -> None:
    from cleanup.language_model.model_files import is_named  # only now: it loads what runs a model

    if not is_named(value):
        expected = "'off', a URL such as http://127.0.0.1:8080/v1, a model file (GGUF) or an installed model"
        raise click.BadParameter(f"{value!r} is not {expected}")


class ModelWish(msgspec.Struct, frozen=True):
    """A model that files are to be shown to: the address of its server, its name, and how it is asked.

    `file`: the model is run by a server of our own. `trusted`: the command line itself asks for that server, so it may
    see the key.
    """

    address: Address | None
    name: str
    trusted: bool
    folder: Path | None
    parallel: int
    limit: int
    offline: bool
    dry: bool
    file: Path | None = None


class ModelOptions(msgspec.Struct, frozen=True):
    """What the command line says about a language model."""

    model: tuple[str, ...] = ()
    model_name: str | None = None
    model_allow_remote: bool = False
    model_cache: Path | None = None
    model_offline: bool = False
    model_parallel: int | None = None
    model_limit: int | None = None
    model_dry_run: bool = False

    @property
    def said(self) -> str:
        """The options that the next command needs to find the same."""
        given = [FLAG if word == CONFIGURED else f"{FLAG}={word}" for word in dict.fromkeys(self.model)]
        valued = {"--model-name": self.model_name, "--model-cache": self.model_cache}
        given += [f"{option}={value}" for option, value in valued.items() if value]
        flags = {"--model-allow-remote": self.model_allow_remote, "--model-offline": self.model_offline}
        return " ".join([*given, *(option for option, holds in flags.items() if holds)])

    def request_for(self, file: ConfigFile) -> ModelWish | None:
        """What is wanted for files with that configuration; the command line wins. Raises CleanupError."""
        if OFF in self.model:
            return None
        table = file.config.model
        word = next((word for word in reversed(self.model) if word != CONFIGURED), "")
        model_file = _model_file(word, file)
        address = None if model_file else self._allowed(word) if word else self._configured(file)
        if address is None and model_file is None and not self.model_offline:
            return None
        folder = self.model_cache
        if folder is None and table.cache:
            folder = file.own(table.cache, "model.cache", "--model-cache")
        return ModelWish(
            address,
            self.model_name or table.name,
            bool(self.model),
            folder,
            self.model_parallel or table.parallel,
            table.limit if self.model_limit is None else self.model_limit,
            self.model_offline,
            self.model_dry_run,
            model_file,
        )

    def _allowed(self, url: str) -> Address:
        from cleanup.web.address import parse

        address = parse(url)
        if not (address.here or self.model_allow_remote or self.model_offline):
            raise CleanupError(
                f"the model at {url}: text would be sent to another machine, {address.host}",
                hint="add --model-allow-remote to allow this",
            )
        return address

    def _configured(self, file: ConfigFile) -> Address | None:
        """The server that a configuration names; None where it may not be asked. Raises CleanupError."""
        url = file.config.model.url
        if self.model and not (url or self.model_offline):
            raise CleanupError("no model is configured", hint="name its server, as in --model http://127.0.0.1:8080/v1")
        if not url or (not self.model and self._is_withheld(url)):
            return None
        return self._allowed(url)

    def _is_withheld(self, url: str) -> bool:
        from cleanup.web.address import parse

        return not (parse(url).here or self.model_allow_remote)

    def unused_servers(self, files: Iterable[ConfigFile]) -> Iterator[str]:
        """A line about each server on another machine that configurations name and that is not asked, once."""
        named = {} if self.model else {file.config.model.url: file for file in files if file.config.model.url}
        for url, file in named.items():
            if self._is_withheld(url):
                place = f"{file.path}:{file.line(('model', 'url'))}"
                yield f"{place}: the model at {url} is not used: another machine requires --model-allow-remote"


def _identity(path: Path | None) -> str:
    """The name by which the answers of a model file are kept; empty without one. Raises CleanupError."""
    from cleanup.language_model import gguf

    return gguf.identity(path) if path else ""


def _model_file(word: str, file: ConfigFile) -> Path | None:
    """The model file that the command line, or else a configuration, names. Raises CleanupError."""
    named = word or file.config.model.gguf
    if not named or "://" in named:
        return None
    from cleanup.language_model import model_files

    found = model_files.find(named)
    return found if word or found != Path(named) else file.own(named, "model.gguf", FLAG)


model_options: Option = as_one(
    "model",
    ModelOptions,
    (
        click.option(
            FLAG,
            metavar="[URL|FILE|NAME|off]",
            multiple=True,
            callback=_known,
            help="Also have a language model propose corrections: the server with the OpenAI API at URL (llama.cpp, "
            "Ollama, vLLM, hosted ones), the model file (GGUF) FILE or installed model NAME, run on this machine, or "
            "the model of the configuration.",
        ),
        click.option("--model-name", metavar="NAME", help="Name of the model. [default: the only one of the server]"),
        click.option(
            "--model-allow-remote",
            is_flag=True,
            help="Allow a model on another machine. Your texts are sent to it.",
        ),
        click.option(
            "--model-cache",
            metavar="DIR",
            type=click.Path(file_okay=False, path_type=Path),
            help="Directory for the answers of the model. [default: in the cache directory]",
        ),
        click.option("--model-offline", is_flag=True, help="Use only answers that are in the cache; ask no server."),
        click.option(
            "--model-parallel",
            metavar="N",
            type=click.IntRange(1, 64),
            help="Number of passages to ask about at a time. [default: from the configuration, or 4]",
        ),
        click.option(
            "--model-limit",
            metavar="TOKENS",
            type=click.IntRange(0),
            help="Ask no more after so many tokens. 0: no limit. [default: from the configuration, or 0]",
        ),
        click.option(
            "--model-dry-run",
            is_flag=True,
            help="Send no text to the model; estimate how many passages and tokens it would take.",
        ),
    ),
)


class Models(msgspec.Struct):
    """The models of a run by what is wanted. `keeps`: the repaired texts will be written, and are not asked about."""

    rules: Sequence[Rule]
    progress: Progress
    keeps: bool = False
    _services: dict[ModelWish, ModelService] = msgspec.field(default_factory=dict)

    def prepare(self, wishes: Iterable[ModelWish | None]) -> None:
        """Say where texts will go. Raises CleanupError where they could not even be sent."""
        from importlib.util import find_spec

        for wish in dict.fromkeys(wishes):
            if wish is None or wish.offline or not (wish.address or wish.file):
                continue
            if find_spec("httpx2") is None:
                raise CleanupError("--model needs the package httpx2", hint="`pip install 'cleanup-toolkit[model]'`")
            if wish.address and not (wish.address.here or wish.dry):
                terminal.warn(f"Sending texts to {wish.address.host} (language model).")

    def plan(
        self,
        wish: ModelWish | None,
        document: Document,
        known: JudgedFindings,
        plan: Callable[[Document, JudgedFindings, Proposer | None], Plan],
    ) -> Plan:
        """The plan for a document with the proposals of the model that is wanted, if any."""
        if wish is None or not any(rule.kind == "model" for rule in self.rules):
            return plan(document, known, None)
        from cleanup.engine.model_rounds import settled

        with self.asking(wish, document.path) as service:
            made = plan(document, known, service)
            if made.changes:
                carried = service.carried()
                made = settled(made, known, carried, plan)
                if self.keeps:
                    service.remember(carried)
        return made

    @contextmanager
    def asking(self, wish: ModelWish, name: str) -> Iterator[ModelService]:
        """The proposer of a model for the texts of that name."""
        service = self._service(wish)
        service.listener = self._listener(name)
        with service.checking(name):
            yield service

    def _listener(self, path: str) -> Callable[[int, int, float], None]:
        def tell(done: int, total: int, seconds: float) -> None:
            self.progress.tell(f"{path}: {done} of {total} passages{remaining(done, total, seconds)}")

        return tell

    def _service(self, wish: ModelWish) -> ModelService:
        if wish not in self._services:
            from cleanup.language_model import answers, service

            if wish.file and not wish.offline:
                place = service.of_file(wish.file)
            elif wish.address is None or wish.offline:
                place = service.nowhere(wish.name or _identity(wish.file))
            else:
                place = service.at(wish.address, wish.name, trusted=wish.trusted)
            limits = service.Limits(wish.parallel, wish.limit, wish.offline, wish.dry)
            self._services[wish] = service.ModelService(place, wish.folder or answers.default_folder(), limits)
        return self._services[wish]

    def close(self) -> None:
        """Give all servers back."""
        for service in self._services.values():
            service.close()

    def problems(self) -> Iterator[CleanupError]:
        """What was not asked, and why."""
        for service in self._services.values():
            yield from service.problems()

    def summaries(self) -> Iterator[str]:
        """What each model was asked, and what it took."""
        for service in self._services.values():
            if line := service.summary():
                yield line
