# /privacy: what is stored about somebody, their export, their deletion.

command-privacy-export = Get what is stored about you as a file
command-privacy-delete = Delete what this bot stores about you; you are asked once more

privacy-title = 🔒 What is stored about you
privacy-identity = **You**: { $name } (Discord id { $discord })
privacy-consent-accepted = You accepted the contributor agreement (version { $version }) { $when }.
privacy-consent-declined = You declined the contributor agreement (version { $version }) { $when }.
privacy-consent-none = You have not accepted the contributor agreement; nothing that you write is collected.
privacy-contributions = **Your contributions**: { $messages ->
    [0] no messages
    [one] one message
   *[other] { $messages } messages
 }, { $labels ->
    [0] no reviews
    [one] one review
   *[other] { $labels } reviews
 }, { $rankings ->
    [0] no rankings
    [one] one ranking
   *[other] { $rankings } rankings
 }.
privacy-contributions-elsewhere = **Your contributions**: { $messages ->
    [0] no messages
    [one] one message
   *[other] { $messages } messages
 } at the task server.
privacy-answers-elsewhere = The task server also keeps your reviews, rankings, reactions and reports, but does not list them.
privacy-contributions-unknown = **Your contributions**: the task server does not answer at the moment, so what it keeps of you is missing here and in the export. Ask again later.
privacy-drafts = **Unfinished texts**: { $drafts ->
    [0] none
    [one] one
   *[other] { $drafts }
 }. Unfinished texts are seen by nobody but you and are deleted after { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 }.
privacy-checks = **Attention checks** (labeling tasks whose answer is already known): you passed { $passed } of { $answered }. They count a little when your votes are weighed, and moderators see the two numbers.
privacy-also = **Also stored about you**
privacy-languages = { $count ->
    [one] one language that you work in
   *[other] { $count } languages that you work in
 }
privacy-agreement-answers = { $count ->
    [one] one answer to the contributor agreement
   *[other] { $count } answers to the contributor agreement
 }
privacy-consents = { $count ->
    [one] the version of the agreement under which your contributions were made
   *[other] the { $count } versions of the agreement under which your contributions were made
 }
privacy-unfinished-deletions = { $count ->
    [one] your Discord id, because of an earlier deletion for which the task server is still to be asked
   *[other] your Discord id, because of { $count } earlier deletions for which the task server is still to be asked
 }
privacy-reactions = { $count ->
    [one] one reaction
   *[other] { $count } reactions
 }
privacy-reports = { $count ->
    [one] one report, with its reason
   *[other] { $count } reports, with their reasons
 }
privacy-unfinished-purges = { $count ->
    [one] that you are having one person deleted as the operator
   *[other] that you are having { $count } people deleted as the operator
 }
privacy-decisions-under-way = { $count ->
    [one] one decision about you that is being carried out
   *[other] { $count } decisions about you that are being carried out
 }
privacy-cases-claimed = { $count ->
    [one] one case that you have claimed as a moderator
   *[other] { $count } cases that you have claimed as a moderator
 }
privacy-named-on-cards = { $count ->
    [one] one card of a case, for moderators, that names you
   *[other] { $count } cards of cases, for moderators, that name you
 }
privacy-objections = { $count ->
    [one] one objection to a decision of moderators
   *[other] { $count } objections to decisions of moderators
 }
privacy-cases = { $count ->
    [one] one case about you that moderators look at, or looked at
   *[other] { $count } cases about you that moderators look at, or looked at
 }
privacy-decisions-about = { $count ->
    [one] one decision of moderators about you or your messages
   *[other] { $count } decisions of moderators about you or your messages
 }
privacy-pauses = { $count ->
    [one] one pause from writing, because many of your texts had been rejected, with what reviewers said
   *[other] { $count } pauses from writing, because many of your texts had been rejected, with what reviewers said
 }
privacy-decisions-by = { $count ->
    [one] one decision that you made as a moderator
   *[other] { $count } decisions that you made as a moderator
 }
privacy-kept-to-undo = { $count ->
    [one] one entry that is kept for a while so that a decision can be taken back
   *[other] { $count } entries that are kept for a while so that decisions can be taken back
 }
privacy-barred-from = { $count ->
    [one] one server in which you may not work
   *[other] { $count } servers in which you may not work
 }
privacy-unlisted = { $count ->
    [one] one server whose moderators took you off its leaderboards
   *[other] { $count } servers whose moderators took you off their leaderboards
 }
privacy-notes-about = { $count ->
    [one] one note of moderators about you
   *[other] { $count } notes of moderators about you
 }
privacy-notes-by = { $count ->
    [one] one note that you wrote as a moderator
   *[other] { $count } notes that you wrote as a moderator
 }
privacy-skips = { $count ->
    [one] one message that you skipped
   *[other] { $count } messages that you skipped
 }
privacy-packages = { $count ->
    [one] one task that you were given
   *[other] { $count } tasks that you were given
 }
privacy-sessions = { $count ->
    [one] one card, with the state that you left it in
   *[other] { $count } cards, with the state that you left them in
 }
privacy-waiting = { $count ->
    [one] one answer that waits for delivery
   *[other] { $count } answers that wait for delivery
 }
privacy-notices = { $count ->
    [one] one sentence that you will be told next time
   *[other] { $count } sentences that you will be told next time
 }
privacy-threads = { $count ->
    [one] one private work thread
   *[other] { $count } private work threads
 }
privacy-good-news = { $count ->
    [one] whether you want good news
   *[other] { $count } wishes about good news
 }
privacy-level-roles = { $count ->
    [one] one role for your level
   *[other] { $count } roles for your level
 }
privacy-shared-profiles = { $count ->
    [one] where you shared your profile
   *[other] the { $count } places where you shared your profile
 }
privacy-posted-boards = { $count ->
    [one] one entry about leaderboards in channels
   *[other] { $count } entries about leaderboards in channels
 }
privacy-posted-tasks = { $count ->
    [one] one task that you put into a public thread
   *[other] { $count } tasks that you put into public threads
 }
privacy-recent-actions = { $count ->
    [one] when you wrote or skipped something in the last minutes, so that nobody does it in bulk
   *[other] { $count } times at which you wrote or skipped something in the last minutes, so that nobody does it in bulk
 }
privacy-recent-texts = { $count ->
    [one] the scrambled code of one text of yours, to notice repeats
   *[other] the scrambled codes of { $count } texts of yours, to notice repeats
 }
privacy-vote-records = { $count ->
    [one] how far your reviews, rankings and texts agreed with what was decided: your votes are weighed by it
   *[other] { $count } records of how far your reviews, rankings and texts agreed with what was decided: your votes are weighed by it
 }
privacy-check-answers = { $count ->
    [one] your answer to one attention check
   *[other] your answers to { $count } attention checks
 }
privacy-counts = { $count ->
    [one] one count of what you did, for leaderboards
   *[other] { $count } counts of what you did, for leaderboards
 }
privacy-reception = { $count ->
    [one] one count of what others said of your messages
   *[other] { $count } counts of what others said of your messages
 }
privacy-log = { $count ->
    [one] one entry of the log, which names you by a random mark
   *[other] { $count } entries of the log, which names you by a random mark
 }
privacy-other = { $kind }: { $count }
privacy-all = Nothing else is stored about you. The export has all of it, word by word.
privacy-all-here = This bot stores nothing else about you. The export has all of it, and what the task server lists, word by word.
privacy-all-but-elsewhere = This bot stores nothing else about you.
privacy-contact = Questions, changes, deletion: { $contact }.
privacy-agreement = 📜 The agreement in full

button-export-data = Export my data
button-delete-data = Delete my data
button-delete-everything = Delete everything about me
button-delete-here = Delete what is stored here
button-keep-data = Keep my data

export-title = 📦 Your data
export-what = { $files ->
    [one] The attached file has everything that is stored about you in this bot, and nothing of other people's. It is JSON: text that you can read in any editor, and that programs can read too.
   *[other] These { $files } files have everything that is stored about you in this bot, and nothing of other people's. They are JSON: text that you can read in any editor, and that programs can read too.
 }
export-private = Only you see this message. The file has your Discord id and your texts: think before you pass it on.
export-incomplete = ⚠️ **The task server does not answer at the moment: what it keeps of you is missing here.** Ask for the file again later.
export-part = 📦 Your data, file { $part } of { $parts }

delete-title = ⚠️ Delete everything about you?
delete-goes = **This goes, for good:** your Discord id and name, your agreement, your languages, your points and your place on leaderboards; your { $messages ->
    [0] texts (so far none)
    [one] text
   *[other] { $messages } texts
 }, reviews, rankings, reactions and reports, in all servers; what you have begun and not submitted; your private work threads here in Discord.
delete-conversations = **Conversations:** one that you began is taken out of work and out of the dataset. Where others replied to you, an empty place remains without your name.
delete-stays = **This stays, without any trace of you:** what your reviews and rankings have already decided. If you are barred from working, a code that cannot be turned back into your id keeps you barred.
delete-published = **This cannot be recalled:** what has been published already, and copies that others have made of it. Backups contain your data until they are replaced; ask { $contact } when that is.
delete-title-here = ⚠️ Delete what this bot stores about you?
delete-goes-here = **This goes, for good:** your Discord id and name, your agreement and your languages in this bot; what you have begun and not submitted, and answers that still wait to be delivered; your private work threads here in Discord.
delete-elsewhere = **This stays at the task server, where this bot cannot delete it:** what you have submitted – texts, reviews, rankings, reactions and reports – with your Discord id and name, and your points and place on leaderboards. Ask { $contact } to have it deleted there.
delete-little = Little is stored about you: your Discord id, your display name and the settings that you chose here. You have contributed nothing.
delete-final = It cannot be undone. To keep a copy, press “Export my data” first.
delete-done-title = 🗑️ Everything about you is deleted
delete-done = Your private work threads disappear within a few minutes. If you use this bot again, you begin as somebody new.
delete-done-here-title = 🗑️ What this bot stored about you is deleted
delete-done-here = Your private work threads disappear within a few minutes. What you have submitted is still at the task server: ask { $contact } to have it deleted there.
delete-rest = ⏳ The task server does not answer at the moment, so it could not be asked which texts are yours. Copies of them on cards of other people go as soon as it is back, in { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 } at the latest. Until then your Discord id is kept for that, and nothing else; you need not do anything.
delete-begun-title = ⏳ The deletion has begun
delete-begun = What is stored here is deleted. The task server does not answer at the moment; what it keeps of you is deleted as soon as it is back. You need not do anything.
delete-kept = 👍 Nothing was deleted.

trust-title = ⚖️ How your votes count
trust-nothing-settled = Nothing that you reviewed has been decided yet.
trust-agreed = You reviewed { $settled ->
    [one] one text that has been decided since
   *[other] { $settled } texts that have been decided since
 }; { $agreed } of your reviews said what was decided.
trust-rejected = - Rejected in the end: { $rejected }. You had objected to { $objected } of them.
trust-accepted = - Accepted in the end: { $accepted }. You had not objected to { $passed } of them.
trust-estimates = From this the bot reckons that you object to { $sensitivity } % of the texts that should be rejected (*sensitivity*), and let { $specificity } % of the good ones pass (*specificity*). Recent reviews count for more, and as long as there are few you are taken for somebody new.
trust-review-weight = **Your reviews** count { $percent } % of what those of somebody new count.
trust-review-alike = **Your reviews** count as much as everybody’s: here they are not weighed.
trust-ranking-weight = **Your rankings** count { $percent } % of what those of somebody new count. That also depends on how often they put two replies in the order that all together found.
trust-ranking-alike = **Your rankings** count as much as everybody’s: here they are not weighed.
trust-nobody-is-judged = These figures come from what you did here, and from nothing else. They change how much a vote counts and how many reviews are asked for; they decide nothing about you.
