# /tasks: what is open, and the honest end of work.

command-tasks = Show what is open for you, and start it

tasks-title = 🗂️ What is open for you
tasks-count = { $task }: **{ $count }**
tasks-prompts = { $task }: room for **{ $count }** more
tasks-topics = - By topic: { $topics }
tasks-topic = { $topic } **{ $count }**
tasks-choose-topic = Work on a topic
tasks-not-all-buttons = -# There is no room here for a button for everything: with /work you can name a kind of task and a language.
tasks-choose-languages = -# /language sets the languages in which you work.
button-start = { $task } · { $count }
button-start-in = { $language }: { $task }
button-start-count-in = { $language }: { $task } · { $count }
button-start-elsewhere = { $count ->
    [one] { $language }: one task
   *[other] { $language }: { $count } tasks
 }

nothing-title = 🌙 There is nothing to do for you right now in { $language }.
nothing-of-type-title = 🌙 “{ $task }”: there is nothing to do for you right now in { $language }.
nothing-here = Nothing to do for you right now.
nothing-but-prompts = Nothing else to do for you right now.
nothing-other-types = There is other work for you in { $language }:
nothing-come-back = Come back later: this changes as soon as somebody else has written, judged or ranked something.

waiting-reviews = { $messages ->
    [one] One of your community's messages waits for { $reviews ->
        [one] one more review
       *[other] { $reviews } more reviews
     }.
   *[other] { $messages } of your community's messages wait for { $reviews } more reviews.
 }
waiting-rankings = { $trees ->
    [one] One tree waits for { $rankings ->
        [one] one more ranking
       *[other] { $rankings } more rankings
     }.
   *[other] { $trees } trees wait for { $rankings } more rankings.
 }
waiting-prompts = { $prompts ->
    [one] One prompt waits for its turn.
   *[other] { $prompts } prompts wait for their turn.
 }
waiting-for-others = This is for other people: what you wrote yourself, or have had already, is not offered to you. While many of your prompts are waiting, others are asked for new ones.
waiting-for-nothing = No message is waiting in this language either.
elsewhere = There is work in other languages: { $languages }.
elsewhere-tasks = { $tasks ->
    [one] one task in { $language }
   *[other] { $tasks } tasks in { $language }
 }
