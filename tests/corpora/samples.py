"""Folders of shards, and what is in them afterwards."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

GAP = {"start": 2, "end": 3, "before": " ", "after": "", "rules": ["spacing/gap"]}
ADDED = (
    '"cleanup_changes": [{"start": 2, "end": 3, "before": " ", "after": "", "rules": ["spacing/gap"]}], '
    '"cleanup_findings": 1, "cleanup_error": null'
)
NOTHING = '"cleanup_changes": [], "cleanup_findings": 0, "cleanup_error": null'


def lines(documents: Iterable[dict[str, Any]]) -> bytes:
    """JSON Lines."""
    return "".join(f"{json.dumps(one)}\n" for one in documents).encode()


def write(
    folder: Path, documents: Iterable[dict[str, Any]] = ({"id": 1, "text": "a  b"}, {"id": 2, "text": "ab"})
) -> None:
    """The documents once in each kind of shard: a.jsonl, in/b.jsonl.gz, in/c.jsonl.zst, d.parquet."""
    listed = list(documents)
    (folder / "in").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(lines(listed))
    (folder / "in" / "b.jsonl.gz").write_bytes(gzip.compress(lines(listed)))
    (folder / "in" / "c.jsonl.zst").write_bytes(zstandard.compress(lines(listed)))
    pq.write_table(pa.Table.from_pylist(listed), folder / "d.parquet")


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, hidden ones too, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def plain(name: str, data: bytes) -> list[dict[str, Any]]:
    """The documents of a shard."""
    if name.endswith(".parquet"):
        rows: list[dict[str, Any]] = pq.read_table(pa.BufferReader(data)).to_pylist()
        return rows
    unpacked = {"gz": gzip.decompress, "zst": _unzstd}.get(name.rpartition(".")[2], bytes)(data)
    return [json.loads(line) for line in unpacked.splitlines()]


def _unzstd(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)
