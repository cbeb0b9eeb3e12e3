"""The words by which somebody finds their way on the cards, by the language of their Discord client."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a card asks for; the values are those that `/work` offers."""

    INITIAL_PROMPT = "initial_prompt"
    ASSISTANT_REPLY = "assistant_reply"
    PROMPTER_REPLY = "prompter_reply"
    LABEL_INITIAL_PROMPT = "label_initial_prompt"
    LABEL_ASSISTANT_REPLY = "label_assistant_reply"
    LABEL_PROMPTER_REPLY = "label_prompter_reply"
    RANK_ASSISTANT_REPLIES = "rank_assistant_replies"

    @property
    def is_text(self) -> bool:
        """Whether a text is to be written."""
        return self in _TEXTS

    @property
    def is_review(self) -> bool:
        """Whether a message is to be judged."""
        return self in _REVIEWS


_TEXTS = {Kind.INITIAL_PROMPT, Kind.ASSISTANT_REPLY, Kind.PROMPTER_REPLY}
_REVIEWS = {Kind.LABEL_INITIAL_PROMPT, Kind.LABEL_ASSISTANT_REPLY, Kind.LABEL_PROMPTER_REPLY}


@dataclass(frozen=True, slots=True)
class Words:
    """What is on the controls and in the sentences that a contributor looks for.

    `headings` are the headings of open cards. `in_language` stands before a language's name on a card,
    `languages` are those names of the sample's languages, by tag; `continued` is on one that was begun before.
    `saved` and `will_be_delivered` say that an answer is safe, `refused` that it was not taken after all, `unconfirmed`
    that nobody knows. `nothing_to_do` stands in the honest end of work.
    `wait` finds in a sentence how many seconds to wait, `too_many` stands where one has asked for too much of late,
    `unavailable` where the task server is away.
    `contributions` begins the line of `/privacy show` that counts, with `numbers` where it uses words for them.
    """

    agree: str
    write: tuple[str, ...]
    submit: str
    edit: str
    discard: str
    skip: str
    skip_really: str
    next_task: str
    anything_else: str
    go_on: str
    undo_pick: str
    spam_yes: str
    spam_no: str
    misses_task_yes: str
    misses_task_no: str
    anything_wrong: str
    not_appropriate: str
    headings: Mapping[str, Kind]
    judge_this: str
    rank_these: str
    in_language: str
    languages: Mapping[str, str]
    continued: str
    saved: str
    will_be_delivered: str
    refused: str
    unconfirmed: str
    nothing_to_do: str
    wait: str
    too_many: str
    unavailable: str
    contributions: str
    numbers: Mapping[str, int]


ENGLISH = Words(
    agree="I agree",
    write=("Write prompt", "Write reply"),
    submit="Submit",
    edit="Edit",
    discard="Discard",
    skip="Skip",
    skip_really="Yes, skip it",
    next_task="Next task",
    anything_else="Anything else",
    go_on="Go on with this",
    undo_pick="Undo pick",
    spam_yes="Spam: yes",
    spam_no="Spam: no",
    misses_task_yes="Misses the task: yes",
    misses_task_no="Misses the task: no",
    anything_wrong="Anything wrong? Choose all that apply",
    not_appropriate="Not appropriate",
    headings={
        "Write an initial prompt": Kind.INITIAL_PROMPT,
        "Reply as the assistant": Kind.ASSISTANT_REPLY,
        "Reply as the prompter": Kind.PROMPTER_REPLY,
        "Label an initial prompt": Kind.LABEL_INITIAL_PROMPT,
        "Label a reply of the assistant": Kind.LABEL_ASSISTANT_REPLY,
        "Label a reply of the prompter": Kind.LABEL_PROMPTER_REPLY,
        "Rank replies of the assistant": Kind.RANK_ASSISTANT_REPLIES,
    },
    judge_this="⬅ judge this message",
    rank_these="⬅ rank the replies to this message",
    in_language="in",
    languages={"en": "English", "de": "German", "es": "Spanish"},
    continued="You have not finished this task yet.",
    saved="Saved. Thank you!",
    will_be_delivered="Saved. It will be delivered as soon as the task server is back.",
    refused="This answer could not be taken",
    unconfirmed="This answer may not have arrived",
    nothing_to_do="nothing to do for you right now",
    wait=r"Please wait (\S+) seconds? and try again",
    too_many="You have asked for many tasks without answering them",
    unavailable="The task server does not answer",
    contributions="**Your contributions**:",
    numbers={"no": 0, "one": 1},
)

GERMAN = Words(
    agree="Ich stimme zu",
    write=("Prompt schreiben", "Antwort schreiben"),
    submit="Absenden",
    edit="Bearbeiten",
    discard="Verwerfen",
    skip="Überspringen",
    skip_really="Ja, überspringen",
    next_task="Nächste Aufgabe",
    anything_else="Etwas anderes",
    go_on="Damit weitermachen",
    undo_pick="Letzte Wahl zurücknehmen",
    spam_yes="Spam: ja",
    spam_no="Spam: nein",
    misses_task_yes="Aufgabe verfehlt: ja",
    misses_task_no="Aufgabe verfehlt: nein",
    anything_wrong="Stimmt etwas nicht? Wähle alles, was zutrifft",
    not_appropriate="Unangemessen",
    headings={
        "Einen ersten Prompt schreiben": Kind.INITIAL_PROMPT,
        "Als Assistent antworten": Kind.ASSISTANT_REPLY,
        "Als Prompter antworten": Kind.PROMPTER_REPLY,
        "Einen ersten Prompt beurteilen": Kind.LABEL_INITIAL_PROMPT,
        "Eine Antwort des Assistenten beurteilen": Kind.LABEL_ASSISTANT_REPLY,
        "Eine Antwort des Prompters beurteilen": Kind.LABEL_PROMPTER_REPLY,
        "Antworten des Assistenten ordnen": Kind.RANK_ASSISTANT_REPLIES,
    },
    judge_this="⬅ beurteile diese Nachricht",
    rank_these="⬅ ordne die Antworten auf diese Nachricht",
    in_language="auf",
    languages={"en": "Englisch", "de": "Deutsch", "es": "Spanisch"},
    continued="Diese Aufgabe ist noch nicht fertig.",
    saved="Gespeichert. Danke!",
    will_be_delivered="Gespeichert. Es wird zugestellt, sobald der Aufgaben-Server wieder da ist.",
    refused="Diese Antwort konnte nicht angenommen werden",
    unconfirmed="Diese Antwort ist vielleicht nicht angekommen",
    nothing_to_do="gerade nichts",
    wait=r"Bitte warte (\S+) Sekunden? und versuch",
    too_many="Du hast viele Aufgaben geholt",
    unavailable="Der Aufgaben-Server antwortet gerade nicht",
    contributions="**Deine Beiträge**:",
    numbers={"keine": 0, "eine": 1},
)


def words_for(locale: str) -> Words:
    """Return the words on cards in a client of this language (Discord's name of it); English for others."""
    return GERMAN if locale == "de" else ENGLISH
