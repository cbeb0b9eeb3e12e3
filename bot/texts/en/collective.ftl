# Collective packages: a task in a public thread, which everybody answers on a card of their own.

posted-title = 📣 { $task } – together
posted-how = Press **Answer**: you get a card that only you see. If you have not accepted the contributor agreement yet, it comes first.
posted-how-rank = 🙈 Everyone ranks without seeing what the others think. When this closes, you see here what came out.
posted-how-text = What you write is not shown here: it is reviewed like everything else.
posted-answers = { $answers ->
    [0] No answers yet
    [one] 1 answer
   *[other] { $answers } answers
}
posted-closes = closes { $closes }
posted-closes-at-number = { $answers ->
    [one] It closes earlier if there is 1 answer.
   *[other] It closes earlier if there are { $answers } answers.
}
posted-public = Only what you see on this card is public. Answers count under the contributor agreement, like any others; nobody’s own answer is shown here.
posted-closed-title = ✅ Closed
posted-ended-time = The time is up.
posted-ended-number = There are as many answers as were wanted.
posted-begun-may-finish = If you have begun already, you can still submit your answer.
posted-ended-manager = It was closed by a manager of this server.
posted-ended-gone = It was closed because its conversation has lost a message, or takes no more answers.
posted-gone = This task is no longer there. Use **/work** to get another one.
posted-texts-gone = -# It was closed a month ago, so the texts are no longer shown.
posted-thanks = Thank you!
posted-reviewed-now = What was written is in review now. Use **/work** to help with that.
posted-consensus = 📊 **What you say together:** { $order }
posted-mean-place = **{ $letter }** { $mean }
posted-concordance = The numbers are mean places: 1 is the best. **Agreement (Kendall’s W): { $concordance }**, from 0 to 1. If { $people } people ranked at random, it would be about { $chance }.
posted-one-ranking = The numbers are places: 1 is the best. Only one ranking counts, so there is no agreement to measure.
posted-all-incorrect = { $people ->
    [one] 1 person found all of them factually incorrect; their order is not counted here.
   *[other] { $people } people found all of them factually incorrect; their orders are not counted here.
}
posted-talk = 💬 Do you see it the same way? What makes the best one better? Talk about it here.

button-answer = Answer
button-close-collective = Close

posted-here = ✅ It is in { $thread }: [open it]({ $link }). Its language: { $language }. You can close it there with “Close”.
posted-later = Discord does not answer just now. I will go on trying for a while; look for a new thread in { $channel } in a few minutes.

error-collective-over = This task takes no more answers. Use /work to get another one.
error-collective-answered = You have answered this already, here or in your own work thread. Everybody answers once; use /work to get another task.
error-collective-unsupported = The task server cannot give one task to several people at once, so /post-task is not possible here.
error-collective-no-channel = A public thread needs a text channel. Please use /post-task in one.
error-collective-lacks = I cannot open a public thread in { $channel }. I need { $permissions } there: channel settings → Permissions. Then use /post-task again.
error-collective-refused = Discord did not let me post in { $channel }, so nothing was posted. It may have too many active threads; archive some, then use /post-task again.
error-collective-too-many = { $limit } tasks are open in threads of this server already. Close one of them first.
lapsed-collective-closed-title = 🔒 This task was closed
lapsed-collective-closed = A task in a public thread was closed before you had submitted your answer. You did nothing wrong, and what you had written is kept.
choice-collective = the task in this thread
