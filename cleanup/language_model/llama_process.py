"""llama.cpp's server in a process of its own: `llama_process.py SETTINGS PORT`, started by a supervisor.

It imports nothing of ours, and `xllamacpp` only when it runs.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

#: Said once the model is loaded and the server listens.
STARTED = "The model is loaded."


def main() -> None:
    """Serve until the process is ended. The settings are attributes of `CommonParams` by name, and `model`, a path."""
    # By default its threads wait for each other in loops: an answer takes ten times as long where others need the cores
    # as well, such as the processes of a run. It is read when the library is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import xllamacpp

    settings, port = sys.argv[1:]
    params = xllamacpp.CommonParams()
    given = json.loads(Path(settings).read_text("utf-8"))
    params.model.path = given.pop("model")
    for name, value in given.items():
        setattr(params, name, value)
    params.port = int(port)
    server = xllamacpp.Server(params)
    os.write(1, f"{STARTED} {server.listening_address}\n".encode())  # its standard output is the server's log
    threading.Event().wait()


if __name__ == "__main__":
    main()
