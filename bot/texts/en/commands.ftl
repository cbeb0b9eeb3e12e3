# Commands as Discord lists them. A description (command-…) has at most 100 characters. The name of an option
# (option-…) has at most 32: small letters, digits, hyphens, no spaces. Commands are called the same in every language.

option-answers = answers
option-closes = closes
option-language = language
option-message = message
option-period = period
option-scope = scope
option-task = task
option-topic = topic
option-user = user

command-work = Get a task: write, label or rank – or return to the one that is open
command-work-task = What you would like to do
command-work-language = The language to work in, such as en, de or pt-BR
command-work-topic = The topic of the conversations to work on
command-help = What this bot does, and how to begin
command-guidelines = How to do each kind of task well, and what the labels mean
command-guidelines-topic = What you would like to read about
command-leaderboard = The best contributors of a day, a week, a month or of all time
command-leaderboard-period = Which time counts; without it, the last 7 days
command-leaderboard-scope = Which contributions count; without it, those of this server
command-profile = Your points, level, streak and rank, and how your points come about
command-profile-user = Somebody else; without it, you
command-privacy = What is stored about you
command-privacy-show = Show what is stored about you, and the agreement
command-boards = Leaderboards that are posted to a channel of this server
command-settings = Everything that is set in this server, to see and to change
command-moderate = Cases that wait for moderators, and what moderators did
command-moderate-queue = Cases that wait for a decision, the worst first
command-moderate-message = A message of this server: its conversation, and what can be decided about it
command-moderate-message-message = Words of the text or its author's name; choose from the list
command-moderate-tree = The whole tree of a message: read it, halt it, let it go on
command-moderate-user = What somebody did in this server, notes, and what can be decided about them
command-moderate-user-user = Who
command-open-case = Open the case
command-moderate-log = What moderators did in this server
command-post-task = Put a task into a public thread: everyone who agreed can answer it
command-post-task-task = What everybody is to do; a ranking shows in the end how far you agree
command-post-task-language = The language of the task, such as en, de or pt-BR
command-post-task-message = What you would like to say to those who answer
command-post-task-closes = When it closes; without it, in a day
command-post-task-answers = Close it after so many answers

task-random = Whatever is needed most
topic-overview = What applies to every task
topic-labels = What the labels mean
closes-hour = in an hour
closes-six-hours = in 6 hours
closes-day = in a day
closes-three-days = in 3 days
closes-week = in a week
