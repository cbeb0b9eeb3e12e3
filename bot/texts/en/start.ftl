# What everybody in a server can begin with: the start panel, and the hello after the bot was invited.

panel-title = 👋 Build an AI dataset with us
panel-text = You get one small task at a time: write a prompt, reply as the assistant, judge or rank what others wrote. It happens in a private thread that is yours, on your phone or computer, whenever you like.
panel-begin = Press **Start**. The first time you read what happens with your texts, and decide whether you want to take part.
button-begin = Start
button-my-profile = My profile

hello-title = 👋 Hello! I hand out the tasks for an AI dataset
hello-text = Your members write and judge short texts, each in a private thread of their own. Together they make conversations from which AI assistants can learn.
hello-steps = **Three next steps for those who manage this server**
    1. Press **Settings** (or use /settings) and choose a channel for work threads. The card also says whether I lack a permission.
    2. Press **Post start panel** there, and choose a channel that everybody sees.
    3. Press **Start** on the panel, and do the first task yourself.
