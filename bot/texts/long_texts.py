"""The longer texts, in Discord's Markdown: `<language>/guidelines/<task type>.md` and `<language>/labels/<label>.md`."""

from bot.cards.contributed_text import open_fence
