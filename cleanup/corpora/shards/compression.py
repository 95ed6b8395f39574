"""Streams of bytes in compressed files. A truncated file is an error, never a silent end."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, BinaryIO

#: The number of bytes to read at a time from a compressed file.
PIECE = 1 << 17

#: The compression levels: with these, both compressors take far less time than the repairs.
_GZIP_LEVEL = 6
_ZSTD_LEVEL = 3

Stream = Callable[[BinaryIO], AbstractContextManager[BinaryIO]]


@contextmanager
def _as_it_is(file: BinaryIO) -> Iterator[BinaryIO]:
    yield file


@contextmanager
def _gunzip(file: BinaryIO) -> Iterator[BinaryIO]:
    with gzip.GzipFile(fileobj=file, mode="rb") as stream:
        yield io.BufferedReader(stream, PIECE)


@contextmanager
def _gzip(file: BinaryIO) -> Iterator[BinaryIO]:
    # No name and no time in the header: the same content gives the same bytes.
    with gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0) as stream:
        buffer = io.BufferedWriter(stream, PIECE)
        yield buffer
        buffer.flush()
        buffer.detach()


class _Frames(io.RawIOBase):
    """The content of a Zstandard file, frame by frame. The package's own reader ends silently at a truncated frame."""

    def __init__(self, file: BinaryIO) -> None:
        import zstandard

        self._file = file
        self._context = zstandard.ZstdDecompressor()
        self._frame: Any = None
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._packed = self._packed or self._file.read(PIECE)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the compressed data is truncated")
                return 0
            self._frame = self._frame or self._context.decompressobj()
            self._ready = self._frame.decompress(self._packed)
            self._packed = self._frame.unused_data if self._frame.eof else b""
            self._frame = None if self._frame.eof else self._frame
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


@contextmanager
def _unzstd(file: BinaryIO) -> Iterator[BinaryIO]:
    yield io.BufferedReader(_Frames(file), PIECE)


@contextmanager
def _zstd(file: BinaryIO) -> Iterator[BinaryIO]:
    import zstandard

    with zstandard.ZstdCompressor(_ZSTD_LEVEL, write_checksum=True).stream_writer(file, closefd=False) as stream:
        yield stream


#: How to read and write a file, by the suffix after `.jsonl`; each function takes an open file and leaves it open.
STREAMS: dict[str, tuple[Stream, Stream]] = {
    "": (_as_it_is, _as_it_is),
    ".gz": (_gunzip, _gzip),
    ".zst": (_unzstd, _zstd),
}
