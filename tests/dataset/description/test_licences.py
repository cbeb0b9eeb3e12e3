"""Which licence the operator's words mean."""

from __future__ import annotations

import pytest

from bot.dataset.description.licences import licence_of
from bot.settings import Settings

MEANT = {
    "CC-BY-4.0": (
        *("CC BY 4.0", "cc-by-4.0", "CC-BY 4", "Creative Commons Attribution 4.0 International", "CC BY v4.0"),
        *("https://creativecommons.org/licenses/by/4.0/", "http://www.creativecommons.org/licenses/by/4.0/legalcode"),
        *("Creative Commons BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.de", "CC BY 4.0 International"),
    ),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "cc by sa 4.0", "https://creativecommons.org/licenses/by-sa/4.0"),
    "CC0-1.0": ("CC0", "cc0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "Apache-2.0": ("Apache 2.0", "apache-2.0", "Apache License, Version 2.0", "The Apache License 2.0"),
    "ODC-By-1.0": ("ODC-BY", "odc-by-1.0", "Open Data Commons Attribution License 1.0"),
    "MIT": ("MIT", "MIT License", "the MIT licence"),
}


@pytest.mark.parametrize(("spdx", "words"), [(spdx, words) for spdx, all_ in MEANT.items() for words in all_])
def test_a_known_licence(spdx: str, words: str) -> None:
    """A licence is known by its id, its name and its address, however they are written."""
    assert licence_of(words).spdx == spdx


@pytest.mark.parametrize(
    "words", ["CC BY 3.0", "CC BY", "Apache 1.1", "All rights reserved", "Our own terms, v2", "MITX", "4.0"]
)
def test_an_unknown_licence(words: str) -> None:
    """Another version, or other words, are no licence that we know: the operator's words are kept."""
    licence = licence_of(words)
    assert (licence.spdx, licence.hub, licence.name, licence.url, licence.text()) == (None, "other", words, None, None)


def test_an_unknown_address() -> None:
    """An address that is not known is where the licence can be read."""
    licence = licence_of("https://example.org/terms")
    assert (licence.spdx, licence.url) == (None, "https://example.org/terms")


def test_names_for_the_hub() -> None:
    """A name of any signs becomes one that the hub takes."""
    assert licence_of("Unsere eigenen Bedingungen (2.1)!").slug == "unsere-eigenen-bedingungen-2.1"
    assert licence_of("条件").slug == "other"


def test_texts() -> None:
    """The text of the default, and of those that may be passed on, comes with the bot, as it was published."""
    default = licence_of(Settings.model_fields["dataset_licence"].default)
    text = default.text()
    assert text is not None
    assert text.startswith("Attribution 4.0 International")
    assert "Section 8 -- Interpretation." in text
    assert "CC0 1.0 Universal" in (licence_of("CC0").text() or "")
    assert "Version 2.0, January 2004" in (licence_of("Apache-2.0").text() or "")
    assert licence_of("ODC-BY").text() is None
