settings-work-channel = ✅ From now on, work threads are opened in { $channel }.
settings-work-channel-lacking = ⚠️ **{ $channel } is set, but I cannot open work threads there yet.** I need these permissions there: { $permissions }. Give them to me (channel settings → Permissions); after that there is nothing else to do. Until then, whoever uses /work gets their task in a message that only they can see.
settings-work-channel-unchecked = { $channel } is set for work threads, but Discord did not tell me just now whether I may open them there. I need these permissions there: { $permissions }. To have it checked, use this command again in a minute.
settings-work-channel-gone = ⚠️ **Nothing was changed.** That channel no longer exists. Please choose another one.
settings-work-channel-anywhere = ✅ From now on, work threads are opened in the text channel where /work is used.

# Permissions, as Discord's client names them in the settings of a channel.
permission-view-channel = View Channel
permission-read-message-history = Read Message History
permission-create-private-threads = Create Private Threads
permission-send-messages-in-threads = Send Messages in Threads

# Roles for levels: /settings level-role and /settings level-roles.
level-role-set = ✅ From level { $level } on, contributors get { $role } in this server.
level-role-moved = It is no longer given at level { $before }.
level-role-explained = Everybody has the role of the highest level that they have reached; the lower ones I take back. I take only roles that I have given.
level-role-see = Those who have worked here before get theirs soon. /settings level-roles shows how it goes.
level-role-removed = ✅ { $role } is no longer given at level { $level }. I take it back from those who have it from me.
level-role-removed-instead = They get { $role } instead, the role of the next lower level.
level-role-was-none = No role is set for level { $level }. To set one, choose a role too. /settings level-roles shows what is set.
level-role-not-set = ⚠️ **Nothing was changed.** { $reason }
level-role-discord-silent = ⚠️ **Nothing was changed.** Discord did not tell me the roles of this server just now. Please try again in a minute.
level-roles-title = 🎖️ Roles for levels
level-roles-none = None yet. Use /settings level-role with a level and a role: from that level on, contributors get the role by themselves.
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
level-roles-mended = Once it is mended, use /settings level-roles again: then I go on at once.
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
