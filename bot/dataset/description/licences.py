"""The licence of a dataset: which one is meant by the operator's words, and its text where it comes with the bot.

Texts are here of licences that may be passed on as they are: Creative Commons puts its own in the public domain, and
Apache's asks to go along. Of others there is the link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_TEXTS: Final = Path(__file__).with_name("licence_texts")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence.

    Attributes:
        name: What people call it; the operator's own words where it is not a known one.
        spdx: Its id in the list of SPDX (https://spdx.org/licenses/); None where it is not a known one.
        hub: Its id on the Hugging Face hub; `other` where it has none.
        url: Where it can be read; None where that is not known.
    """

    name: str
    spdx: str | None = None
    hub: str = "other"
    url: str | None = None

    @property
    def slug(self) -> str:
        """The name in small letters, digits and hyphens, as the hub wants it of a licence that it does not know."""
        return re.sub(r"[^a-z0-9.]+", "-", self.name.lower()).strip("-.") or "other"

    def text(self) -> str | None:
        """Return the full text; None where it does not come with the bot."""
        path = _TEXTS / f"{self.spdx}.txt"
        return path.read_text("utf-8") if self.spdx is not None and path.is_file() else None


def licence_of(words: str) -> Licence:
    """Return the licence that is meant: by its id, its name, however they are written, or its address."""
    found = _BY_KEY.get(_key(words)) or _BY_KEY.get(_address_key(words))
    return found or Licence(name=words, url=words if _is_address(words) else None)


def _creative_commons(name: str, code: str) -> Licence:
    return Licence(
        f"Creative Commons {name} 4.0 International",
        f"CC-{code.upper()}-4.0",
        f"cc-{code}-4.0",
        f"https://creativecommons.org/licenses/{code}/4.0/",
    )


_LICENCES: Final = (
    _creative_commons("Attribution", "by"),
    _creative_commons("Attribution-ShareAlike", "by-sa"),
    _creative_commons("Attribution-NonCommercial", "by-nc"),
    _creative_commons("Attribution-NonCommercial-ShareAlike", "by-nc-sa"),
    _creative_commons("Attribution-NoDerivatives", "by-nd"),
    _creative_commons("Attribution-NonCommercial-NoDerivatives", "by-nc-nd"),
    Licence(
        *("Creative Commons Zero 1.0 Universal", "CC0-1.0", "cc0-1.0"),
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    Licence("Apache License 2.0", "Apache-2.0", "apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    Licence("MIT License", "MIT", "mit", "https://opensource.org/license/mit"),
    Licence(
        *("Open Data Commons Attribution License 1.0", "ODC-By-1.0", "odc-by"),
        "https://opendatacommons.org/licenses/by/1-0/",
    ),
    Licence(
        *("Open Data Commons Open Database License 1.0", "ODbL-1.0", "odbl"),
        "https://opendatacommons.org/licenses/odbl/1-0/",
    ),
    Licence(
        *("Open Data Commons Public Domain Dedication and License 1.0", "PDDL-1.0", "pddl"),
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
    Licence(
        *("Community Data License Agreement Permissive 2.0", "CDLA-Permissive-2.0", "cdla-permissive-2.0"),
        "https://cdla.dev/permissive-2-0/",
    ),
)
_OTHER_NAMES: Final = {
    "CC0": "CC0-1.0",
    "Apache 2": "Apache-2.0",
    "CC0 1.0 Universal": "CC0-1.0",
    "ODC-BY": "ODC-By-1.0",
}
_FILLERS: Final = re.compile(r"\b(?:the|licen[cs]e|version|international|creative commons|universal)\b|[^a-z0-9]+")


def _key(words: str) -> str:
    """Return what all ways of writing a licence's name have in common."""
    key = words.lower().replace("creative commons", "cc ")
    return _FILLERS.sub("", re.sub(r"(?<=[0-9])\.0\b|\bv(?=[0-9])", "", key))


def _address_key(words: str) -> str:
    if not _is_address(words):
        return ""
    parts = urlsplit(words)
    path = re.sub(r"/(?:legalcode|deed)(?:\.\w+)*$", "", parts.path.rstrip("/")).rstrip("/")
    return f"//{(parts.hostname or '').removeprefix('www.')}{path}"


def _is_address(words: str) -> bool:
    return re.fullmatch(r"https?://[^\s/]+/?\S*", words) is not None


def _index() -> dict[str, Licence]:
    by_id = {licence.spdx: licence for licence in _LICENCES}
    index = {_key(word): licence for licence in _LICENCES for word in (licence.spdx, licence.hub, licence.name) if word}
    index |= {_address_key(licence.url): licence for licence in _LICENCES if licence.url}
    return index | {_key(word): by_id[spdx] for word, spdx in _OTHER_NAMES.items()}


_BY_KEY: Final = _index()
