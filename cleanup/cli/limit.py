"""`--max-seconds`: how long one file may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cleanup.config.resolve import Resolver, Settings
from cleanup.errors import DocumentError
from cleanup.processes.time_limit import TimeIsUpError, within


@contextmanager
def limited(resolver: Resolver, settings: Settings, path: str, seconds: float) -> Iterator[None]:
    """Raise DocumentError when what is done with a file inside takes longer; the engines are then made anew.

    To read the rules, which is done once for all files, does not count.
    """
    resolver.engine(settings)
    try:
        with within(seconds):
            yield
    except TimeIsUpError:
        resolver.renew()
        hint = "it was left unchanged; raise the limit with --max-seconds, or remove it with 0"
        raise DocumentError(f"took longer than {seconds:g} seconds", path=path, hint=hint) from None
