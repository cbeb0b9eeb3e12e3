"""Keyed hashes that stand for what must not be stored: texts, names of things, Discord ids."""

from __future__ import annotations

import hmac

from bot.rules.text import former_text_key, text_key


def fingerprint(secret_key: bytes, purpose: str, text: str) -> bytes:
    """Hash a text so that nobody without the key can find out which it was, or compare it with one for another purpose.

    Returns:
        16 bytes.
    """
    return hmac.digest(secret_key, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), "sha256")[:16]


def text_fingerprints(secret_key: bytes, text: str) -> tuple[bytes, ...]:
    """Return the fingerprints of what somebody wrote: two texts with a common one are the same, see `text_key`.

    Returns:
        First the one to store; then the one that earlier versions may have stored.
    """
    keys = dict.fromkeys((text_key(text), former_text_key(text)))
    return tuple(fingerprint(secret_key, "text", key) for key in keys)
