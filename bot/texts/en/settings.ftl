# The card of /settings, for a server's managers.

settings-title = ⚙️ Settings of this server
settings-unchecked = Discord did not tell me just now whether I have the permissions that I need. Use /settings again in a minute.
settings-lacking-work = **I cannot open work threads yet;** people get their task in a message that only they can see.
settings-lacking-boards = **I cannot post the leaderboards.**
settings-lacking-roles = **I cannot give roles for levels.**
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

# Permissions, as Discord's client names them.
permission-view-channel = View Channel
permission-read-message-history = Read Message History
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
