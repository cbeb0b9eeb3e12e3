"""What a server's managers have decided about work and moderation there."""

from dataclasses import dataclass, field

from bot.rules.beginning import Requirements
from bot.rules.work_kinds import WorkKind


@dataclass(frozen=True, slots=True)
class ServerRules:
    """What holds in one server; the defaults are what holds where nothing was set, and in direct messages.

    Attributes:
        staff_channel: where cases are posted for moderators; None for nowhere.
        log_channel: where each act of a moderator is told; None for nowhere.
        moderator_role: who has it moderates, beside those with Manage Messages; None for nobody else.
        languages: in which work is offered; none for all.
        kinds: of work that are offered; none for all.
        requirements: what is asked of those who begin.
        is_paused: whether no new task is handed out.
        has_checks: whether attention checks may be among the tasks, where the backend has any.
    """

    staff_channel: int | None = None
    log_channel: int | None = None
    moderator_role: int | None = None
    languages: tuple[str, ...] = ()
    kinds: tuple[WorkKind, ...] = ()
    requirements: Requirements = field(default_factory=Requirements)
    is_paused: bool = False
    has_checks: bool = True

    def languages_of(self, own: tuple[str, ...]) -> tuple[str, ...]:
        """Return the languages in which to look for work for somebody, in this order.

        Args:
            own: those that they work in. Where none of them is offered, all that are offered are looked through.
        """
        return tuple(each for each in own if each in self.languages) or self.languages or own
