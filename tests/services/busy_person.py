"""Somebody who has done everything that one can do here, among others who did as well."""

from dataclasses import dataclass, replace
from random import Random
from uuid import UUID

from bot.backends.cases import MessageSubject, PersonSubject, Ruling, RulingKind
from bot.backends.local import LocalBackend, attention_checks, load_secret_key, pausing
from bot.backends.local.check_files import WrittenCheck
from bot.backends.values import LabelsAnswer
from bot.cards.people import sentence_card
from bot.cards.work import session_card
from bot.collective.service import Wanted
from bot.moderation import repository as moderation_repository
from bot.policy import Rights
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.rules.pool_rules import PoolRules
from bot.server_settings.repository import STAFF_CHANNEL
from bot.sessions import notices_repository, repository
from bot.state.person import Person
from bot.state.session import MESSAGE_DELETED, SessionState, WorkSession
from bot.store import Connection
from tests.backends import rulings
from tests.services.all_services import CHANNEL, SERVER, THRESHOLDS, AllServices

DISCORD_ID = 912_345_678_901_234_567
NAME = "Zebulon Quirkenstein"

SUBMITTED = [
    "Why does the zephyr whistle in my chimney?",
    "Cumulus, because warm air rises over the field.",
    "Please name a quaint village in the Jura.",
]
REASON = "This one praises a product of the quokka company."
LAPSED_DRAFT = "A haiku about xylophones, half fin"
WAITING = "How many jackdaws fit on one weathercock?"
DRAFT = "Tell me about vexillol"
DECIDED_BECAUSE = "A quintessential redwood is answer enough."
OBJECTION = "I never praised any quince, whatever they say."
NOTED = "Ann asks for quilts and says quay."
TO_EVERYBODY = "Let us ask about zeppelins today."
TEXTS = [*SUBMITTED, REASON, LAPSED_DRAFT, WAITING, DRAFT, DECIDED_BECAUSE, OBJECTION, NOTED, TO_EVERYBODY]
"""Everything that they ever typed."""
HOME = 7
"""The server in which everybody writes."""
OTHERS_DRAFT = "An answer that somebody else is writing."


@dataclass
class Busy:
    """What they did.

    Attributes:
        person: who.
        prompt: a prompt of theirs to which others replied.
        prompt_in_review: a prompt of theirs that nobody has reviewed yet.
        decided_reply: a reply of theirs that was accepted and ranked, in somebody else's tree.
        ranked_root: the root of a tree that their ranking decided.
        reply_to_prompt: what somebody else replied to their prompt.
        reader: somebody whose card shows their prompt.
        shown_to: the session of that card.
        card: where that card is: thread and message.
        thread_id: their own thread.
        shared: the message in the reader's thread that shows their profile.
    """

    person: Person
    prompt: UUID
    prompt_in_review: UUID
    decided_reply: UUID
    ranked_root: UUID
    reply_to_prompt: UUID
    reader: Person
    shown_to: WorkSession
    card: tuple[int, int]
    thread_id: int
    shared: int


async def everything_done(services: AllServices) -> Busy:
    """Let them do it."""
    zeb = await services.join(DISCORD_ID, NAME)
    ann, bob, cat, dan = [await services.join(100 + number, f"Other {number}") for number in range(4)]
    await services.languages.add(zeb, ("en", "de"))

    # Ann's tree: Zeb reviews the prompt and writes one of two replies, which are ranked by Dan.
    await services.write(ann, TaskType.INITIAL_PROMPT, "Which cloud is that over the field?")
    await checked(services, zeb)
    await services.review(zeb, TaskType.LABEL_INITIAL_PROMPT)
    decided_reply = await services.write(zeb, TaskType.ASSISTANT_REPLY, SUBMITTED[1])
    await services.write(bob, TaskType.ASSISTANT_REPLY, "A cloud like any other.")
    for _ in range(2):
        await services.review(cat, TaskType.LABEL_ASSISTANT_REPLY)
    await services.rank(dan)

    # Another tree of Ann's, whose replies Zeb reviews and ranks.
    ranked_root = await services.write(ann, TaskType.INITIAL_PROMPT, "What is the tallest tree?")
    await services.review(cat, TaskType.LABEL_INITIAL_PROMPT)
    praised = await services.write(bob, TaskType.ASSISTANT_REPLY, "A coast redwood.")
    await services.write(cat, TaskType.ASSISTANT_REPLY, "The one behind our house.")
    for _ in range(2):
        await services.review(zeb, TaskType.LABEL_ASSISTANT_REPLY)
    await services.rank(zeb)
    await services.backend.react(zeb.contributor, ranked_root, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    await services.backend.report(zeb.contributor, praised, REASON, SERVER)

    # Drafts, an answer that was stored and never delivered, a sentence that waits.
    session = await services.take(zeb, TaskType.INITIAL_PROMPT)
    await services.sessions.write_down(zeb, session.session_id, LAPSED_DRAFT)
    services.clock.move(3 * DAY)
    await services.sessions.tidy()
    own = await services.threads.post(zeb, SERVER, CHANNEL, session_card(session, services.say))
    assert own is not None
    await services.sessions.card_posted(session.session_id, *own)

    # Zeb's own tree: Ann replies, Cat is about to.
    prompt = await services.write(zeb, TaskType.INITIAL_PROMPT, SUBMITTED[0])
    await services.backend.report(dan.contributor, prompt, f"I have read “{SUBMITTED[0]}” elsewhere.", SERVER)
    await services.review(ann, TaskType.LABEL_INITIAL_PROMPT)
    reply_to_prompt = await services.write(ann, TaskType.ASSISTANT_REPLY, "Because of the wind.")
    skipped = await services.take(zeb, TaskType.LABEL_ASSISTANT_REPLY)
    await services.sessions.skip(zeb, skipped.session_id)
    shown_to = await services.take(cat, TaskType.ASSISTANT_REPLY)
    await services.sessions.write_down(cat, shown_to.session_id, OTHERS_DRAFT)
    card = await services.threads.post(cat, SERVER, CHANNEL, session_card(shown_to, services.say))
    assert card is not None
    await services.sessions.card_posted(shown_to.session_id, *card)
    prompt_in_review = await services.write(zeb, TaskType.INITIAL_PROMPT, SUBMITTED[2])

    waiting = await services.take(zeb, TaskType.INITIAL_PROMPT)
    written = await services.sessions.write_down(zeb, waiting.session_id, WAITING)
    now = services.clock.now()

    def store_without_delivering(connection: Connection) -> None:
        repository.end(connection, waiting.session_id, SessionState.SUBMITTED, now)
        repository.put_into_outbox(connection, waiting, "submit", written.draft, 7, now)
        notices_repository.add(connection, zeb.person_id, MESSAGE_DELETED, now)

    offer = await services.backend.request(zeb.contributor, UUID(int=77), TaskType.INITIAL_PROMPT, "en", SERVER)
    await services.database.write(store_without_delivering)
    unfinished = WorkSession(UUID(int=77), zeb.person_id, SERVER, "en", offer, SessionState.OPEN, now, offer.expires_at)
    await services.database.write(repository.add, unfinished)
    await services.sessions.write_down(zeb, unfinished.session_id, DRAFT)

    manager = replace(services.click(zeb), rights=Rights(manages_server=True))
    await services.posted_tasks.post(manager, Wanted(TaskType.INITIAL_PROMPT, message=TO_EVERYBODY))
    await services.post_boards(zeb)
    await services.visibility.hide(zeb)
    shared = await services.discord.post(card[0], sentence_card(f"{NAME} has reached level 3."))
    await services.shared_profiles.note(zeb, card[0], shared)
    # Good news that they want, and a role that they have.
    await services.good_news.turn_on(services.click(zeb))
    await services.give_roles(zeb, ann)

    await moderated(services, zeb, ann, prompt_in_review, praised)
    await shown_to_moderators(services, zeb)
    await rulings.enable(services.backend, zeb.person_id, ann.contributor, enabled=False)
    return Busy(
        person=zeb,
        prompt=prompt,
        prompt_in_review=prompt_in_review,
        decided_reply=decided_reply,
        ranked_root=ranked_root,
        reply_to_prompt=reply_to_prompt,
        reader=cat,
        shown_to=shown_to,
        card=card,
        thread_id=own[0],
        shared=shared,
    )


async def checked(services: AllServices, zeb: Person) -> None:
    """Zeb answers an attention check, where a prompt is to be reviewed."""
    key = await load_secret_key(services.database)
    backend = LocalBackend(
        services.database, services.clock, Random(3), PoolRules(thresholds=THRESHOLDS, check_rate=1.0), key
    )
    check = WrittenCheck(TaskType.LABEL_INITIAL_PROMPT, "en", None, "Buy!", {"spam": 1.0}, "It only advertises.")
    await backend.write(attention_checks.follow_file, [check])
    session, label = UUID(int=78), TaskType.LABEL_INITIAL_PROMPT
    offer = await backend.request(zeb.contributor, session, label, "en", SERVER, may_be_check=True)
    receipt = await backend.submit(
        zeb.contributor, session, offer.task, LabelsAnswer(labels={TextLabel.SPAM: 1.0}), SERVER
    )
    assert receipt.check is not None


async def moderated(services: AllServices, zeb: Person, ann: Person, edited: UUID, praised: UUID) -> None:
    """Ann edits what Zeb wrote and bars Zeb, who objects; Zeb has decided something before."""
    backend = services.backend
    kept = Ruling(kind=RulingKind.KEEP, reason=DECIDED_BECAUSE)
    await backend.decide(MessageSubject(praised), kept, zeb.contributor, SERVER)
    await rulings.edit(backend, edited, "Please name a village.", ann.contributor)
    barring = Ruling(kind=RulingKind.BAR, reason=f"{NAME} never stops.")
    barred = await backend.decide(PersonSubject(zeb.person_id), barring, ann.contributor, SERVER)
    assert barred.decision_id is not None
    await backend.set_listed(zeb.person_id, SERVER, ann.contributor, listed=False)
    await backend.add_note(zeb.person_id, SERVER, f"{NAME} sells quokkas.", ann.contributor)
    await backend.add_note(ann.person_id, SERVER, NOTED, zeb.contributor)
    await backend.object_to(barred.decision_id, zeb.contributor, OBJECTION)
    figures = {"decided": 5, "rejected": 4, "reasons": {"spam": 4}}
    assert isinstance(backend, LocalBackend)
    await backend.write(pausing.begin, zeb.person_id.bytes, SERVER, figures)


async def shown_to_moderators(services: AllServices, zeb: Person) -> None:
    """A card in a staff channel names Zeb, who is at that case, too."""
    await services.server_settings.change(HOME, {STAFF_CHANNEL: str(CHANNEL)})
    await services.staff_cards.carry_out()
    (card, *_) = await services.database.read(moderation_repository.cards_showing, (), zeb.person_id)
    now = services.clock.now()
    await services.database.write(moderation_repository.claim, card.case_id, zeb.person_id, now, now + DAY)
    await services.database.write(moderation_repository.begin_decision, zeb.person_id, RulingKind.DISABLE, now)
