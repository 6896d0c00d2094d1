"""The compression of VBA streams ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

import struct

__all__ = ["compressed"]

CHUNK = 4096
COMPRESSED, RAW = 0xB000, 0x3000
"""The flag and signature bits of a chunk's header."""
SHORTEST_COPY = 3


def compressed(content: bytes) -> bytes:
    """Return a CompressedContainer."""
    out = bytearray(b"\x01")
    for start in range(0, len(content), CHUNK):
        chunk = content[start : start + CHUNK]
        body = _tokens(chunk)
        if len(body) > CHUNK:
            out += struct.pack("<H", RAW | (CHUNK - 1)) + chunk.ljust(CHUNK, b"\0")
        else:
            out += struct.pack("<H", COMPRESSED | (len(body) - 1)) + body
    return bytes(out)


def _tokens(chunk: bytes) -> bytes:
    """Return token sequences: a byte of flags, then eight literals or copies."""
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    at = noted = 0
    while at < len(chunk):
        flags_at, flags = len(out), 0
        out.append(0)
        for bit in range(8):
            if at >= len(chunk):
                break
            while noted < at:  # what a copy may start from lies before the place it is needed
                seen.setdefault(chunk[noted : noted + SHORTEST_COPY], []).append(noted)
                noted += 1
            length, offset = _longest_copy(chunk, at, seen)
            if length >= SHORTEST_COPY:
                out += struct.pack("<H", (offset - 1) << _length_bits(at) | length - SHORTEST_COPY)
                flags |= 1 << bit
                at += length
            else:
                out.append(chunk[at])
                at += 1
        out[flags_at] = flags
    return bytes(out)


def _length_bits(at: int) -> int:
    """Return how many bits of a copy token say its length, which depends on the place."""
    return 16 - max((at - 1).bit_length(), 4)


def _longest_copy(chunk: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    longest, offset = 0, 0
    most = min((1 << _length_bits(at)) - 1 + SHORTEST_COPY, len(chunk) - at)
    for start in reversed(seen.get(chunk[at : at + SHORTEST_COPY], ())):
        length = 0
        while length < most and chunk[start + length] == chunk[at + length]:
            length += 1
        if length > longest:
            longest, offset = length, at - start
        if longest == most:
            break
    return longest, offset
