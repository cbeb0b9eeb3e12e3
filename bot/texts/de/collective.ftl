# Gemeinsame Aufgaben: eine Aufgabe in einem öffentlichen Thread, die alle auf einer eigenen Karte beantworten.

posted-title = 📣 { $task } – gemeinsam
posted-how = Drück **Antworten**: Du bekommst eine Karte, die nur du siehst. Hast du der Vereinbarung für Mitwirkende noch nicht zugestimmt, kommt sie zuerst.
posted-how-rank = 🙈 Alle ordnen, ohne zu sehen, was die anderen denken. Wenn geschlossen wird, steht hier, was herausgekommen ist.
posted-how-text = Was du schreibst, wird hier nicht gezeigt: Es wird bewertet wie alles andere auch.
posted-answers = { $answers ->
    [0] Noch keine Antworten
    [one] 1 Antwort
   *[other] { $answers } Antworten
}
posted-closes = schließt { $closes }
posted-closes-at-number = { $answers ->
    [one] Es schließt früher, wenn es 1 Antwort gibt.
   *[other] Es schließt früher, wenn es { $answers } Antworten gibt.
}
posted-public = Öffentlich ist nur, was du auf dieser Karte siehst. Antworten zählen nach der Vereinbarung für Mitwirkende wie alle anderen; von niemandem wird hier die eigene Antwort gezeigt.
posted-closed-title = ✅ Geschlossen
posted-ended-time = Die Zeit ist um.
posted-ended-number = Es gibt so viele Antworten wie gewünscht.
posted-begun-may-finish = Wenn du schon angefangen hast, kannst du deine Antwort noch absenden.
posted-ended-manager = Jemand, der diesen Server verwaltet, hat geschlossen.
posted-ended-gone = Geschlossen, weil in der Unterhaltung eine Nachricht fehlt oder sie keine Antworten mehr annimmt.
posted-gone = Diese Aufgabe gibt es nicht mehr. Mit **/work** bekommst du eine andere.
posted-texts-gone = -# Sie wurde vor einem Monat geschlossen, deshalb werden die Texte nicht mehr gezeigt.
posted-thanks = Danke!
posted-reviewed-now = Was geschrieben wurde, wird jetzt bewertet. Mit **/work** kannst du dabei helfen.
posted-consensus = 📊 **Das sagt ihr zusammen:** { $order }
posted-mean-place = **{ $letter }** { $mean }
posted-concordance = Die Zahlen sind mittlere Plätze: 1 ist der beste. **Einigkeit (Kendalls W): { $concordance }**, von 0 bis 1. Würden { $people } Leute zufällig ordnen, wären es etwa { $chance }.
posted-one-ranking = Die Zahlen sind Plätze: 1 ist der beste. Es zählt nur eine Reihenfolge, also lässt sich keine Einigkeit messen.
posted-all-incorrect = { $people ->
    [one] 1 Person fand alle sachlich falsch; ihre Reihenfolge zählt hier nicht.
   *[other] { $people } Personen fanden alle sachlich falsch; ihre Reihenfolgen zählen hier nicht.
}
posted-talk = 💬 Seht ihr das auch so? Was macht die beste Antwort besser? Redet hier darüber.

button-answer = Antworten
button-close-collective = Schließen

posted-here = ✅ Die Aufgabe steht in { $thread }: [hier öffnen]({ $link }). Ihre Sprache: { $language }. Dort kannst du sie mit „Schließen“ beenden.
posted-later = Discord antwortet gerade nicht. Ich versuche es noch eine Weile; schau in ein paar Minuten in { $channel } nach einem neuen Thread.

error-collective-over = Diese Aufgabe nimmt keine Antworten mehr an. Mit /work bekommst du eine andere.
error-collective-answered = Das hast du schon beantwortet, hier oder in deinem eigenen Arbeits-Thread. Alle antworten einmal; mit /work bekommst du eine andere Aufgabe.
error-collective-unsupported = Der Aufgaben-Server kann eine Aufgabe nicht mehreren zugleich geben, deshalb geht /post-task hier nicht.
error-collective-no-channel = Ein öffentlicher Thread braucht einen Textkanal. Benutze /post-task bitte in einem solchen.
error-collective-lacks = Ich kann in { $channel } keinen öffentlichen Thread öffnen. Ich brauche dort { $permissions }: Kanaleinstellungen → Berechtigungen. Benutze danach noch einmal /post-task.
error-collective-refused = Discord hat mich in { $channel } nicht schreiben lassen, deshalb steht dort nichts. Vielleicht sind zu viele Threads aktiv; archiviere welche und benutze dann noch einmal /post-task.
error-collective-too-many = In Threads dieses Servers sind schon { $limit } Aufgaben offen. Schließ zuerst eine davon.
lapsed-collective-closed-title = 🔒 Diese Aufgabe wurde geschlossen
lapsed-collective-closed = Eine Aufgabe in einem öffentlichen Thread wurde geschlossen, bevor du deine Antwort abgegeben hast. Du hast nichts falsch gemacht, und was du geschrieben hattest, ist noch da.
choice-collective = die Aufgabe in diesem Thread
