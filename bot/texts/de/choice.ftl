# Auswahl: was jemand möchte, neben dem, was noch offen ist; und was weggelegt wurde.

choice-title = Du hast noch eine Aufgabe offen
choice-open = **{ $task }**, auf { $language }. Was möchtest du tun?
choice-keeps = Was du angefangen hast, bleibt { $draft_days ->
    [one] einen Tag
   *[other] { $draft_days } Tage
 } lang erhalten. Es ist wieder da, wenn du das nächste Mal „{ $task }“ auf { $language } wählst oder das, was am meisten gebraucht wird.
choice-skips = Für den Aufgaben-Server ist „Weglegen“ dasselbe wie „Überspringen“: Diese Aufgabe wird dir nicht wieder angeboten.
choice-keeps-text = Dein Text bleibt { $draft_days ->
    [one] einen Tag
   *[other] { $draft_days } Tage
 } lang erhalten. Wenn du das nächste Mal „{ $task }“ auf { $language } wählst, siehst du ihn und kannst ihn kopieren.
choice-change = Du änderst gerade eine Antwort von dir. Legst du das weg, bleibt die Antwort, wie sie war. Was du getippt hast, ist wieder da, wenn du noch einmal „Antwort ändern“ drückst.
choice-nothing = Deine offene Aufgabe ist noch da: Mit **/work** machst du damit weiter.

button-go-on = Damit weitermachen
button-put-aside = Weglegen: { $wish }

put-aside-title = 📥 Weggelegt
put-aside-text = Du hast stattdessen eine andere Aufgabe gewählt.
put-aside-again = 👋 Diese Aufgabe hattest du weggelegt. Hier ist sie wieder, mit dem, was du angefangen hast.
put-aside-gone = 📝 Den Text hier unten hattest du weggelegt. Die Aufgabe dazu gibt es nicht mehr, aber du kannst kopieren, was du geschrieben hast.

asked-for = -# Du hast „{ $task }“ gewählt.
button-anything-else = Etwas anderes
