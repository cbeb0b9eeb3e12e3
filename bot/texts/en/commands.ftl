# Commands as Discord lists them. A description (command-…) has at most 100 characters. The name of an option
# (option-…) has at most 32: small letters, digits, hyphens, no spaces. Commands are called the same in every language.

option-channel = channel
option-language = language
option-level = level
option-role = role
option-period = period
option-scope = scope
option-task = task
option-topic = topic
option-user = user

command-work = Get a task: write, label or rank – or return to the one that is open
command-work-task = What you would like to do
command-work-language = The language to work in, such as en, de or pt-BR
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
command-settings = Settings of this server
command-settings-work-channel = Set the channel in which work threads are opened
command-settings-work-channel-channel = A text channel; leave it out to open threads wherever /work is used
command-settings-level-role = Give a role to contributors who have reached a level
command-settings-level-role-level = From which level on (1 to 100)
command-settings-level-role-role = The role; leave it out to give none at this level any more
command-settings-level-roles = Show the roles for levels, and whether I can give them

task-random = Whatever is needed most
topic-overview = What applies to every task
topic-labels = What the labels mean
