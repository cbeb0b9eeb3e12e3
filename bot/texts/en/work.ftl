# Work: the cards on which a package is done.

role-prompter = 🧑 Prompter
role-assistant = 🤖 Assistant

task-initial-prompt = Write an initial prompt
task-assistant-reply = Reply as the assistant
task-prompter-reply = Reply as the prompter
task-summarize-story = Summarize a story
task-label-initial-prompt = Label an initial prompt
task-label-assistant-reply = Label a reply of the assistant
task-label-prompter-reply = Label a reply of the prompter
task-rank-assistant-replies = Rank replies of the assistant
task-rank-prompter-replies = Rank replies of the prompter
task-rank-initial-prompts = Rank initial prompts
task-rate-summary = Rate a summary

instruction-initial-prompt =
    Start a new conversation: write what you would like to ask or tell an assistant. A question, a task, a problem – anything that is worth a good answer.
instruction-assistant-reply =
    You are the **assistant**. Write the best reply that you can to the last message: helpful, correct, friendly. Look things up if you need to.
instruction-prompter-reply =
    You are the **prompter**. Carry the conversation on: ask a question that follows, say what is missing, or take the next step.
instruction-summarize-story = Summarize the story in your own words.
task-hint = 💡 **Hint**

marked-reply-to-this = ⬅ reply to this message
conversation-earlier-omitted = { $count ->
    [one] -# … one earlier message is not shown here. Press “Read in full”.
   *[other] -# … { $count } earlier messages are not shown here. Press “Read in full”.
 }
text-shortened = -# … shortened: the whole text has { $characters } characters. Press “Read in full”.

your-initial-prompt = ✍️ **Your prompt**
your-assistant-reply = ✍️ **Your reply as the assistant**
your-prompter-reply = ✍️ **Your reply as the prompter**
your-summarize-story = ✍️ **Your summary**

worth = { $points ->
    [0] No points
    [0.1] A tenth of a point
    [one] 1 point
   *[other] { $points } points
 }
worth-every-scale = { $most } with every scale
worth-when-accepted = Up to { $points ->
    [one] 1 point
   *[other] { $points } points
 } by its quality, once it is accepted
worth-when-settled = Up to { $points ->
    [one] 1 point
   *[other] { $points } points
 } if others agree
worth-if-accepted = { $points ->
    [0.1] another tenth
   *[other] { $points } more
 } if accepted
worth-if-agreed = { $points } more if others agree
chat-is-not-read = I do not read what is typed into the chat: press “{ $button }”.
facts-language = in { $language }
facts-progress = message { $number } of { $goal } in this tree
facts-topic = topic: { $topic }
facts-expires = expires { $expires }
topic-of-prompt = Topic: { $topic }
topic-none = No topic
preview-not-submitted = **Not submitted yet.** Read it once more, then press “Submit”.

button-write-prompt = Write prompt
button-write-reply = Write reply
button-write-summary = Write summary
button-submit = Submit
button-edit = Edit
button-discard = Discard
button-skip = Skip
button-skip-really = Yes, skip it
button-skip-not = Keep my text
button-next-task = Next task
button-read-in-full = Read in full
button-as-written = As written

modal-title-initial-prompt = Your prompt
modal-title-assistant-reply = Your reply as the assistant
modal-title-prompter-reply = Your reply as the prompter
modal-title-summarize-story = Your summary
modal-input = Your text, in { $language }
modal-placeholder = At most { $limit } characters. You can read it once more before you submit it.

skip-question = **Skip this task?** The text that you have written for it will be thrown away, and the task will not be offered to you again.

done-before = ✅ { $task }
done-before-points = { $points ->
    [0.1] a tenth of a point
    [one] 1 point
   *[other] { $points } points
 }
done-title = ✅ Saved. Thank you!
done-points = { $points ->
    [0.1] You earned **a tenth of a point**.
    [one] You earned **one point**.
   *[other] You earned **{ $points } points**.
 }
done-up-to = ⏳ Waiting for review: up to { $points ->
    [one] **one point**
   *[other] **{ $points } points**
 }.
done-up-to-accepted = You get them once your text is accepted: the better others find it, the more.
done-up-to-settled = You get them if others decide as you did: the more often your votes have proved right, the more.
done-with-scales = With every scale filled in it is { $points }.
done-if-accepted = If they accept it, you earn { $points ->
    [0.1] another tenth
    [one] one more point
   *[other] { $points } more points
 }.
done-if-agreed = If they agree with you, you earn { $points ->
    [one] one more point
   *[other] { $points } more points
 }.
done-no-points = This kind of task earns no points.
done-unused-title = 💾 Saved, but no longer used
done-unused = Meanwhile the conversation that this belongs to was deleted. Your text is stored, but nobody will review it, and it earns no points. You did nothing wrong.
check-passed = 🔎 **This was an attention check, and you passed it:** its answer was known before.
check-failed = 🔎 **This was an attention check, and you answered differently:** { $labels }. That costs you nothing and earns no points. Your own record is in /privacy.
check-answer = The known answer: { $answer }.
check-agreed = { $people ->
    [one] One person whose reviews have proved right said so.
   *[other] All { $people } people who had reviewed this text before said so, independently of each other.
 }
check-why = Why: { $why }
done-initial-prompt = Others will now review your prompt, and a conversation can grow from it.
done-assistant-reply = Others will now review your reply, and rank it among other replies.
done-prompter-reply = Others will now review your reply, and the conversation goes on from there.
done-summarize-story = Others will now review your summary.

saved-title = 💾 Saved. It will be delivered as soon as the task server is back.
saved-text = The task server cannot take your answer just now. It is stored safely; there is nothing you need to do.
delivered-notice = 📬 What you submitted while the task server was out of reach has been delivered.
delivered-unused-notice = 📬 A text that you submitted while the task server was out of reach has been delivered. But the conversation that it belongs to was deleted meanwhile, so nobody will review it. You did nothing wrong.
skipped-title = ⏭️ Skipped
skipped-text = This task will not be offered to you again.
lapsed-title = ⌛ This task has expired
lapsed-text = It was not answered in time and may have gone to somebody else.
lapsed-notice = ⌛ The task that you had open expired before you submitted it.
lapsed-message-deleted-title = 🗑️ This task is no longer there
lapsed-message-deleted = A task of yours ended before you submitted it, because its conversation has lost a message: somebody deleted what they had written. You did nothing wrong.
unconfirmed-title = ⚠️ This answer may not have arrived
refused-title = ⚠️ This answer could not be taken
kept-text = Your text is kept for { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 }. You can copy it from here:

full-page = -# Page { $page } of { $pages }
full-continued = { $name }, continued
full-as-written-file = Everything is in the attached file, sign by sign as it was written.
full-as-file = This is too long to show here: all of it is in the attached file.
full-nothing = There is nothing more to read here.
standing = Level { $level }{ $points ->
    [0] {""}
    [one] {" "}· one point
   *[other] {" "}· { $points } points
 } · { $missing ->
    [one] one more point
   *[other] { $missing } more points
 } to the next level
    { $bar }
standing-counted = Level { $level } · { $points ->
    [0] no full point yet
    [one] one point
   *[other] { $points } points
 }, as the task server counted { $when }

work-is-there = Your task is waiting for you here: { $thread } – [open it]({ $link })
work-continued = 👋 You have not finished this task yet. Go on with it, or press “Skip” for another one.
work-thread-locked = 🔒 A moderator has locked your thread in this server, so your task is shown here, where only you see it. It works the same way.

instruction-label = Read the marked message and say what you think of it. Others judge it too; nobody sees who said what.
instruction-rank = Read all the texts, then press their letters: **the best one first**, then the next best, until all are in order.
instruction-rate-summary = How good is the summary of this text?
marked-label-this = ⬅ judge this message
marked-rank-replies = ⬅ rank the replies to this message
label-yes = { $label }: yes
label-no = { $label }: no
label-required = **Please answer at least:** { $labels }. All else is up to you, and welcome.
label-flags = Anything wrong? Choose all that apply
label-scale = { $label }: from { $low } to { $high }
label-ready = **Not submitted yet.** All that is required is answered. Add more if you like, then press “Submit”.

label-spam = Spam
label-fails-task = Misses the task
label-lang-mismatch = Not { $language }
label-lang-mismatch-help = Written in another language
label-pii = Personal data
label-pii-help = Names, addresses, numbers of private persons
label-not-appropriate = Not appropriate
label-not-appropriate-help = Should not be in a dataset for an assistant
label-hate-speech = Hate speech
label-hate-speech-help = Attacks people for what they are
label-sexual-content = Sexual content
label-sexual-content-help = Describes sexual acts or is sexually suggestive
label-moral-judgement = Moral judgement
label-moral-judgement-help = Passes judgement on what people believe or do
label-political-content = Political content
label-political-content-help = Takes sides in politics
label-quality = Quality
label-quality-low = low
label-quality-high = high
label-helpfulness = Helpfulness
label-helpfulness-low = unhelpful
label-helpfulness-high = helpful
label-creativity = Creativity
label-creativity-low = ordinary
label-creativity-high = creative
label-humor = Humour
label-humor-low = serious
label-humor-high = humorous
label-toxicity = Toxicity
label-toxicity-low = polite
label-toxicity-high = rude
label-violence = Violence
label-violence-low = harmless
label-violence-high = violent

button-undo-pick = Undo pick
button-reset = Reset
button-all-incorrect = All are factually incorrect
rank-begin = **Not submitted yet.** Press the letter of the best one first.
rank-so-far = **Your order so far:** { $order }
rank-not-rankable = You said that **all are factually incorrect**. Press “Submit”, or the button again to take it back.
rate-full-text = **The text**
rate-the-summary = **The summary**
rate-lowest = bad
rate-highest = excellent

done-label-initial-prompt = Your review helps to decide whether a conversation grows from this prompt.
done-label-assistant-reply = Your review helps to decide whether this reply is accepted.
done-label-prompter-reply = Your review helps to decide whether this reply is accepted.
done-rank-assistant-replies = With the rankings of others, yours decides which reply is the best.
done-rank-prompter-replies = With the rankings of others, yours decides which reply is the best.
done-rank-initial-prompts = With the rankings of others, yours decides which prompt is the best.
done-rate-summary = Your rating is recorded.

button-guidelines = Guidelines
button-more = More
button-change-answer = Change answer
button-leave-answer = Leave it as it was
preview-change = **Not changed yet.** Read it once more, then press “Submit” to replace your earlier answer.
done-not-changed = ⚠️ Your earlier answer stands: { $reason }
hint-language = This seems to be { $found }. It will be stored as { $wanted }.
button-store-as = Store as { $language }
hint-repeats-prompt = This is the same text as the message that you reply to.
hint-repeats-own = You submitted this text before.
hint-repeats-conversation = This text is in the conversation already.

about-title = More about this task
about-nothing = This task shows no message yet. Its id, should you need to ask somebody about it: `{ $session }`
about-which = Which message?
about-number = { $number }. { $role }
about-letter = Reply { $letter }
about-reactions = -# 👍 { $likes } · 👎 { $dislikes }
about-id = -# Message id, should you need to ask somebody about it: `{ $message }`
about-reported = ✅ Thank you. What several people report is taken out.
button-like = 👍 I like it
button-dislike = 👎 I don’t like it
button-report = 🚩 Report
report-title = Report a message
report-reason = What is wrong with it?
report-placeholder = Spam, personal data, something harmful … in your own words
