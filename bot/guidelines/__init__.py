"""The guidelines: what to do at each type of task, and what the labels mean."""

from bot.guidelines.service import Guide, TopicUnknown

__all__ = ["Guide", "TopicUnknown"]
