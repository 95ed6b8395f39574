"""What all pools of processes need to know: how many are of use, and when a worker has to end."""

from __future__ import annotations

import gc
import os


def collect_seldom() -> None:
    """Have Python look for garbage seldom, and not in what is there: findings and paragraphs form no circles."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 100)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def end_with_parent() -> None:
    """In a worker: end it when its parent has ended, however that was. Nobody wants its results then."""
    import threading

    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
