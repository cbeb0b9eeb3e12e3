# /tutorial: drei Übungsaufgaben, bei denen die richtige Antwort erklärt wird.

command-tutorial = Übe mit drei kurzen Aufgaben; nichts davon wird gespeichert

tutorial-offer = 👋 **Neu hier?** Drei kurze Übungen zeigen dir, wie es geht, und erklären jedes Mal die richtige Antwort. Nichts davon wird gespeichert.
tutorial-begin = Erst üben
tutorial-step = -# Übung { $step } von { $steps } · nichts davon wird gespeichert
tutorial-not-now = Diese Übung auslassen
tutorial-next = Nächste Übung
tutorial-finish = Abschließen
tutorial-try-again = Noch einmal
tutorial-start = Eine erste echte Aufgabe beginnen
tutorial-right = ✅ **{ $answer }** ist richtig. { $why }
tutorial-better = ↪️ Du hast „{ $said }“ gesagt; **{ $answer }** passt besser. { $why }
tutorial-missing = ↪️ Das hast du offen gelassen; **{ $answer }** passt. { $why }

tutorial-lang-mismatch = In der falschen Sprache
tutorial-judge-title = 🎓 Eine Antwort beurteilen
tutorial-judge-what = Lies die markierte Antwort. Beantworte dann die drei Fragen darunter; die Liste für die Qualität ist willkommen, aber freiwillig. Andere beurteilen dieselbe Antwort: Es zählt, was die meisten sagen.
practice-judge-prompt = Wie bekomme ich einen Rotweinfleck aus einem Wollpullover?
practice-judge-reply = Wolle ist ein wunderbares Material! Sie kommt vom Schaf, wärmt sogar, wenn sie nass ist, und wird seit Jahrtausenden gesponnen. Es gibt viele Arten von Wolle, zum Beispiel Merino und Kaschmir.
judge-why-spam = Spam ist Werbung, Unsinn oder gar kein Versuch. Das hier ist ein ehrlicher, lesbarer Text, also kein Spam – auch wenn er nicht weiterhilft.
judge-why-fails-task = Gefragt war, wie man einen Fleck entfernt. Kein einziger Satz sagt es: Eine Antwort kann freundlich und wahr sein und trotzdem die Aufgabe verfehlen.
judge-why-lang-mismatch = Die Aufgabe verlangt Deutsch, und die Antwort ist auf Deutsch geschrieben. Einzelne fremde Wörter würden daran nichts ändern.
judge-why-quality = Bei der Qualität geht es darum, wie gut der Text *als Antwort* ist. Schöne Sätze machen eine Frage nicht wett, die offen bleibt; er gehört also ans untere Ende.
tutorial-quality-step = Qualität { $step }
tutorial-quality-range = Qualität 1 oder 2
tutorial-judge-done = 🎓 Beurteilt. So sehen wir es:

tutorial-rank-title = 🎓 Zwei Antworten ordnen
tutorial-rank-what = Lies beide Antworten und drück dann den Buchstaben der **besseren**; die andere folgt von selbst. Drück danach „Absenden“.
practice-rank-prompt = Ein paar von meinen Kartoffeln sind grün geworden. Kann ich sie noch essen?
practice-rank-reply-a = Na klar! Die grüne Farbe ist nur Chlorophyll, das steckt in jedem Salat, grüne Kartoffeln sind also sogar besonders gesund. Wasch sie gut, koch sie wie immer und lass es dir schmecken. Kartoffeln sind reich an Vitaminen, und man sollte nie etwas ohne Not wegwerfen. Guten Appetit!
practice-rank-reply-b = Lieber nicht. Das Grün selbst ist harmlos, zeigt aber, dass die Kartoffel im Licht lag und Solanin gebildet haben kann. Davon kann dir schlecht werden, und beim Kochen verschwindet es nicht. Schneide kleine grüne Stellen großzügig heraus; wirf Kartoffeln weg, die ganz grün sind oder bitter schmecken.
tutorial-rank-open = **Noch nicht abgeschickt.** Drück den Buchstaben der besseren Antwort.
tutorial-rank-order = **Deine Reihenfolge:** { $order }
tutorial-rank-right = ✅ **B ist besser, wie du gesagt hast.**
tutorial-rank-wrong = ↪️ Du hast A an die erste Stelle gesetzt. Das würden auf den ersten Blick viele tun: Sie ist länger und klingt sehr sicher. **Trotzdem ist B besser.**
tutorial-rank-why = A irrt sich in dem Punkt, auf den es ankommt, und wer es glaubt, kann krank werden: Eine Antwort, die schadet, kann nicht die beste sein, so freundlich sie auch klingt. B stimmt, sagt warum, und sagt, was zu tun ist. Achte zuerst darauf, was **wahr und hilfreich** ist, dann darauf, wie gut es geschrieben ist; Länge allein ist kein Verdienst.

tutorial-write-title = 🎓 Als Assistent antworten
tutorial-write-what = Du bist der **Assistent**. Drück „Antwort schreiben“ und schreib, was du für eine gute Antwort auf die markierte Nachricht hältst.
practice-write-prompt = Ich habe morgen um neun ein Vorstellungsgespräch und bin furchtbar aufgeregt. Was kann ich heute Abend tun?
tutorial-write-yours = ✍️ **Deine Antwort**
tutorial-write-shortened = -# … gekürzt: Dein Text hat { $characters } Zeichen; für alle reicht der Platz hier nicht.
tutorial-write-fine = ✅ **Danke, das ist eine Antwort, die weiterhilft.** Vergleich sie mit dem Beispiel unten: Es gibt mehr als eine gute Antwort.
tutorial-write-short = ↪️ **Das ist ein Anfang.** Er ist so kurz, dass er jemandem, der aufgeregt ist, kaum helfen kann. Andere würden ihn wohl niedrig bewerten, weil er die Frage halb offen lässt. Vergleich ihn mit dem Beispiel unten.
tutorial-write-repeats = ↪️ **Das ist noch einmal die Frage.** Als Assistent beantwortest du sie: Jemand bittet dich um Hilfe. Vergleich deinen Text mit dem Beispiel unten.
tutorial-write-example = 💡 **Ein Beispiel**
practice-write-reply = Das ist ein ganz normales Gefühl, und es zeigt, dass dir die Stelle wichtig ist. Drei Dinge helfen heute Abend: Leg Kleidung und Unterlagen bereit und schau dir den Weg an, damit der Morgen leicht wird; denk an zwei Situationen, in denen dir etwas gut gelungen ist, denn mit so einer Geschichte lassen sich die meisten Fragen beantworten; und dann hör auf mit dem Vorbereiten, iss etwas und geh rechtzeitig ins Bett. Möchtest du ein, zwei Fragen üben?
tutorial-write-why = **Warum sie gut ist:** Sie nimmt das Gefühl ernst, ohne lange davon zu reden. Sie beantwortet genau, was gefragt war, „heute Abend“, mit Schritten, die man sofort gehen kann. Bei jedem Schritt steht, wozu er gut ist. Sie verspricht nichts, was sie nicht halten kann, und ihre letzte Frage hält das Gespräch in Gang.
tutorial-write-modal-field = Deine Antwort
tutorial-write-modal-hint = Nur zur Übung: Nichts wird gespeichert.

tutorial-end-title = 🎉 Das war die Einführung
tutorial-end-what = Du kennst jetzt die drei Arten von Aufgaben: beurteilen, ordnen und schreiben. Echte Aufgaben sehen ganz ähnlich aus; „Leitfaden“ auf jeder Karte sagt, worauf es bei ihr ankommt, und „Überspringen“ ist immer erlaubt.
tutorial-end-next = Drück den Knopf, wann immer du magst: Er tut dasselbe wie /work.
