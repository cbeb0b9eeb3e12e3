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
task-random = Whatever is needed most

instruction-initial-prompt =
    Start a new conversation: write what you would like to ask or tell an assistant. A question, a task, a problem – anything that is worth a good answer.
instruction-assistant-reply =
    You are the **assistant**. Write the best reply that you can to the last message: helpful, correct, friendly. Look things up if you need to.
instruction-prompter-reply =
    You are the **prompter**. Carry on with the conversation: ask on, say what is missing, or bring up the next step.
instruction-summarize-story = Summarize the story in your own words.
task-hint = 💡 Hint: { $hint }

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
    [one] one point
   *[other] { $points } points
 }
worth-little = 1 point for every 10
facts = -# Worth { $worth } · in { $language } · open until { $expires }
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

modal-title-initial-prompt = Your prompt
modal-title-assistant-reply = Your reply as the assistant
modal-title-prompter-reply = Your reply as the prompter
modal-title-summarize-story = Your summary
modal-input = Your text, in { $language }
modal-placeholder = At most { $limit } characters. You can read it once more before you submit it.

skip-question = **Skip this task?** The text that you have written for it will be thrown away, and the task will not be offered to you again.

done-title = ✅ Saved. Thank you!
done-points = { $points ->
    [0] You will earn points for it when others accept it.
    [one] You earned **one point**.
   *[other] You earned **{ $points } points**.
 }
done-initial-prompt = Others will now review your prompt. If they accept it, a conversation can grow from it.
done-assistant-reply = Others will now review your reply, and rank it among other replies.
done-prompter-reply = Others will now review your reply, and the conversation goes on from there.
done-summarize-story = Others will now review your summary.

saved-title = 💾 Saved. It will be delivered.
saved-text = The task server does not answer at the moment. Your answer is stored safely and will be delivered as soon as the task server is back. You need not do anything.
skipped-title = ⏭️ Skipped
skipped-text = This task will not be offered to you again.
lapsed-title = ⌛ This task has expired
lapsed-text = It was not answered in time and may have gone to somebody else.
refused-title = ⚠️ This answer could not be taken
kept-text = Your text is kept for 30 days. You can copy it from here:

full-title = 📖 The conversation in full
full-page = -# Page { $page } of { $pages }
full-as-file = The conversation is long: it is in the attached file.
standing = Level { $level } · { $points ->
    [one] one point
   *[other] { $points } points
 } · { $missing } more to level up
    { $bar }

work-is-there = Your task is waiting for you here: { $thread } – [open it]({ $link })
work-continued = 👋 You have not finished this task yet. Go on with it, or press “Skip” for another one.
