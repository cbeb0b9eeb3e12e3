# The agreement, and what is said around it.

# Where the operator has set no OPERATOR_NAME and no OPERATOR_CONTACT.
operator-unnamed = the team of this server
contact-unnamed = the owner of this server

agreement-title = 📜 Before you start: the contributor agreement
agreement-who = **Who runs this bot:** { $operator }; contact: { $contact }.
agreement-what = **What is collected.** Only what you submit on purpose through this bot's forms and buttons: texts, labels, rankings, reactions, reports and objections, each with its time and server, and your Discord id and display name. The bot does not read messages in your channels. The age of your account, your time in this server and your roles may decide whether you can begin; they are not stored and count for nothing else.
agreement-licence = **What it is for.** Your contributions become part of **a dataset for training AI assistants**. It is published under { $licence }, with a random pseudonym instead of your name, and anybody may then use it under that licence. Submit only texts that you wrote yourself and may give away.
agreement-seen-by = **Who can see it.** Other contributors see your texts without your name. Moderators see who wrote a text that they have to judge; reports and what moderators decide are kept. Work in a public thread is public. Leaderboards show your display name and points.
agreement-judgements = **How judgements count.** How fast and how consistently you work is used to weigh your votes, and some tasks are checks whose answer is known. /privacy shows your figures. A machine alone never decides against you, except that it may pause your writing for a week at most, and tells you why. Labels and rankings are published one by one, under the pseudonym.
agreement-age = **Your age.** You are at least { $age } years old.
agreement-deletion = **Your data.** /privacy shows all that is stored about you, gives it to you as a file, and deletes it. To have something changed, write to { $contact }. What has been published already cannot be recalled.
agreement-deletion-elsewhere = **Your data.** A task server keeps what you submit, with your Discord id and display name. /privacy shows what is stored about you, gives it to you as a file, and deletes what this bot stores. To have something changed, or deleted at the task server, write to { $contact }. What has been published already cannot be recalled.
agreement-purpose = **Nothing personal.** Do not write about private persons, and put no names, addresses or numbers into your texts.
agreement-known-people-only = ⚠️ **For people whom the task server knows already.** This bot may not register new people there. If you have not worked with it before, ask { $contact } to let you in; otherwise you will get no tasks.
button-agree = I agree
button-decline = No thanks
agreement-declined = That is fine: only this answer has been stored, with your Discord id and display name. If you change your mind, use /work again.

help-title = 👋 What this bot does
help-intro = This community builds an open dataset for AI assistants, together. You get small tasks – write a prompt (the message that starts a conversation), reply as the assistant, judge or rank what others wrote – and do them right here in Discord, on your phone or computer.
help-how = **How it works.** Use **/work**. The bot opens a private thread for you and shows a task on a card. Press the button on the card, write, read it once more, press “Submit”. “Next task” brings the next one. What you have written and confirmed in the form is kept; you can stop and go on at any time, on any device. To practise first, use **/tutorial**.
help-commands-title = **Commands**
help-command = { $command } – { $description }
