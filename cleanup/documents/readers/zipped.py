"""Replacing members of a ZIP file; everything else keeps its very bytes, including compressed ones."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from cleanup.errors import DocumentError
from cleanup.model import Span

#: The maximum size to unpack, in bytes: reading takes a hundred times as much memory.
MAX_UNPACKED_BYTES = 1 << 26
#: A member larger than this number of bytes with more than this compression ratio is not a document but made to exhaust
#: memory; the XML of Word shrinks to a tenth or a twentieth.
BOMB, TIMES = 1 << 22, 200

# The records of APPNOTE 4.3: local header, entry of the directory, end of the directory.
_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_SIGNATURES = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
_ENCRYPTED, _SIZES_BEHIND, _FULL = 0x1, 0x8, 0xFFFFFFFF
#: What zipfile, and everything else that reads such files, can raise on a broken one.
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)


def unpack(data: bytes, wanted: Sequence[str]) -> dict[str, bytes]:
    """Return the content of members by name, in the order given. Raises DocumentError."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            found = {name: archive.getinfo(name) for name in wanted}
            for info in found.values():
                _refuse(info)
            if sum(info.file_size for info in found.values()) > MAX_UNPACKED_BYTES:
                raise DocumentError("the file is too large", hint=_LIMIT_HINT)
            return {name: archive.read(info) for name, info in found.items()}
    except (*_BROKEN, KeyError) as error:
        raise _broken(error) from error


def names(data: bytes) -> list[str]:
    """Return the names of all members. Raises DocumentError."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _BROKEN as error:
        raise _broken(error) from error


def replaced(data: bytes, contents: Mapping[str, bytes]) -> bytes:
    """Return the file with new content in some members. Raises DocumentError if it could not be written exactly."""
    if not contents:
        return data
    try:
        return _replaced(data, contents)
    except _BROKEN as error:
        raise _broken(error) from error


def _replaced(data: bytes, contents: Mapping[str, bytes]) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        directory, tail = archive.start_dir, len(archive.comment)
    end = len(data) - tail - _END.size
    fields = _END.unpack_from(data, end)
    ordinary = fields[0] == _SIGNATURES[2] and fields[6] == directory and fields[3] == fields[4] == len(infos)
    starts = sorted(info.header_offset for info in infos)
    headers = all(data.startswith(_SIGNATURES[0], max(0, start)) for start in starts)
    if (
        not (ordinary and headers)
        or fields[5] + directory != end
        or len({info.filename for info in infos}) < len(infos)
    ):
        raise DocumentError("unsupported kind of ZIP file", hint="save it again; it was left unchanged")
    follows = dict(zip(starts, [*starts[1:], directory], strict=True))
    if any(_data_end(data, info) > follows[info.header_offset] for info in infos):
        raise BadZipFile("its members overlap")
    made = bytearray(data[: starts[0]])
    places: dict[int, _MemberEntry] = {}
    for info in sorted(infos, key=lambda one: one.header_offset):
        old = info.header_offset
        if info.filename in contents:
            local, places[old] = _member(data, info, contents[info.filename], len(made))
        else:
            local, places[old] = data[old : follows[old]], _MemberEntry(len(made))
        made += local
    fields_end = list(fields)
    fields_end[6] = len(made)
    made += _directory(data, Span(directory, end), infos, places)
    fields_end[5] = len(made) - fields_end[6]
    return bytes(made) + _END.pack(*fields_end) + data[end + _END.size :]


def _data_end(data: bytes, info: ZipInfo) -> int:
    """Return where the compressed data of a member ends in the file."""
    fields = _LOCAL.unpack_from(data, info.header_offset)
    return info.header_offset + _LOCAL.size + int(fields[9]) + int(fields[10]) + info.compress_size


class _MemberEntry(NamedTuple):
    """The position of a member and, if its content is new, its checksum, compressed size and size."""

    at: int
    new: tuple[int, int, int] | None = None


def _member(data: bytes, info: ZipInfo, content: bytes, at: int) -> tuple[bytes, _MemberEntry]:
    """Return the local header and the data of a member with new content."""
    _refuse(info)
    fields = list(_LOCAL.unpack_from(data, info.header_offset))
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or fields[0] != _SIGNATURES[0]:
        raise DocumentError(f"unsupported compression of {info.filename}", hint="save the file again")
    packed = content
    if info.compress_type == ZIP_DEFLATED:
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(content) + packer.flush()
    new = zlib.crc32(content), len(packed), len(content)
    fields[2] &= ~_SIZES_BEHIND
    fields[6:9] = new
    name = info.header_offset + _LOCAL.size
    tail = data[name : name + fields[9] + fields[10]]
    return _LOCAL.pack(*fields) + tail + packed, _MemberEntry(at, new)


def _directory(data: bytes, place: Span, infos: Sequence[ZipInfo], places: Mapping[int, _MemberEntry]) -> bytes:
    """Return the central directory, which is at `place`, with the new positions and sizes of the members."""
    made = bytearray()
    at, end = place.start, place.end
    for info in infos:
        fields = list(_ENTRY.unpack_from(data, at))
        if fields[0] != _SIGNATURES[1]:
            raise BadZipFile("its directory is damaged")
        length = _ENTRY.size + sum(fields[10:13])
        member = places[info.header_offset]
        if member.new:
            fields[3] &= ~_SIZES_BEHIND
            fields[7:10] = member.new
        fields[16] = member.at
        made += _ENTRY.pack(*fields) + data[at + _ENTRY.size : at + length]
        at += length
    if at != end:
        raise BadZipFile("its directory is damaged")
    return bytes(made)


def _refuse(info: ZipInfo) -> None:
    """Raise DocumentError for a member that cannot be read or written back."""
    if info.flag_bits & _ENCRYPTED:
        raise DocumentError("the file is encrypted", hint="it was left unchanged")
    if info.file_size > MAX_UNPACKED_BYTES or _FULL in (info.file_size, info.compress_size, info.header_offset):
        raise DocumentError(f"{info.filename} is too large", hint=_LIMIT_HINT)
    times = info.file_size // max(1, info.compress_size)
    if info.file_size > BOMB and times > TIMES:
        raise DocumentError(
            f"{info.filename} unpacks to {times} times its size, more than any text",
            hint="it was left unchanged",
        )


_LIMIT_HINT = f"at most {MAX_UNPACKED_BYTES >> 20} MB of text can be read"


def _broken(error: BaseException) -> DocumentError:
    return DocumentError(f"not a ZIP file, or damaged: {error}", hint="it was left unchanged")
