# /tasks: was offen ist, und das ehrliche Ende der Arbeit.

command-tasks = Zeigt, was für dich offen ist, und fängt damit an

tasks-title = 🗂️ Was für dich offen ist
tasks-count = { $task }: **{ $count }**
tasks-prompts = { $task }: Platz für noch **{ $count }**
tasks-topics = - Nach Thema: { $topics }
tasks-topic = { $topic } **{ $count }**
tasks-choose-topic = An einem Thema arbeiten
tasks-not-all-buttons = -# Für alles reicht der Platz hier nicht: Bei /work kannst du eine Art von Aufgabe und eine Sprache angeben.
tasks-choose-languages = -# Mit /language wählst du die Sprachen, in denen du arbeitest.
button-start = { $task } · { $count }
button-start-in = { $language }: { $task }
button-start-count-in = { $language }: { $task } · { $count }
button-start-elsewhere = { $count ->
    [one] { $language }: eine Aufgabe
   *[other] { $language }: { $count } Aufgaben
 }

nothing-title = 🌙 Auf { $language } gibt es gerade nichts für dich zu tun.
nothing-of-type-title = 🌙 „{ $task }“: Auf { $language } gibt es davon gerade nichts für dich zu tun.
nothing-here = Gerade nichts für dich zu tun.
nothing-but-prompts = Sonst gerade nichts für dich zu tun.
nothing-other-types = Auf { $language } gibt es andere Arbeit für dich:
nothing-come-back = Komm später wieder: Das ändert sich, sobald jemand anderes etwas geschrieben, beurteilt oder geordnet hat.

waiting-reviews = { $messages ->
    [one] Eine Nachricht deiner Community wartet auf { $reviews ->
        [one] eine weitere Beurteilung
       *[other] { $reviews } weitere Beurteilungen
     }.
   *[other] { $messages } Nachrichten deiner Community warten auf { $reviews } weitere Beurteilungen.
 }
waiting-rankings = { $trees ->
    [one] Ein Gesprächsbaum wartet auf { $rankings ->
        [one] eine weitere Rangfolge
       *[other] { $rankings } weitere Rangfolgen
     }.
   *[other] { $trees } Gesprächsbäume warten auf { $rankings } weitere Rangfolgen.
 }
waiting-prompts = { $prompts ->
    [one] Ein Prompt wartet, bis er an der Reihe ist.
   *[other] { $prompts } Prompts warten, bis sie an der Reihe sind.
 }
waiting-for-others = Das ist etwas für andere: Was du selbst geschrieben hast oder schon hattest, wird dir nicht angeboten. Solange viele deiner Prompts warten, werden andere um neue gebeten.
waiting-for-nothing = In dieser Sprache wartet auch keine Nachricht.
elsewhere = In anderen Sprachen gibt es Arbeit: { $languages }.
elsewhere-tasks = { $tasks ->
    [one] eine Aufgabe auf { $language }
   *[other] { $tasks } Aufgaben auf { $language }
 }
