# The card of /settings, for a server's managers.

settings-title = ⚙️ Settings of this server
settings-unchecked = Discord did not tell me just now whether I have the permissions that I need. Use /settings again in a minute.
settings-lacking-work = **I cannot open work threads yet;** people get their task in a message that only they can see.
settings-lacking-boards = **I cannot post the leaderboards.**
settings-lacking-roles = **I cannot give roles for levels.**
settings-lacking-collective = **I cannot keep up the tasks in public threads.**
settings-lacking-in-channel = In { $channel } I need { $permissions }: channel settings → Permissions.
settings-lacking-at-large = My role needs { $permissions }: Server Settings → Roles.
settings-lacking-gone = Their channel no longer exists. Please choose another one.
settings-work-anywhere = 🧵 **Work threads** open in whichever text channel somebody begins.
settings-work-in = 🧵 **Work threads** open in { $channel }.
settings-choose-work-channel = Channel for work threads
settings-panel-title = 🚪 Start panel
settings-panel-none = 🚪 **Start panel:** none yet. It is a message with a Start button, so that nobody has to know a command.
settings-panel-in = 🚪 **Start panel:** [posted]({ $link }) in { $channel }.
settings-panel-ask = In which channel shall I post it? Everybody who sees that channel can begin there, for as long as the message stands.
settings-choose-panel-channel = Channel for the start panel
settings-panel-posted = ✅ The start panel is in { $channel }. Pin it, so that it is found.
settings-panel-refused = ⚠️ **Nothing was posted.** I may not write in { $channel }. I need { $permissions } there: channel settings → Permissions. Then choose it again.
settings-panel-silent = ⚠️ Discord did not answer, so I do not know whether the panel is there. Look into the channel; if it is not, choose the channel again.
settings-language = 🌐 **Language** of what everybody reads here, such as the start panel. Each person's own cards are in the language of their Discord.
settings-choose-language = Language of this server
settings-choose-role = Role to give: choose it, then type its level
settings-choose-no-role = Stop giving the role of a level
settings-level-option = Level { $level }
settings-level-label = From which level on (1 to 100)
settings-level-placeholder = For example 5
modal-title-level = Role for a level
settings-boards-off = 📋 **Leaderboards in a channel:** off.
settings-boards-on = 📋 **Leaderboards in a channel:** on, in { $channel } ({ $periods }).
settings-boards-trouble = 📋 **Leaderboards in a channel:** on, but they cannot be posted in { $channel }. “Leaderboards” says why.
button-settings = Settings
button-settings-back = Back to the settings
button-post-panel = Post start panel
button-leaderboards = Leaderboards
button-grant = Grant permissions
error-level-unknown = Type a whole number from 1 to 100. Nothing was changed.

# Work and moderation: in short on the card of /settings, and a card for each.
settings-changed = ✅ Changed.
settings-paused = ⏸️ **All work is paused:** nobody gets a new task in this server. What somebody has open they can finish.
settings-resumed = ✅ Tasks are handed out again.
settings-lacking-staff = **I cannot post cases for moderators.** They are in /moderate queue.
settings-lacking-log = **I cannot tell in the log channel what moderators do.** It is in /moderate log.
button-work-offered = Work offered
button-moderation = Moderation
button-pause-work = Pause all work
button-resume-work = Go on with work
work-offered-title = 📚 Work that is offered here
work-offered-explained = Choose languages and kinds of work; choose none to offer all. What is not offered, nobody gets in this server.
work-offered-line = 📚 **Work offered:** { $kinds }, in { $languages }.
work-offered-all-languages = every language
work-offered-all-kinds = all kinds
work-offered-languages = Languages (none: every language)
work-offered-kinds = Kinds of work (none: all)
work-kind-prompts = Writing prompts
work-kind-replies = Writing replies
work-kind-reviews = Labeling messages
work-kind-rankings = Ranking replies
begin-line = 🙋 **Who may begin:** { $who }.
begin-everybody = everybody who accepts the agreement
begin-asks-account = Discord account at least { $days ->
    [one] one day
   *[other] { $days } days
 } old
begin-asks-member = in this server for at least { $days ->
    [one] one day
   *[other] { $days } days
 }
begin-asks-role = with the role { $role }
begin-explained = This is looked at only when somebody asks for a task, and is not stored. It says nothing about how good their work is.
begin-choose-role = Role that it takes to begin (none: everybody)
begin-days-title = Who may begin
begin-days-account = Account at least so many days old
begin-days-member = In this server for so many days
begin-days-placeholder = Empty: it does not matter
button-begin-days = Account age and time here
button-other-language = Another language
other-language-title = Another language
other-language-label = Language
other-language-placeholder = For example Finnish, or pt-BR
moderation-title = 🛡️ Moderation of this server
moderation-explained = What people report, and what stands out by itself, becomes a case. Moderators decide on it: keep, delete, edit, bar somebody from working here, or pass it to the operator of this bot.
moderation-staff = 🛡️ **Cases** come to { $channel } and to /moderate queue.
moderation-no-staff = 🛡️ **Cases** are in /moderate queue.
moderation-choose-staff = Staff channel for cases (only moderators should see it)
moderation-log = **What moderators do** is told in { $channel }.
moderation-no-log = **What moderators do** is in /moderate log.
moderation-choose-log = Log channel: what moderators do
moderation-role = **Moderators:** whoever has the permission “Manage Messages” or the role { $role }.
moderation-no-role = **Moderators:** whoever has the permission “Manage Messages”.
moderation-choose-role = Role that makes a moderator (none: the permission only)
moderation-integrations = Buttons on cases work for that role at once. Discord shows them the command /moderate only when you allow it: Server Settings → Integrations → this bot → /moderate → add the role.
moderation-not-everyone = ⚠️ **Nothing was changed.** @everyone would make every member a moderator. Please choose another role.
checks-on = 🔎 **Attention checks:** on. Now and then the answer to a labeling task is already known; whoever answers it reads at once what it is, and why.
checks-off = 🔎 **Attention checks:** off in this server. (They are labeling tasks whose answer is already known.)
moderation-kept = 🗄️ **Kept:** texts that moderators took out or changed, { $text_days ->
    [0] not at all, so that none can come back
    [one] for one day, so that they can come back
   *[other] for { $text_days } days, so that they can come back
 }; drafts for { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 }; the log of points and changes for { $log_days ->
    [one] one day
   *[other] { $log_days } days
 }, and what moderators did for good. Whoever runs this bot sets that.
moderation-kept-elsewhere = 🗄️ **Kept:** drafts for { $draft_days ->
    [one] one day
   *[other] { $draft_days } days
 }, as whoever runs this bot has set. All else is kept by the task server.
checks-nowhere = 🔎 **Attention checks:** there are none. Whoever runs this bot has not turned them on.
button-checks-on = Turn attention checks on
button-checks-off = Turn attention checks off
error-days-unknown = Type a whole number of days from 0 to { $most }, or leave it empty. Nothing was changed.
error-too-many-work-languages = At most { $most } languages can be listed. Take one off the list first, or choose none to offer all. Nothing was changed.

# Permissions, as Discord's client names them.
permission-view-channel = View Channel
permission-read-message-history = Read Message History
permission-create-public-threads = Create Public Threads
permission-create-private-threads = Create Private Threads
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-manage-roles = Manage Roles
permission-manage-webhooks = Manage Webhooks

# Roles for levels, on the card of /settings.
level-role-set = ✅ From level { $level } on, contributors get { $role } in this server.
level-role-moved = It is no longer given at level { $before }.
level-role-explained = Everybody has the role of the highest level that they have reached; the lower ones I take back. I take only roles that I have given.
level-role-see = Those who have worked here before get theirs soon.
level-role-removed = ✅ { $role } is no longer given at level { $level }. I take it back from those who have it from me.
level-role-removed-instead = They get { $role } instead, the role of the next lower level.
level-role-was-none = No role is set for level { $level } any more.
level-role-not-set = ⚠️ **Nothing was changed.** { $reason }
level-role-discord-silent = ⚠️ **Nothing was changed.** Discord did not tell me the roles of this server just now. Please try again in a minute.
level-roles-title = 🎖️ **Roles for levels**
level-roles-none = None yet. Choose a role below and type a level: from that level on, contributors get the role by themselves.
level-roles-line = **Level { $level }** · { $role } · { $people ->
    [0] nobody has it yet
    [one] one person has it
   *[other] { $people } people have it
 }
level-roles-former = No longer set · { $role } · { $people ->
    [0] taken back from everybody
    [one] still to be taken back from one person
   *[other] still to be taken back from { $people } people
 }
level-roles-waiting = { $people ->
    [one] One person is still to be looked at.
   *[other] { $people } people are still to be looked at.
 }
level-roles-mended = Once it is mended, use /settings again: then I go on at once.
level-roles-tried-again = I keep trying for a week.
level-roles-unchecked = Discord did not tell me the roles of this server just now, so this is how it was when I last tried.
level-roles-more = … and { $count ->
    [one] one more
   *[other] { $count } more
 }.

role-problem-everyone = @everyone is no role that can be given: everybody has it. Please choose another one.
role-problem-gone = This role was deleted. Please set another one for the level.
role-problem-managed = { $role } belongs to a bot, an integration or server boosts. Only Discord gives it. Please choose another one.
role-problem-powers = { $role } lets people moderate or manage the server. I do not give such a role by myself. Please choose one without these permissions.
role-problem-permission = I lack the permission “Manage Roles”. Grant it to my role: Server Settings → Roles → my role → Permissions.
role-problem-too-high = { $role } stands above my own role, so Discord does not let me give it. Drag my role above it: Server Settings → Roles.
role-problem-refused = Discord did not let me give or take { $role }.
