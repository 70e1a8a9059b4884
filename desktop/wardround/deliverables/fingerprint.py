"""The fingerprint of an engagement: equal answers, equal fingerprint."""

from __future__ import annotations

from hashlib import sha256

from wardround.assessment import Assessment, write_assessment


def fingerprint(assessment: Assessment) -> str:
    """Return eight hexadecimal digits of the SHA-256 of the answers as they are written to a file: '7F3A-21C9'."""
    digest = sha256(write_assessment(assessment).encode()).hexdigest()[:8].upper()
    return f"{digest[:4]}-{digest[4:]}"
