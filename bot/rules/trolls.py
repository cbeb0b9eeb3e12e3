"""The troll score: how much others object to somebody's messages."""

from __future__ import annotations

from typing import Final

SCORE: Final[dict[str, int]] = {
    "red_flags": 3,
    "upvotes": -1,
    "downvotes": 1,
    "spam_prompts": 1,
    "lang_mismatch": 1,
    "not_appropriate": 1,
    "pii": 1,
    "hate_speech": 1,
    "sexual_content": 1,
    "political_content": 1,
}
"""The formula of the troll score, as the task backend computes it: what each count adds, by the names of the wire's
`TrollScore`. It is below 0 for somebody whose messages are liked."""
