# Cases for moderators, what was decided, and what those read whom it concerns.

author-unnamed = not named
person-of-another-server = somebody of another server
person-unknown = somebody who is no longer known

# A case.
case-title = 🛡️ Case: { $kind }{ $known ->
    [0] {""}
   *[other] {" "}in { $language }
 }
case-title-person = 🛡️ Case about a person
case-kind-prompt = prompt
case-kind-assistant-reply = reply of the assistant
case-kind-prompter-reply = reply of the prompter
case-kind-message = message
case-kind-person = a person
case-facts = Opened { $when } · harm { $harm } of 100 · `{ $case }`
case-facts-elsewhere = Opened { $when } · `{ $case }`
case-for-operator = 📨 **Passed to the operator** of this bot, who decides it.
case-claimed = 🙋 { $who } is at it; until { $until } nobody else can decide.
case-decided-unknown = ✅ **Decided.** Who decided what is not known here.
case-marked = this one
case-why = **Why it is here**
case-more-signals = … and { $count ->
    [one] one earlier reason
   *[other] { $count } earlier reasons
 }.
case-not-all = … not all of it fits here.
case-author = **Author:** { $author }
case-record = In this server: { $texts ->
    [one] one text
   *[other] { $texts } texts
 } ({ $accepted } accepted, { $rejected } rejected, { $deleted } deleted) · { $reviews ->
    [one] one review
   *[other] { $reviews } reviews
 } · { $reports ->
    [0] no reports
    [one] one report ({ $upheld } led to something)
   *[other] { $reports } reports ({ $upheld } led to something)
 }
case-record-pauses = { $pauses ->
    [one] One pause from writing
   *[other] { $pauses } pauses from writing
 }, { $lifted } of them lifted
case-record-checks = Attention checks passed: { $passed } of { $checks }
case-record-agreement = Agreement with other reviewers, 1 at most, 0 by chance: { $agreement }
case-alpha = { $alpha }
case-is-barred = ⛔ May not work in this server at the moment.
case-is-disabled = ⛔ Disabled by the operator.
case-reviews = **{ $count ->
    [one] One review
   *[other] { $count } reviews
 }**
case-label-votes = { $label }: { $yes } yes, { $no } no
case-label-scale = { $label }: { $mean } of 5
case-label-differs = otherwise than most: { $people }
case-earlier = **Earlier decisions**
case-ask-reason = **{ $ruling }: why?** Nothing is decided yet. The author reads the reason.
case-ask-reason-operator = **{ $ruling }: why?** Nothing is passed on yet. The operator reads the reason.
case-ask-reason-elsewhere = **{ $ruling }: why?** Nothing is decided yet. The task server passes the reason on to nobody, and does not tell the author.
case-choose-reason = Choose a reason
case-done = ✅ { $ruling }.
case-passed-on = ✅ Passed on. The case stays open until the operator decides.
case-undone = ↩️ Taken back: { $ruling }. Everything is as it was before.
decided-by-bot = the bot
decision-undone = taken back { $when }

button-keep-case = Keep
button-delete-case = Delete
button-restore-case = Restore
button-edit-case = Edit
button-halt-case = Halt tree
button-resume-case = Resume tree
button-bar-case = Bar here
button-unbar-case = Lift the bar
button-lift-case = Lift the pause
button-operator-case = To the operator
button-claim-case = Claim
button-release-case = Release
button-undo-case = Undo: { $ruling }
button-open-case = Show the case
button-own-words = In my own words
button-cancel = Cancel
button-back-to-queue = Back to the queue

ruling-keep = Kept
ruling-delete = Deleted
ruling-restore = Restored
ruling-edit = Edited
ruling-halt = Tree halted
ruling-resume = Tree resumed
ruling-bar = Barred here
ruling-unbar = Bar lifted
ruling-to-operator = Passed to the operator
ruling-disable = Disabled
ruling-enable = Enabled
ruling-pause = Writing paused
ruling-lift = Pause lifted

signal-report = Reported
signal-red-flags = Red flags
signal-auto-moderation = Taken out by red flags
signal-skips = Skipped again and again
signal-near-duplicate = Nearly the same as another text
signal-repeats-prompt = Repeats the prompt
signal-known-text = Known from elsewhere
signal-wrong-language = Seems to be in another language
signal-too-fast = Faster than anybody writes or reads
signal-straight-lining = Always the same labels
signal-disagreement = Often otherwise than everybody else
signal-skip-pattern = Striking way of skipping
signal-mutual-support = Accounts that support each other
signal-pause = Writing was paused
signal-objection = Objection to a decision

evidence-paused = Reviewers rejected { $rejected } of { $decided } texts. The pause ends when you decide, and after seven days at the latest.
evidence-pause-reasons = What they objected to most: { $labels }
label-counted = { $label } ({ $count }×)

reason-spam = Spam, or of no use
reason-copied = Not written by the person themselves
reason-personal-data = Personal data
reason-hurtful = Hurts or insults people
reason-not-suitable = Not suitable for this dataset
reason-off-task = Does not do what was asked
reason-wrong-language = In the wrong language
reason-mistake = The earlier decision was a mistake
reason-red-flags = Several people flagged it before it was accepted. Moderators look at it.
reason-title = Reason
reason-label = Why? The author reads this.
reason-label-operator = Why? The operator reads this.
reason-placeholder = One or two sentences
edit-title = Change the text
edit-text-label = Text
error-touches-others = Messages of other servers hang below this one and would go with it, so you cannot decide that. Press “To the operator”.
error-tree-of-another = This conversation was begun in another server, so you cannot halt it. Press “To the operator”.
error-case-claimed = { $who } is at this case; it is free again { $until }.
error-no-moderation = The task server does not let this bot do that.
error-case-text-unknown = The text could not be read in time. Please try again in a moment.

# The queue.
queue-title = 🛡️ Open cases
queue-title-decided = 🛡️ Decided cases
queue-order = What may do most harm comes first.
queue-order-decided = What was decided last comes first.
queue-order-elsewhere = What was reported first comes first; the task server does not say how much harm anything does.
queue-empty = Nothing waits for a decision. ✨
queue-empty-filtered = No case fits what is chosen below.
queue-harm = harm { $harm }
queue-for-operator = for the operator
queue-choose = Open a case
queue-language = Language
queue-all-languages = Every language
queue-kind = Kind of message
queue-all-kinds = Every kind of message
queue-signal = Why it is a case
queue-all-signals = Whatever the reason
queue-age = Age
queue-any-age = However old
queue-older = Open for { $days ->
    [one] a day or longer
   *[other] { $days } days or longer
 }
queue-channel-unusable = ⚠️ Cases cannot be posted in { $channel } just now: the channel is gone, or I may not write there. /settings says which.
button-more-cases = More
button-first-cases = Back to the first
button-decided-cases = Decided cases
button-open-cases = Open cases
button-cases-everywhere = All servers
button-cases-here = This server only

# The log.
log-title = 🧾 What moderators did
log-empty = Nothing yet.
log-by = by { $moderator }
log-by-bot = by the bot
log-message = message { $id }
log-person = person { $id }
log-decision = decision { $id }
button-older-log = Older
button-log-file = As a file
log-file = { $count ->
    [one] 🧾 One act, one line of JSON, ids only.
   *[other] 🧾 { $count } acts, a line of JSON each, ids only.
 }
log-file-latest = These are the latest; older ones do not fit into one file.
act-kept = Kept
act-message-deleted = Message deleted
act-message-restored = Message restored
act-message-edited = Message edited
act-tree-halted = Tree halted
act-tree-resumed = Tree resumed
act-person-barred = Person barred from this server
act-person-unbarred = Bar lifted
act-passed-to-operator = Passed to the operator
act-person-disabled = Person disabled
act-person-enabled = Person enabled
act-writing-paused = Writing paused by the bot
act-pause-lifted = Pause lifted
act-decision-undone = Decision taken back
act-person-unlisted = Person taken off the leaderboards
act-person-listed = Person on the leaderboards again
act-note-added = Note written
act-note-removed = Note removed
act-person-purged = Person deleted for good
act-message-deleted-by-red-flags = Message taken out by red flags
act-tree-aborted-by-red-flags = Conversation ended by red flags

# What people read about decisions that concern them.
notice-deleted = 🛡️ **A moderator has deleted a text of yours.**
notice-restored = 🛡️ **A moderator has brought a text of yours back.**
notice-edited = 🛡️ **A moderator has changed a text of yours.** It is reviewed anew. Before, it began like this:
notice-halted = 🛡️ **A moderator has halted a conversation in which you wrote.**
notice-taken-out = 🛡️ **A text of yours was taken out.**
notice-barred = 🛡️ **You may not work in this server at the moment:** its moderators have decided so.
notice-unbarred = 🛡️ **You may work in this server again.** Use /work.
notice-disabled = 🛡️ **The operator of this bot has disabled your account:** you get no tasks at the moment.
notice-enabled = 🛡️ **The operator of this bot has enabled your account again.** Use /work.
notice-paused = ⏸️ **You get nothing to write for a while:** reviewers rejected { $rejected } of the { $decided } texts of yours that counted.
notice-paused-reasons = **What they said most often:** { $labels }
notice-paused-until = You can go on reviewing and ranking with /work. You write again as soon as a moderator has looked at it, and { $until } at the latest. Points and texts that were accepted stay yours.
notice-pause-lifted = ⏸️ **You can write again:** a moderator has looked at your pause, and it was not right.
notice-pause-over = ⏸️ **You can write again:** a moderator has looked at your pause. They found it right; please look at /guidelines before you go on.
notice-replies-gone = 🛡️ **A reply of yours is no longer part of its conversation:** a message above it was taken out, and what replied to that went with it. This is not about what you wrote, and your points stay.
notice-replies-back = 🛡️ **A reply of yours is part of its conversation again:** the message above it was brought back.
notice-conversation-halted = 🛡️ **A conversation in which you wrote was halted:** nobody goes on with it for now. This is not about what you wrote, and your points stay.
notice-conversation-resumed = 🛡️ **A conversation in which you wrote goes on:** it had been halted.
notice-more-deleted = 🛡️ **More texts of yours were deleted.** /contributions shows each of them, why, and lets you object.
notice-more-undone = 🛡️ **More decisions about your texts were taken back.** /contributions shows how they stand now.
notice-undone = 🛡️ **A decision of moderators about you was taken back.** Everything is as it was before.
notice-reason = **Reason:** { $reason }
notice-may-object = You can object once, with a sentence. Another moderator then looks at it.
notice-report-upheld = 🚩 Thank you for your report: a moderator has looked at it, and something was done.
notice-report-kept = 🚩 Thank you for your report: a moderator has looked at it, and the message stays.
notice-objection-kept = 🛡️ Another moderator has looked at your objection. The decision stands.
button-object = Object
objection-title = Object to the decision
objection-label = Why is it wrong?
objection-placeholder = One sentence
objection-taken = ✅ Your objection is with the moderators. Another one than before looks at it, and you read here what comes of it.

# A message without a case, a tree.
message-title = 🛡️ Message: { $kind }{ $known ->
    [0] {""}
   *[other] {" "}in { $language }
 }
message-facts = Written { $when } · `{ $message }`
tree-title = 🌳 Conversation tree
tree-facts = **{ $state }** · `{ $tree }`
tree-counts = { $messages ->
    [one] one message
   *[other] { $messages } messages
 } ({ $accepted } accepted, { $rejected } not accepted) · { $deleted } deleted
text-state-in-review = in review
text-state-accepted = accepted
text-state-rejected = not accepted
text-state-deleted = deleted
button-read-tree = Read the tree
button-show-message = Show the message
error-shows-no-message = This message shows no text of a contributor. Use this on a card of the bot that shows one, or use /moderate message.
error-person-not-known = This person has never worked with this bot, or was deleted.

# A person.
person-title = 👤 { $person }
person-profile = Level { $level } · { $points ->
    [one] one point
   *[other] { $points } points
 } in all
person-last-active = Last contribution { $when }
person-is-hidden = Hidden from leaderboards.
person-no-record = The task server tells nothing about what somebody did in this server: texts, notes and bars are not possible here.
person-record = **In this server:** { $texts ->
    [one] one text
   *[other] { $texts } texts
 } ({ $accepted } accepted, { $review } in review, { $rejected } not accepted, { $deleted } deleted)
person-given = { $reviews ->
    [one] one review
   *[other] { $reviews } reviews
 } · { $rankings ->
    [one] one ranking
   *[other] { $rankings } rankings
 } · { $reports ->
    [0] no reports
    [one] one report ({ $upheld } led to something, { $kept } to nothing)
   *[other] { $reports } reports ({ $upheld } led to something, { $kept } to nothing)
 }
person-paused-since = ⏸️ Got nothing to write since { $since }, until { $until } at the latest. No moderator has looked at it yet.
person-barred-since = ⛔ May not work in this server since { $when }.
person-decisions = **Decisions about them here**
person-notes = **{ $count ->
    [one] One note
   *[other] { $count } notes
 }** · for moderators of this server; the person reads them in their export
person-noted = ✅ Noted.
person-note-removed = ✅ The note is gone.
person-ask-reason-elsewhere = **{ $ruling }: why?** Nothing is decided yet. The person is told what was decided; the task server keeps no reason.
person-remove-note = Remove a note
person-ask-reason = **{ $ruling }: why?** Nothing is decided yet. The person reads the reason.
button-person-texts = Texts
button-add-note = Write a note
button-disable-case = Disable
button-enable-case = Enable
button-purge = Purge
note-title = Note
note-label = For moderators; the person can export it
note-placeholder = One or two sentences
texts-title = ✍️ Texts written in this server
texts-none = None.
texts-open = Open a text
button-delete-texts = Delete all
button-restore-texts = Bring all back
button-older-texts = Older
button-back-to-person = Back to the person
button-restore-now = Bring back
texts-ask-delete = **Delete { $texts ->
    [one] one text
   *[other] { $texts } texts
 } of this person?** { $others ->
    [0] No text of anybody else goes with that.
    [one] One text of somebody else hangs below and goes with that.
   *[other] { $others } texts of others hang below and go with that.
 }{ $left ->
    [0] {""}
    [one] {" "}One text stays: you cannot decide on it.
   *[other] {" "}{ $left } texts stay: you cannot decide on them.
 } At most 100 are deleted at a time, the latest first. Each is a decision of its own that can be taken back. Nothing is decided yet; the person reads the reason.
texts-ask-restore = **Take back { $texts ->
    [one] one deletion
   *[other] { $texts } deletions
 } by moderators?** The latest comes first; what others have built upon since stays as it is.
texts-nothing-to-delete = There is nothing to delete that you can decide on.
texts-nothing-to-restore = There is nothing that moderators deleted and that can still come back.
texts-deleted = 🗑️ Deleted: { $texts }, each as a decision of its own.{ $left ->
    [0] {""}
    [one] {" "}One stays as it was: you cannot decide on it, or it went with another.
   *[other] {" "}{ $left } stay as they were: you cannot decide on them, or they went with others.
 }
texts-restored = ↩️ Deletions taken back: { $texts }.{ $left ->
    [0] {""}
    [one] {" "}One stands: others have built upon it, or it is not yours to take back.
   *[other] {" "}{ $left } stand: others have built upon them, or they are not yours to take back.
 }
purge-title = Purge { $person }?
purge-final = ⚠️ **This is final: nothing of it can be brought back.** Texts, name, reviews, rankings, reports and notes are deleted for good in all servers; where others replied, an empty place remains. What was published already stays published.
purge-counts = In all servers: { $texts ->
    [one] one text
   *[other] { $texts } texts
 }, { $reviews ->
    [one] one review
   *[other] { $reviews } reviews
 }, { $rankings ->
    [one] one ranking
   *[other] { $rankings } rankings
 }, { $reports ->
    [one] one report
   *[other] { $reports } reports
 }.
purge-elsewhere = The task server keeps what it has: this bot can only delete what is stored here.
purge-may-return = They can come back and agree anew. Disable them first if they should not.
button-purge-now = Purge for good
purge-begun = ✅ The deletion is noted, and done within a few minutes.

# The trollboard.
trolls-title = 🧌 { $period } · { $accounts }
trolls-none = Nobody.
trolls-explained-here = To whose texts, written in this server, others object most. A number is a reason to look, not a verdict. ⛔ may not work here.
trolls-explained = To whose texts others object most, over all servers. A number is a reason to look, not a verdict.
trolls-row = score { $score } · 🚩 { $flags } · 👎 { $down } · 👍 { $up } · spam { $spam } · hurtful { $hurtful }
trolls-open = Open a person

# Leaderboards of a server without somebody.
person-is-unlisted = Taken off the leaderboards of this server.
person-unlisted = ✅ The leaderboards of this server leave them out, those posted by their next update. The person is told.
person-listed = ✅ The leaderboards of this server show them again, unless they hide themselves.
button-unlist = Hide from boards
button-list = Show on boards
notice-unlisted = 🛡️ **A moderator has taken you off the leaderboards of a server.** Your points stay.
notice-listed = 🛡️ **The leaderboards of a server show you again.**
