# /language: the languages that somebody works in.

command-language = Choose the languages that you work in

languages-title = 🗣️ Your languages
languages-none = You have not chosen any language, so /work uses { $language }. Choose the languages that you read and write well.
languages-chosen = You work in { $languages }.
languages-order = /work and /tasks go by this order: /work takes the first language that has something to do for you.
languages-most = That is the most that can be chosen: { $most }. Remove one to add another.
languages-to-begin = 🗣️ You will get tasks in: { $languages }. Choose the languages that you read and write well; you can change them at any time with /language.
languages-choose = Choose your languages
languages-add-suggested = Add a language: suggested for you
languages-add-more = Add a language: { $first } – { $last }
languages-open = { $tasks ->
    [one] one open task
   *[other] { $tasks } open tasks
 }
button-language-first = { $language } first
button-language-remove = Remove { $language }

languages-small-title = **Small languages need you**
languages-small = { $language }: { $tasks ->
    [one] one open task
   *[other] { $tasks } open tasks
 }, { $people ->
    [0] nobody has chosen it yet
    [one] one person has chosen it
   *[other] { $people } people have chosen it
 }
