"""Repairs the texts of JSON Lines in a datatrove pipeline.

    python examples/datatrove_fix.py --jobs 8 --text-key content data cleaned

The configuration is that of the current folder. Each file is a task, so that what is done stays done.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleanup.corpora.engines.datatrove import CleanupFormatter


def main() -> None:
    """Read, repair, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="folder of .jsonl files, packed or not")
    parser.add_argument("output", help="folder; finished tasks are noted below it, in logs/")
    parser.add_argument("--text-key", default="text", help="default: text")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    args = parser.parse_args()
    files = sum(path.is_file() for path in Path(args.source).rglob("*.jsonl*"))
    LocalPipelineExecutor(
        [
            JsonlReader(args.source, text_key=args.text_key, add_file_path=False),
            CleanupFormatter(),
            JsonlWriter(f"{args.output}/data", compression=None, expand_metadata=True),
        ],
        tasks=files,
        workers=args.jobs,
        logging_dir=f"{args.output}/logs",
    ).run()


if __name__ == "__main__":
    main()
