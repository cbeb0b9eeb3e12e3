# Choice: what somebody asked for, beside what they have open; and what they put aside.

choice-title = You have a task open
choice-open = **{ $task }**, in { $language }. What would you like to do?
choice-keeps = What you have begun is kept for { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 }. It is here again when you next ask for “{ $task }” in { $language }, or for whatever is needed most.
choice-skips = The task server counts “Put it aside” as “Skip”: this task will not be offered to you again.
choice-keeps-text = Your text is kept for { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 }. When you next ask for “{ $task }” in { $language }, it is shown to you, so that you can copy it.
choice-change = You are changing an answer of yours. If you put that aside, the answer stays as it was. What you have typed is there when you press “Change answer” again.
choice-nothing = Your open task is still there: use **/work** to go on with it.

button-go-on = Go on with this
button-put-aside = Put it aside: { $wish }

put-aside-title = 📥 Put aside
put-aside-text = You chose another task instead of this one.
put-aside-again = 👋 You put this task aside. Here it is again, with what you had begun.
put-aside-gone = 📝 The text below is one that you put aside. Its task cannot be taken up again, but you can copy what you wrote.

asked-for = -# You asked for “{ $task }”.
button-anything-else = Anything else
