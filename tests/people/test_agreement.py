"""Tests of the contributor agreement."""

from dataclasses import replace

import pytest

from bot.people.agreement import PARTS, Agreement
from tests.catalogue import CATALOGUE
from tests.people.conftest import AGREEMENT

SAY = CATALOGUE.sentences("en")


def test_it_says_what_it_must() -> None:
    """Who runs the bot, what is collected, the licence, who sees it, the age and how to delete are all in it."""
    text = "\n".join(AGREEMENT.paragraphs(SAY))
    for words in (
        "Who runs this bot:** the operator;",
        "contact: the contact",
        "CC BY 4.0",
        "18 years",
        "delete",
        "/privacy",
        "pseudonym",
    ):
        assert words in text
    assert len(AGREEMENT.paragraphs(SAY)) == len(PARTS)


@pytest.mark.parametrize(
    "words",
    [
        "Moderators see who wrote a text",
        "reports and what moderators decide are kept",
        "Work in a public thread is public",
        "used to weigh your votes",
        "some tasks are checks",
        "/privacy shows your figures",
        "published one by one",
        "they are not stored",
    ],
)
def test_it_covers_moderation_and_the_dataset(words: str) -> None:
    """What moderators see, what is kept, weighed and published, and what Discord's facts are used for, is said."""
    assert words in "\n".join(AGREEMENT.paragraphs(SAY))


def test_a_task_server_weighs_by_its_own_rules() -> None:
    """Where a task server decides what a vote counts, the agreement does not speak of weighing."""
    assert "weigh" not in "\n".join(replace(AGREEMENT, is_elsewhere=True).paragraphs(SAY))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the team of this server; contact: the owner of this server."),
        ("de", "das Team dieses Servers; Kontakt: die Person, der dieser Server gehört."),
    ],
)
def test_an_operator_without_a_name_is_spoken_of(language: str, expected: str) -> None:
    """Where the operator has set neither name nor contact, the reader's language has words for both."""
    agreement = replace(AGREEMENT, operator_name="", operator_contact="")
    assert expected in "\n".join(agreement.paragraphs(CATALOGUE.sentences(language)))


def test_the_version_names_the_wording() -> None:
    """The version is twelve hexadecimal digits and the same for the same words."""
    version = AGREEMENT.version(SAY)
    assert len(version) == 12
    assert int(version, 16) >= 0
    assert Agreement("the operator", "the contact", "CC BY 4.0", 18).version(SAY) == version


def test_it_says_where_a_task_server_has_the_data() -> None:
    """Where a task server keeps what is submitted, the agreement says so, and that this bot cannot delete it there."""
    text = "\n".join(replace(AGREEMENT, is_elsewhere=True).paragraphs(SAY))
    assert "A task server keeps what you submit" in text
    assert "deletes what this bot stores" in text
    assert "task server" not in "\n".join(AGREEMENT.paragraphs(SAY))


@pytest.mark.parametrize(
    "changed",
    [
        replace(AGREEMENT, is_elsewhere=True),
        replace(AGREEMENT, operator_name="somebody else"),
        replace(AGREEMENT, operator_contact="elsewhere"),
        replace(AGREEMENT, licence="CC0 1.0"),
        replace(AGREEMENT, minimum_age=16),
    ],
)
def test_another_wording_is_another_version(changed: Agreement) -> None:
    """Any change asks everybody anew."""
    assert changed.version(SAY) != AGREEMENT.version(SAY)
