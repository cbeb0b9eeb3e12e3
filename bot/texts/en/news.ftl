# Good news: what has become of somebody's work, told to those who want it.

command-news = Whether to tell you what becomes of your work

button-news-on = Tell me good news
button-news-off = No more good news
button-news-work = Get a task

news-title = 🔔 Good news
news-explained = I can tell you what becomes of your work: a text of yours that was accepted, a new level, a streak of days, a reply of yours that was ranked 1st, a prompt of yours that grew into a finished tree. At most one message a day, in your work thread.
news-are-on = ✅ **On.** You will hear from me when there is something to tell.
news-are-off = **Off.** You get no messages from me about this.
news-offer = 🔔 Want to hear what becomes of your work? At most one message a day. Press “Tell me good news”, or use /news later.

news-level = 🎉 You have reached **level { $level }**, with { $points ->
    [one] one point
   *[other] { $points } points
 }.
news-first-accepted = 🌱 **Your first text was accepted!** Others have read it, and found it good.
news-accepted = ✅ A text of yours was accepted, quality { $quality } of 5: **{ $points ->
    [one] one point
   *[other] { $points } points
 }**.
news-several-accepted = ✅ **{ $texts } of your texts were accepted**, for { $points ->
    [one] one point
   *[other] { $points } points
 }.
news-ranked-first = 🥇 Your reply was ranked **1st of { $siblings }**.
news-several-ranked-first = 🥇 **{ $replies } of your replies** were ranked 1st.
news-tree-finished = 🌳 { $prompts ->
    [one] **Your prompt grew into a finished tree.** It is part of the dataset now.
   *[other] **{ $prompts } of your prompts grew into finished trees.** They are part of the dataset now.
 }
news-streak-kept = 🔥 **{ $days } days in a row** with a contribution. Keep it up!
news-streak-ends = ⏳ Your streak of **{ $days } days** lasts until { $end }. One task keeps it going.
