"""Checksums of objects."""

import hashlib


def checksum(content: bytes) -> str:
    """The SHA-256 of the content, in hex."""
    return hashlib.sha256(content).hexdigest()
