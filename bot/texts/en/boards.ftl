# Leaderboards and profiles.

period-day = Last 24 hours
period-week = Last 7 days
period-month = Last 30 days
period-total = Of all time

board-rank = { $rank }
board-row = { $place } · { $name } · ⭐ **{ $points }**
board-row-counts = -# ✍️ { $prompts } · 💬 { $replies } · 🏷️ { $labels } · 📊 { $rankings }
board-legend = -# ⭐ points · ✍️ prompts · 💬 replies · 🏷️ labels · 📊 rankings
board-you = { $name } (you)
board-nameless = (no name)
board-empty-day = 🌱 Nobody yet in the last 24 hours. Be the first: /work gives you a task.
board-empty-week = 🌱 Nobody yet in the last 7 days. Be the first: /work gives you a task.
board-empty-month = 🌱 Nobody yet in the last 30 days. Be the first: /work gives you a task.
board-empty-total = 🌱 Nobody yet. Be the first: /work gives you a task.

scope-server = This server
scope-global = All servers

leaderboard-page = page { $page }
leaderboard-updated = updated { $when }
leaderboard-by-quality = -# Points come from what others found good, not from how much somebody did: /profile says how.
leaderboard-not-live = -# The task server renews its boards every few minutes to hours, and has none of single servers.
leaderboard-no-server-here = -# A direct message is in no server, so this counts all servers.
leaderboard-not-on-it = 🔎 You are not on this board yet. /work gives you a task.
leaderboard-hidden = 🙈 You are hidden from leaderboards. /profile shows how you stand, and can show you again.
button-board-previous = Previous
button-board-next = Next
button-board-me = Where am I
button-board-back = Back to the board
button-board-server = This server
button-board-global = All servers

profile-level = **{ $points ->
    [one] One point
   *[other] { $points } points
 }, level { $level }**; { $missing } more to level { $next }
profile-highest-level = **{ $points } points, level { $level }**: there is no higher one
profile-streak = 🔥 { $days ->
    [one] **One day** with contributions
   *[other] **{ $days } days** with contributions in a row
 }
profile-streak-ends = -# Your streak lasts until { $when }. Contribute by then, and it goes on.
profile-streak-ends-theirs = -# The streak lasts until { $when }.
profile-streak-rule = -# A streak lasts until { $hours } hours pass without a contribution.
profile-no-streak = 🔥 No streak at the moment
profile-ranks = **Rank**
profile-rank = { $period }: **{ $everywhere }**
profile-rank-both = { $period }: **{ $here }** · **{ $everywhere }**
profile-ranks-both = **Rank** in this server · in all servers
profile-place = #{ $rank }
profile-accepted = ✅ { $texts ->
    [one] { $accepted } of { $texts } text
   *[other] { $accepted } of { $texts } texts
 } accepted so far ({ $percent }%)
profile-ranked-first = 🥇 { $count ->
    [one] A reply was ranked first **once**
   *[other] Replies were ranked first **{ $count } times**
 }
profile-newcomer = Nothing here yet: /work gives you a first task. Then this shows your points, your level and your streak.
profile-nothing = 🔎 There is nothing to show about this person.
profile-unknown = The task server does not answer at the moment, so your points, your level and your ranks cannot be shown. Nothing of them is lost; look again later. What you choose here holds at once.
profile-checks = 🔎 Attention checks passed: { $passed } of { $answered }. Only you see this here.
profile-not-live = -# The task server renews these numbers every few minutes to hours, and has none of single servers.
profile-hidden = 🙈 **You are hidden.** Neither leaderboards nor the profile that others can ask for show you.
profile-hidden-here-only = -# That holds for this bot. The task server could not be told: its own website may still show you.
profile-hidden-there-only = -# It is the task server that hides you. If you cannot change that here, you can on its own website.
profile-shared = 📣 Shared: everybody in this channel can see it now.
profile-shared-before = 📣 Shared: everybody in this channel can see it now. The copy that you shared here before disappears within a minute or two.
profile-withdrawn = { $count ->
    [one] 🗑️ The profile that you had shared disappears from its channel within a minute or two.
   *[other] 🗑️ The { $count } profiles that you had shared disappear from their channels within a minute or two.
 }
button-share = Share
button-hide-me = Hide me from leaderboards
button-show-me = Show me on leaderboards

counted-prompts = { $count ->
    [one] one prompt
   *[other] { $count } prompts
 }
counted-replies = { $count ->
    [one] one reply
   *[other] { $count } replies
 }
counted-labels = { $count ->
    [one] one label task
   *[other] { $count } label tasks
 }
counted-rankings = { $count ->
    [one] one ranking
   *[other] { $count } rankings
 }

score-title = **How your points come about**
score-line = - { $what } × { $points } = **{ $sum }**
score-line-by-number = - { $what }, { $points } for every { $number } = **{ $sum }**{ $rest ->
    [0] {""}
   *[other] {" "}({ $rest } of { $number } towards the next)
 }
score-line-begun = - { $have } of { $what } for { $points ->
    [one] the next point
   *[other] the next { $points } points
 }
score-sum = In all **{ $points ->
    [one] one point
   *[other] { $points } points
 }**
score-differs = -# The task server says { $points }: it may count in another way.
score-also = **What else earns points**
score-worth = - { $what }: { $points ->
    [one] **1 point** each
   *[other] **{ $points } points** each
 }
score-worth-by-number = - { $what }: { $points ->
    [one] **1 point**
   *[other] **{ $points } points**
 } for every { $number }
score-up-to = - { $what }: up to { $points ->
    [one] **1 point** each
   *[other] **{ $points } points** each
 }
score-by-quality = A text earns its points once reviews accept it, by the quality that they give it: all of them at 5 of 5, three quarters at 4, half at 3, hardly any below. Where many of your texts are rejected, the others earn less.
score-by-agreement = These earn theirs where they agree with what was settled. A newcomer gets half, and all once their votes have proved right; who decides at random gets nothing.
score-places = - each ranking that puts a reply of yours 1st, 2nd or 3rd: up to **{ $place1 }**, **{ $place2 }** or **{ $place3 } points**
score-prompts = { $count ->
    [0] initial prompts
    [one] 1 initial prompt
   *[other] { $count } initial prompts
 }
score-replies-assistant = { $count ->
    [0] replies as the assistant
    [one] 1 reply as the assistant
   *[other] { $count } replies as the assistant
 }
score-replies-prompter = { $count ->
    [0] replies as the prompter
    [one] 1 reply as the prompter
   *[other] { $count } replies as the prompter
 }
score-labels-simple = { $count ->
    [0] label tasks
    [one] 1 label task
   *[other] { $count } label tasks
 }
score-labels-full = { $count ->
    [0] label tasks with every scale
    [one] 1 label task with every scale
   *[other] { $count } label tasks with every scale
 }
score-rankings = { $count ->
    [0] rankings
    [one] 1 ranking
   *[other] { $count } rankings
 }
score-good-rankings = { $count ->
    [0] rankings that others agree with
    [one] 1 ranking that others agree with
   *[other] { $count } rankings that others agree with
 }
score-accepted-prompts = { $count ->
    [0] accepted initial prompts
    [one] 1 accepted initial prompt
   *[other] { $count } accepted initial prompts
 }
score-accepted-replies-assistant = { $count ->
    [0] accepted replies as the assistant
    [one] 1 accepted reply as the assistant
   *[other] { $count } accepted replies as the assistant
 }
score-accepted-replies-prompter = { $count ->
    [0] accepted replies as the prompter
    [one] 1 accepted reply as the prompter
   *[other] { $count } accepted replies as the prompter
 }
score-ranked-first = { $count ->
    [0] replies ranked 1st
    [one] 1 time ranked 1st
   *[other] { $count } times ranked 1st
 }
score-ranked-second = { $count ->
    [0] replies ranked 2nd
    [one] 1 time ranked 2nd
   *[other] { $count } times ranked 2nd
 }
score-ranked-third = { $count ->
    [0] replies ranked 3rd
    [one] 1 time ranked 3rd
   *[other] { $count } times ranked 3rd
 }
