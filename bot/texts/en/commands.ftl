# Commands as Discord lists them. A description (command-…) has at most 100 characters. The name of an option
# (option-…) has at most 32: small letters, digits, hyphens, no spaces. Commands are called the same in every language.

option-language = language
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

task-random = Whatever is needed most
topic-overview = What applies to every task
topic-labels = What the labels mean
