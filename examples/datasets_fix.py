"""Repairs the texts of a Hugging Face dataset.

    python examples/datasets_fix.py --jobs 8 --text-key content json 'data/*.jsonl' cleaned.parquet

The configuration is that of the current folder.
"""

from __future__ import annotations

import argparse

from datasets import load_dataset

from cleanup.corpora.engines import batches


def main() -> None:
    """Load, repair, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("form", choices=["json", "parquet"], help="what the files are")
    parser.add_argument("files", help="a file, or a glob")
    parser.add_argument("output", help="a Parquet file")
    parser.add_argument("--text-key", default="text", help="default: text")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    args = parser.parse_args()
    dataset = load_dataset(args.form, data_files=args.files, split="train")
    fixer = batches.fixer(args.text_key)
    cleaned = dataset.with_format("arrow").map(fixer, batched=True, num_proc=args.jobs).with_format(None)
    cleaned.to_parquet(args.output)


if __name__ == "__main__":
    main()
