# /stats: what the pool of trees has become. What stands on pictures (states, roles, headings) is short.

command-stats = What this community has built so far, in pictures and numbers

stats-title = 📊 Statistics · { $view }
stats-view-trees = Trees
stats-view-messages = Messages
stats-view-work = Open work
stats-view-activity = Activity
stats-view-quality = Agreement
button-stats-trees = Trees
button-stats-messages = Messages
button-stats-work = Open work
button-stats-activity = Activity
button-stats-quality = Agreement
button-stats-share = Share
stats-shared = 📣 Shared: everybody in this channel can see it now.

stats-empty = 🌱 There is nothing to count yet. Use /work to get a task: the first tree can grow from your prompt.
stats-as-of = Counted { $moment }.
stats-number = { $count }
stats-percent = { $percent }%

stats-goal = On the way to the goal
stats-goal-reached = The goal is reached
stats-finished-trees = Finished trees
stats-of-goal = { $count } of { $goal } · { $percent }%
stats-trees = { $count ->
    [one] One tree, by state
   *[other] { $count } trees, by state
 }
stats-trees-note = A tree is a prompt with all the conversations that grow from it.
stats-state-initial-prompt-review = Prompt in review
stats-state-prompt-lottery-waiting = Waiting to grow
stats-state-growing = Growing
stats-state-ranking = Replies being ranked
stats-state-ready-for-scoring = Ranking being counted
stats-state-ready-for-export = Finished
stats-state-scoring-failed = Ranking could not be counted
stats-state-aborted-low-grade = Closed: not accepted
stats-state-halted-by-moderator = Halted by a moderator
stats-state-backlog-ranking = Imported, waiting to be ranked

stats-messages = { $count ->
    [one] One message, by role
   *[other] { $count } messages, by role
 }
stats-messages-none = Nobody has written a message yet. Use /work to get a task.
stats-role-prompter = As the prompter
stats-role-assistant = As the assistant
stats-languages = Messages by language
stats-other-languages = { $count ->
    [one] One more language
   *[other] { $count } more languages
 }

stats-work = Open tasks by kind
stats-work-none = No task about a message is open right now. New prompts are nearly always welcome: /work.

stats-activity = Contributions per day
stats-activity-none = Nobody has written, reviewed or ranked anything in the last 30 days.
stats-activity-note = Contributions are texts, reviews and rankings. A day runs from midnight to midnight UTC.
stats-first-day = { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
 }
stats-last-day = today
stats-today = Today
stats-last-week = Last 7 days
stats-last-month = Last 30 days
stats-busiest-day = Busiest day
stats-number-on-day = { $count } on { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }
stats-contributors = { $count ->
    [one] One person has contributed
   *[other] { $count } people have contributed
 }
stats-contributions-of = { $count ->
    [one] All contributions, of one person
   *[other] All contributions, of { $count } people
 }
stats-contributions-of-all = All contributions
stats-most-active = The ten most active
stats-everybody-else = Everybody else
stats-most-active-note = The percentages are of all contributions so far, not only those of the last 30 days.
stats-share-note = With more than { $people } people, the share of the most active is shown here too.
stats-agreement = How far people agree, label by label
stats-label-language = Another language
stats-alpha = { $alpha }
stats-agreement-note = 1 is full agreement, 0 no more than by chance, less is below that (Krippendorff’s alpha). Counted from the latest { $reviews } reviews.
stats-quality-none = Too little has been reviewed by several people to say how far they agree.
stats-checks = { $count ->
    [one] One attention check answered
   *[other] { $count } attention checks answered
 }
stats-checks-passed = Passed
stats-checks-failed = Answered differently
stats-checks-note = Attention checks are labeling tasks whose answer is already known.

stats-not-anew = The task server does not answer at the moment: these are the last numbers that it gave.
stats-unknown = The task server does not answer at the moment, so there are no numbers of trees and messages. Look again later.
stats-people-here = { $count ->
    [0] Nobody has agreed to contribute here yet.
    [one] One person has agreed to contribute here.
   *[other] { $count } people have agreed to contribute here.
 }
stats-unknown-work = How much work is open is not shown: the task server does not tell.
stats-unknown-activity = Activity is not shown: the task server does not tell.
stats-unknown-agreement = How far people agree is not shown: the task server does not tell.
