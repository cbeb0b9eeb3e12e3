# What people read when something does not work. One sentence for what it is, one for what to do.

error-unexpected = Something went wrong (id { $id }). Nothing you wrote is lost. Try again; if it happens again, tell the server's moderators the id.
error-unread = I could not read what Discord sent me, so nothing was done (id { $id }). Please try again; if it happens again, tell the server's moderators the id.
error-storage = Your entry could not be saved just now, because the bot's storage does not work. Nothing you wrote before is lost. Please try again in a few minutes.
error-discord-trouble = Discord did not take my answer just now. Nothing you wrote is lost: press again, or use `/work`.
error-consent-missing = Please accept the contributor agreement first: use /work.
error-session-unknown = This card is no longer in use. Use /work to get a task.
error-session-of-another = This card belongs to somebody else. Use /work to get a task of your own.
error-session-ended = This task was finished before your text arrived, from another device for example. Your text was not submitted.
error-kept-as-file = Your text is in the attached file.
error-text-empty = The text is empty. Please write something before you send the form.
error-nothing-to-submit = There is nothing to submit yet. Press the button on the card to write your text.
error-answer-unusable = This cannot be submitted as it is; the card says why. Press “Edit” to change it.
error-task-type-unknown = The task server handed out a kind of task ({ $type }) that this bot does not know yet. It was given back; please try again.
error-control-unknown = This button is no longer in use. Use /work to get a task.
error-still-busy = I am still busy with what you did just before. Please try again in a moment.
error-language-unknown = “{ $language }” is not a language that you can work in here. Begin to type its name, and choose one from the list that appears.
error-language-mistyped = “{ $language }” is not a language that you can work in here. Did you mean **{ $near }**?
error-no-topics = There are no topics to choose from here. Use /work without a topic.
error-no-such-topic = “{ $topic }” is not a topic here. You can choose one of these: { $topics }.
error-topic-gone = This topic can no longer be chosen. Use /work to get another task.
error-text-nul = The text contains an invisible NUL character, which cannot be stored. Please remove it: press “Edit”.
backend-unavailable = The task server does not answer at the moment. Nothing you wrote is lost. Please try again in a few minutes.
backend-key-refused = The task server does not let this bot in any more. Nothing you wrote is lost. Only the operator of this bot can put that right: please tell them.

refused-other = The task server refused this for a reason that this bot does not know. Nothing you wrote is lost. If it happens again, tell the operator of this bot.
refused-no-task = There is nothing to do for you right now in { $language }. Try another kind of task or another language, or come back later.
refused-too-many-pending = You have asked for many tasks without answering them. Please finish what you have, or wait a few minutes.
refused-rate-limited = That was a bit fast. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 } and try again.
error-server-too-busy = An unusual lot is being written or skipped in this server just now, so the bot takes a short break there. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 } and try again.
refused-user-disabled = You cannot work here at the moment: the operator of this bot has disabled your account. Ask them for the reason.
refused-terms = You have agreed, but the task server does not know you, and this bot may not register new people there. Ask the operator of this bot to let you in; then use /work again.
refused-not-agreed = The task server is told nothing about you before you have accepted the contributor agreement: use /work.
refused-task-gone = The task server no longer knows this task. Use /work to get another one.
refused-task-expired = This task has expired. Use /work to get another one.
refused-text-changed = A moderator has changed a text of this task meanwhile, so your answer would be about something else now. What you wrote is kept below. Use /work to get the task anew, or another one.
refused-task-done = This task has been answered already. Use /work to get another one.
refused-collective-closed = This task was closed before your answer came. Use /work to get another one.
refused-not-yours = This task was handed to somebody else. Use /work to get another one.
refused-does-not-fit = The answer does not fit the task. Use /work to get another one.
refused-text-too-long = The text is too long: it has { $length } characters, at most { $limit } are possible. Press “Edit” to shorten it.
refused-duplicate-text = You submitted exactly this text a short while ago. Press “Edit” to write something else.
refused-same-reply = Somebody else has given exactly this reply here already, and one is enough. Your text is kept: press “Edit” to say it in your own way, or skip the task.
refused-duplicate-reply = You have replied to this message before. Use /work to get another task.
refused-tree-closed = This conversation was closed meanwhile and takes no more messages. Use /work to get another task.
refused-label-missing = One answer is still missing: { $label }.
refused-label-invalid = { $label } cannot be given here.
refused-own-message = This is your own message, or you have reviewed it before. Use /work to get another task.
refused-ranking-invalid = The ranking does not fit what was to be ranked. Use “Reset” and try again.
refused-message-gone = This message no longer exists.
refused-user-unknown = This person is not known, or was deleted.
refused-outcome-unknown = The task server never confirmed your answer, and it is too late to send it again. It may have arrived all the same. Use /work to get another task.
refused-answer-fixed = This answer can no longer be changed: others have built on it, or have it in front of them just now.
refused-not-supported = The task server cannot do this.
refused-barred-here = You may not work in this server at the moment: its moderators have decided so. Elsewhere you can go on.
refused-writing-paused = You are not given anything to write at the moment, because reviewers rejected many of your texts. You can go on reviewing and ranking; /tasks says more.
refused-case-unknown = This case does not exist, or no longer.
refused-case-decided = Somebody else has decided this case already. Nothing was changed by your press.
refused-ruling-does-not-fit = That cannot be done here, or it is so already. Nothing was changed.
refused-reason-too-long = That is too long: it has { $length } characters, at most { $limit } are possible.
refused-note-unknown = This note does not exist, or no longer.
refused-too-many-notes = There are { $limit } notes about this person already. Remove one first.
refused-text-gone = The text of this message is no longer kept, so it cannot come back.
refused-decision-unknown = This decision does not exist, or it is not about you.
refused-decision-undone = This decision was taken back already.
refused-decision-final = This decision can no longer be taken back: what it takes for that is no longer kept.
refused-decision-built-upon = This decision can no longer be taken back: others have built on it. It would destroy { $messages ->
    [one] one message
   *[other] { $messages } messages
 }, { $reviews ->
    [one] one review
   *[other] { $reviews } reviews
 }, { $rankings ->
    [one] one ranking
   *[other] { $rankings } rankings
 } and { $changes ->
    [one] one other change
   *[other] { $changes } other changes
 }. Nothing was changed.
refused-already-objected = You have objected to this decision already. Another moderator will look at it.
error-not-allowed = You may not do this here. It takes the permission “Manage Server”.
error-not-moderator = You may not do this here. It is for the moderators of this server.
error-of-another-server = This does not belong to your server, so you cannot decide on it here. Its own moderators or the operator of this bot can.
error-operator-only = Only the operator of this bot can do this.
error-trollboard-of-all = The task server that this bot works with counts all servers together, and nothing for yours alone. Only the operator of this bot sees that trollboard; /moderate queue has the messages of your server that were reported.
error-on-an-operator = This is about an operator of this bot, so you cannot decide on it. Press “To the operator”.
error-on-oneself = This is about yourself, so somebody else has to decide. Another moderator can, or press “To the operator”.
error-decided-by-oneself = Somebody objects to a decision of yours, so another moderator has to look at it.
error-work-paused = The managers of this server have paused all work here, so there are no new tasks at the moment. Please come back later.
error-account-too-young = In this server your Discord account has to be at least { $days ->
    [one] one day
   *[other] { $days } days
 } old before you begin. You can begin on { $when }.
error-too-new-here = You have to be in this server for { $days ->
    [one] one day
   *[other] { $days } days
 } before you begin. You can begin on { $when }.
error-joined-unknown = You have to be in this server for { $days ->
    [one] one day
   *[other] { $days } days
 } before you begin, and Discord does not say since when you are. Please ask those who manage it.
error-role-needed = In this server you need the role { $role } to begin. Ask those who manage it.
error-kind-not-offered = This kind of task is not offered in this server. Offered here: { $kinds }.
error-language-not-offered = Work in this language is not offered in this server. Offered here: { $languages }.
error-cannot-post-here = You may not write in this channel, so your profile cannot be shared here.
error-label-missing = **Not submitted yet.** Still to be answered: { $label }.
error-ranking-incomplete = **Not submitted yet.** Press all the letters, the best one first.
error-too-many-to-rank = The task server handed out a ranking of { $count } texts; a card holds { $limit }. It was given back; please try again.
error-another-open = You are working on another task. Finish or skip it first; then you can change this answer.
