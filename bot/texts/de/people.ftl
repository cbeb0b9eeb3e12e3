# Die Vereinbarung und was um sie herum gesagt wird.

# Wo OPERATOR_NAME und OPERATOR_CONTACT nicht gesetzt sind.
operator-unnamed = das Team dieses Servers
contact-unnamed = die Person, der dieser Server gehört

agreement-title = 📜 Bevor du anfängst: die Vereinbarung für Mitwirkende
agreement-who = **Wer diesen Bot betreibt:** { $operator }; Kontakt: { $contact }.
agreement-what = **Was wird gesammelt?** Nur, was du absichtlich über die Formulare und Knöpfe dieses Bots abschickst: Texte, Labels, Rangfolgen, Reaktionen, Meldungen und Einsprüche, jeweils mit Zeit und Server, dazu deine Discord-ID und dein Anzeigename. Der Bot liest keine Nachrichten in deinen Kanälen. Wie alt dein Konto ist, wie lange du auf diesem Server bist und welche Rollen du hast, kann entscheiden, ob du anfangen darfst; gespeichert wird das nicht, und sonst zählt es für nichts.
agreement-licence = **Wofür ist das?** Deine Beiträge werden Teil **eines Datensatzes, mit dem KI-Assistenten trainiert werden**. Er wird unter { $licence } veröffentlicht, mit einem zufälligen Pseudonym statt deines Namens; alle dürfen ihn dann unter dieser Lizenz nutzen. Schick nur Texte ab, die du selbst geschrieben hast und weitergeben darfst.
agreement-seen-by = **Wer kann das sehen?** Andere Mitwirkende sehen deine Texte ohne deinen Namen. Die Moderation sieht, von wem ein Text ist, über den sie entscheiden muss; Meldungen und ihre Entscheidungen werden aufbewahrt. Was du in einem öffentlichen Thread beiträgst, ist öffentlich. Ranglisten zeigen deinen Anzeigenamen und deine Punkte.
agreement-judgements = **Wie viel zählt dein Urteil?** Wie schnell und wie verlässlich du arbeitest, bestimmt mit, wie viel deine Stimme zählt, und manche Aufgaben sind Proben mit bekannter Antwort. /privacy zeigt deine Werte. Nie entscheidet allein eine Maschine gegen dich; nur das Schreiben kann sie für höchstens eine Woche aussetzen, und sie sagt dir, warum. Labels und Rangfolgen werden einzeln veröffentlicht, unter dem Pseudonym.
agreement-age = **Dein Alter.** Du bist mindestens { $age } Jahre alt.
agreement-deletion = **Deine Daten.** /privacy zeigt alles, was über dich gespeichert ist, gibt es dir als Datei und löscht es. Wenn du etwas ändern lassen möchtest, schreib an: { $contact }. Was schon veröffentlicht ist, lässt sich nicht zurückholen.
agreement-deletion-elsewhere = **Deine Daten.** Was du abschickst, speichert ein Aufgaben-Server, zusammen mit deiner Discord-ID und deinem Anzeigenamen. /privacy zeigt, was über dich gespeichert ist, gibt es dir als Datei und löscht, was dieser Bot speichert. Wenn du etwas ändern oder beim Aufgaben-Server löschen lassen möchtest, schreib an: { $contact }. Was schon veröffentlicht ist, lässt sich nicht zurückholen.
agreement-purpose = **Nichts Persönliches.** Schreib nicht über Privatpersonen und nenne in deinen Texten keine Namen, Adressen oder Nummern.
agreement-known-people-only = ⚠️ **Nur für Leute, die der Aufgaben-Server schon kennt.** Dieser Bot darf dort niemanden neu anmelden. Wenn du noch nicht mit ihm gearbeitet hast, lass dich vorher anmelden; sonst bekommst du keine Aufgaben. Wende dich an: { $contact }.
button-agree = Ich stimme zu
button-decline = Nein, danke
agreement-declined = Das ist in Ordnung: Gespeichert ist nur diese Antwort, mit deiner Discord-ID und deinem Anzeigenamen. Wenn du es dir anders überlegst, benutze noch einmal /work.

help-title = 👋 Was dieser Bot tut
help-intro = Hier entsteht gemeinsam ein offener Datensatz für KI-Assistenten. Du bekommst kleine Aufgaben – einen Prompt schreiben (die Nachricht, mit der ein Gespräch beginnt), als Assistent antworten, beurteilen oder ordnen, was andere geschrieben haben – und erledigst sie gleich hier in Discord, am Handy oder am Computer.
help-how = **So geht es.** Benutze **/work**. Der Bot öffnet einen privaten Thread für dich und zeigt dir eine Aufgabe auf einer Karte. Drück den Knopf auf der Karte, schreib, lies es noch einmal durch, drück „Absenden“. „Nächste Aufgabe“ bringt die nächste. Was du im Formular geschrieben und bestätigt hast, bleibt erhalten; du kannst jederzeit aufhören und auf jedem Gerät weitermachen. Zum Üben gibt es **/tutorial**.
help-commands-title = **Befehle**
help-command = { $command } – { $description }
