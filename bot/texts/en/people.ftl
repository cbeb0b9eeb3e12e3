# The agreement, and what is said around it.

agreement-title = 📜 Before you start: the contributor agreement
agreement-who = **Who runs this.** This bot is run by { $operator }. Contact: { $contact }.
agreement-what = **What is collected.** Only what you submit on purpose through this bot's forms and buttons: texts, labels, rankings, reactions and reports, each with its time and server, and your Discord id and display name. The bot does not read messages in your channels.
agreement-licence = **What it is for.** Your contributions become part of **a dataset for training AI assistants**. It is published under { $licence }, with a random pseudonym instead of your name, and anybody may then use it under that licence. Submit only texts that you wrote yourself and may give away.
agreement-visibility = **Who can see it.** Other contributors and moderators see your texts without your name. Leaderboards show your display name and points.
agreement-age = **Your age.** You are at least { $age } years old.
agreement-deletion = **Your data.** /privacy shows what is stored about you. To have it changed or deleted, write to { $contact }. What has been published already cannot be recalled.
agreement-purpose = **Nothing personal.** Do not write about private persons, and put no names, addresses or numbers into your texts.
button-agree = I agree
button-decline = No thanks
agreement-declined = That is fine: nothing has been stored but your answer. If you change your mind, use /work again.

privacy-title = 🔒 What is stored about you
privacy-identity = **You**: { $name } (Discord id { $discord })
privacy-consent-accepted = You accepted the contributor agreement (version { $version }) { $when }.
privacy-consent-declined = You declined the contributor agreement (version { $version }) { $when }.
privacy-consent-none = You have not accepted the contributor agreement; nothing that you write is collected.
privacy-contributions = **Your contributions**: { $messages ->
    [0] no messages
    [one] one message
   *[other] { $messages } messages
 }, { $labels ->
    [0] no reviews
    [one] one review
   *[other] { $labels } reviews
 }, { $rankings ->
    [0] no rankings
    [one] one ranking
   *[other] { $rankings } rankings
 }.
privacy-drafts = **Unfinished texts**: { $drafts ->
    [0] none
    [one] one
   *[other] { $drafts }
 }. Unfinished texts are seen by nobody but you and are deleted after 30 days.
privacy-contact = Questions, changes, deletion: { $contact }.
privacy-agreement = The agreement in full:

help-title = 👋 What this bot does
help-intro = This community builds an open dataset for AI assistants, together. You get small tasks – write a prompt, reply as the assistant, carry on as the prompter – and do them here in Discord, on the phone or at the desk.
help-how = **How it works.** Use **/work**. The bot opens a private thread for you and shows a task on a card. Press the button on the card, write, read it once more, press “Submit”. “Next task” brings the next one. Whatever you type is saved; you can stop and go on at any time, on any device.
help-commands-title = **Commands**
help-command = { $command } – { $description }
