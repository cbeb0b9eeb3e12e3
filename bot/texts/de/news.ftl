# Gute Nachrichten: was aus jemandes Arbeit geworden ist, für alle, die es hören möchten.

command-news = Ob du erfahren möchtest, was aus deiner Arbeit wird

button-news-on = Gute Nachrichten bekommen
button-news-off = Keine guten Nachrichten mehr
button-news-work = Aufgabe holen

news-title = 🔔 Gute Nachrichten
news-explained = Ich kann dir sagen, was aus deiner Arbeit wird: ein angenommener Text, ein neues Level, Tage in Folge, eine Antwort von dir auf Platz 1, ein Prompt von dir, aus dem ein fertiger Gesprächsbaum gewachsen ist. Höchstens eine Nachricht am Tag, in deinem Arbeits-Thread.
news-are-on = ✅ **An.** Du hörst von mir, sobald es etwas zu sagen gibt.
news-are-off = **Aus.** Du bekommst dazu keine Nachrichten von mir.
news-offer = 🔔 Möchtest du hören, was aus deiner Arbeit wird? Höchstens eine Nachricht am Tag. Drück „Gute Nachrichten bekommen“ oder benutze später /news.

news-level = 🎉 Du hast **Level { $level }** erreicht, mit { $points ->
    [one] einem Punkt
   *[other] { $points } Punkten
 }.
news-first-accepted = 🌱 **Dein erster Text ist angenommen!** Andere haben ihn gelesen und für gut befunden.
news-accepted = ✅ Ein Text von dir wurde angenommen, Qualität { $quality } von 5: **{ $points ->
    [one] ein Punkt
   *[other] { $points } Punkte
 }**.
news-several-accepted = ✅ **{ $texts } deiner Texte wurden angenommen** und bringen { $points ->
    [one] einen Punkt
   *[other] { $points } Punkte
 }.
news-ranked-first = 🥇 Deine Antwort kam auf **Platz 1 von { $siblings }**.
news-several-ranked-first = 🥇 **{ $replies } deiner Antworten** kamen auf Platz 1.
news-tree-finished = 🌳 { $prompts ->
    [one] **Aus deinem Prompt ist ein fertiger Gesprächsbaum gewachsen.** Er gehört jetzt zum Datensatz.
   *[other] **Aus { $prompts } deiner Prompts sind fertige Gesprächsbäume gewachsen.** Sie gehören jetzt zum Datensatz.
 }
news-streak-kept = 🔥 **{ $days } Tage in Folge** etwas beigetragen. Weiter so!
news-streak-ends = ⏳ Deine Serie von **{ $days } Tagen** hält noch bis { $end }. Eine Aufgabe genügt, und sie geht weiter.
