# /tutorial: three practice packages with the right answer explained.

command-tutorial = Practise with three short tasks; nothing is stored

tutorial-offer = 👋 **New here?** Three short practice tasks show how it works, and explain the right answer to each. Nothing of them is stored.
tutorial-begin = Practise first
tutorial-step = -# Practice { $step } of { $steps } · nothing of this is stored
tutorial-not-now = Skip this practice
tutorial-next = Next practice
tutorial-finish = Finish
tutorial-try-again = Try again
tutorial-start = Start a first real task
tutorial-right = ✅ **{ $answer }** is right. { $why }
tutorial-better = ↪️ You said “{ $said }”; **{ $answer }** fits better. { $why }
tutorial-missing = ↪️ You left this open; **{ $answer }** fits. { $why }

tutorial-lang-mismatch = In the wrong language
tutorial-judge-title = 🎓 Judge a reply
tutorial-judge-what = Read the marked reply. Then answer the three questions below it; the list for quality is welcome, but not required. Other people judge the same reply: what most of them say counts.
practice-judge-prompt = How do I get a red wine stain out of a woollen jumper?
practice-judge-reply = Wool is a wonderful material! It comes from sheep, keeps you warm even when it is wet, and has been spun by people for thousands of years. There are many kinds of wool, such as merino and cashmere.
judge-why-spam = Spam is advertising, nonsense, or no attempt at all. This is honest, readable text, so it is no spam – even though it does not help.
judge-why-fails-task = The question was how to remove a stain. Not one sentence says so: a reply can be friendly and true and still miss the task.
judge-why-lang-mismatch = The task asks for English, and the reply is written in English. Single foreign words would not change that.
judge-why-quality = Quality asks how good the text is *as a reply*. Nice sentences do not make up for a question that is left unanswered, so it belongs at the low end.
tutorial-quality-step = Quality { $step }
tutorial-quality-range = Quality 1 or 2
tutorial-judge-done = 🎓 Judged. This is how we see it:

tutorial-rank-title = 🎓 Rank two replies
tutorial-rank-what = Read both replies, then press the letter of the **better** one; the other one follows by itself. Then press “Submit”.
practice-rank-prompt = Some of my potatoes have turned green. Can I still eat them?
practice-rank-reply-a = Of course! The green colour is only chlorophyll, which is in every salad, so green potatoes are in fact especially healthy. Wash them well, cook them as usual and enjoy your meal. Potatoes are rich in vitamins, and nothing should ever be thrown away without need. Bon appétit!
practice-rank-reply-b = Better not. The green itself is harmless, but it shows that the potato has been in the light and may have formed solanine, which can make you ill and is not destroyed by cooking. Cut small green spots out generously; throw away potatoes that are green all over or taste bitter.
tutorial-rank-open = **Not submitted yet.** Press the letter of the better reply.
tutorial-rank-order = **Your order:** { $order }
tutorial-rank-right = ✅ **B is better, as you said.**
tutorial-rank-wrong = ↪️ You put A first. Many would at first glance: it is longer and sounds sure of itself. **B is better all the same.**
tutorial-rank-why = A is wrong in the point that matters, and somebody who believes it may get ill: a reply that does harm cannot be the best one, however friendly it is. B is correct, says why, and says what to do. Look for what is **true and helpful** first, then for how well it is written; being long is no merit in itself.

tutorial-write-title = 🎓 Reply as the assistant
tutorial-write-what = You are the **assistant**. Press “Write reply” and write what you think is a good answer to the marked message.
practice-write-prompt = I have a job interview tomorrow at nine and I am terribly nervous. What can I do this evening?
tutorial-write-yours = ✍️ **Your reply**
tutorial-write-shortened = -# … shortened: what you wrote has { $characters } characters, and there is no room here for all of it.
tutorial-write-fine = ✅ **Thank you, that is a reply that helps.** Compare it with the example below: there is more than one good answer.
tutorial-write-short = ↪️ **That is a beginning.** It is so short that it can hardly help somebody who is nervous. Others would probably rate it low, because it leaves the question half open. Compare it with the example below.
tutorial-write-repeats = ↪️ **That is the question once more.** As the assistant you answer it: somebody asks you for help. Compare it with the example below.
tutorial-write-example = 💡 **An example**
practice-write-reply = That is a normal feeling, and it shows that the job matters to you. Three things help this evening: lay out your clothes and papers and look up the way, so that the morning is easy; think of two situations in which you did something well, since most questions can be answered with such a story; and then stop preparing, eat something and go to bed on time. Do you want to practise a question or two?
tutorial-write-why = **Why it is good:** it takes the feeling seriously, without talking about it for long. It answers exactly what was asked, “this evening”, with steps that can be taken at once. Each step says what it is for. It promises nothing that it cannot keep, and its last question keeps the conversation going.
tutorial-write-modal-field = Your reply
tutorial-write-modal-hint = For practice only: nothing is stored.

tutorial-end-title = 🎉 That was the tutorial
tutorial-end-what = You know the three kinds of tasks now: judging, ranking and writing. Real tasks look much the same; “Guidelines” on each card says what counts for it, and “Skip” is always allowed.
tutorial-end-next = Whenever you like, press the button: it does the same as /work.
