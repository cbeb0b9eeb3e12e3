# /contributions: what somebody has written, and what became of it.

command-contributions = Your messages, and what became of them

contributions-title = 🗒️ Your messages
contributions-none = Nothing yet. Use /work to get a task.
contributions-page = { $last ->
    [1] -# Page { $page } · message 1, newest first
   *[other] -# Page { $page } · messages { $first } to { $last }, newest first
 }
contributions-no-older = -# Older messages cannot be shown here.
contributions-may-object = -# “Object” and a number shows what was decided about that message, and why. You can object once.
contributions-shortened = -# A text that ends with … is shortened here. “Conversation” and its number opens the whole.
button-contributions-older = Older
button-contributions-newer = Newer
button-contributions-object = Object { $number }
button-contributions-open = Conversation { $number }

contribution-initial-prompt = Initial prompt
contribution-assistant-reply = Reply as the assistant
contribution-prompter-reply = Reply as the prompter

contribution-in-review = in review, { $reviews ->
    [0] no reviews yet
    [one] one review so far
   *[other] { $reviews } reviews so far
 }
contribution-accepted = accepted
contribution-quality = quality { $quality } of 5
contribution-points = { $points ->
    [one] 1 point
   *[other] { $points } points
 }
contribution-up-to = up to { $points ->
    [one] 1 point
   *[other] { $points } points
 }
contribution-rejected = not accepted
contribution-exported = in a finished tree, ready for export
contribution-deleted = deleted
contribution-ranked = ranked { $place ->
    [1] 1st
    [2] 2nd
    [3] 3rd
    [21] 21st
    [22] 22nd
    [23] 23rd
   *[other] { $place }th
 } of { $siblings }
contribution-halted = its conversation was halted
contribution-closed = its conversation was closed
contribution-deleted-text = This message was deleted.

contribution-is-deleted = This message was deleted, so its conversation is no longer shown.
contribution-is-halted = ⏸️ This conversation was halted: nobody works on it now.
contribution-is-gone = This message can no longer be found.
contribution-whole-title = 📖 The conversation, down to your message
