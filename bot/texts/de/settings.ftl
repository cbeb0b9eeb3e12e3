# Die Karte von /settings, für alle, die einen Server verwalten.

settings-title = ⚙️ Einstellungen dieses Servers
settings-unchecked = Discord hat mir gerade nicht gesagt, ob ich die Rechte habe, die ich brauche. Benutze /settings in einer Minute noch einmal.
settings-lacking-work = **Ich kann noch keine Arbeits-Threads öffnen;** die Aufgaben kommen in Nachrichten, die sonst niemand sieht.
settings-lacking-boards = **Ich kann die Ranglisten nicht posten.**
settings-lacking-roles = **Ich kann keine Rollen für Level vergeben.**
settings-lacking-collective = **Ich kann die Aufgaben in öffentlichen Threads nicht auf dem Laufenden halten.**
settings-lacking-in-channel = In { $channel } brauche ich { $permissions }: Kanaleinstellungen → Berechtigungen.
settings-lacking-at-large = Meine Rolle braucht { $permissions }: Servereinstellungen → Rollen.
settings-lacking-gone = Den Kanal dafür gibt es nicht mehr. Bitte wähle einen anderen.
settings-work-anywhere = 🧵 **Arbeits-Threads** öffnen sich in dem Textkanal, in dem jemand anfängt.
settings-work-in = 🧵 **Arbeits-Threads** öffnen sich in { $channel }.
settings-choose-work-channel = Kanal für Arbeits-Threads
settings-panel-title = 🚪 Startnachricht
settings-panel-none = 🚪 **Startnachricht:** noch keine. Sie hat einen Knopf zum Loslegen, damit niemand einen Befehl kennen muss.
settings-panel-in = 🚪 **Startnachricht:** [gepostet]({ $link }) in { $channel }.
settings-panel-ask = In welchem Kanal soll ich sie posten? Alle, die den Kanal sehen, können dort anfangen, solange die Nachricht steht.
settings-choose-panel-channel = Kanal für die Startnachricht
settings-panel-posted = ✅ Die Startnachricht steht in { $channel }. Hefte sie an, damit man sie findet.
settings-panel-refused = ⚠️ **Nichts wurde gepostet.** Ich darf in { $channel } nicht schreiben. Ich brauche dort { $permissions }: Kanaleinstellungen → Berechtigungen. Wähle ihn dann noch einmal.
settings-panel-silent = ⚠️ Discord hat nicht geantwortet, darum weiß ich nicht, ob die Nachricht angekommen ist. Sieh im Kanal nach; wenn sie fehlt, wähle ihn noch einmal.
settings-language = 🌐 **Sprache** von allem, was hier alle lesen, etwa der Startnachricht. Die eigenen Karten sind für jede Person in der Sprache ihres Discords.
settings-choose-language = Sprache dieses Servers
settings-choose-role = Rolle vergeben: wähle sie, dann tippe das Level
settings-choose-no-role = Die Rolle eines Levels nicht mehr vergeben
settings-level-option = Level { $level }
settings-level-label = Ab welchem Level (1 bis 100)
settings-level-placeholder = Zum Beispiel 5
modal-title-level = Rolle für ein Level
settings-boards-off = 📋 **Ranglisten in einem Kanal:** aus.
settings-boards-on = 📋 **Ranglisten in einem Kanal:** an, in { $channel } ({ $periods }).
settings-boards-trouble = 📋 **Ranglisten in einem Kanal:** an, aber in { $channel } können sie nicht gepostet werden. „Ranglisten“ sagt, warum.
button-settings = Einstellungen
button-settings-back = Zurück zu den Einstellungen
button-post-panel = Startnachricht posten
button-leaderboards = Ranglisten
button-grant = Rechte geben
error-level-unknown = Tippe eine ganze Zahl von 1 bis 100. Nichts wurde geändert.

# Arbeit und Moderation: in Kürze auf der Karte von /settings, und je eine Karte dafür.
settings-changed = ✅ Geändert.
settings-paused = ⏸️ **Alle Arbeit ruht:** Auf diesem Server bekommt niemand eine neue Aufgabe. Was jemand offen hat, lässt sich noch beenden.
settings-resumed = ✅ Es gibt wieder Aufgaben.
settings-lacking-staff = **Ich kann keine Fälle für die Moderation posten.** Sie stehen in /moderate queue.
settings-lacking-log = **Ich kann im Protokoll-Kanal nicht melden, was die Moderation tut.** Es steht in /moderate log.
button-work-offered = Angebotene Arbeit
button-moderation = Moderation
button-pause-work = Alle Arbeit anhalten
button-resume-work = Weiterarbeiten lassen
work-offered-title = 📚 Arbeit, die es hier gibt
work-offered-explained = Wähle Sprachen und Arten von Arbeit; wähle keine, um alle anzubieten. Was nicht angeboten wird, bekommt auf diesem Server niemand.
work-offered-line = 📚 **Angebotene Arbeit:** { $kinds }; Sprachen: { $languages }.
work-offered-all-languages = alle
work-offered-all-kinds = alle Arten
work-offered-languages = Sprachen (keine: alle Sprachen)
work-offered-kinds = Arten von Arbeit (keine: alle)
work-kind-prompts = Prompts schreiben
work-kind-replies = Antworten schreiben
work-kind-reviews = Nachrichten beurteilen
work-kind-rankings = Antworten ordnen
begin-line = 🙋 **Wer anfangen darf:** { $who }.
begin-everybody = alle, die der Vereinbarung zustimmen
begin-asks-account = Discord-Konto mindestens { $days ->
    [one] einen Tag
   *[other] { $days } Tage
 } alt
begin-asks-member = seit mindestens { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
 } auf diesem Server
begin-asks-role = mit der Rolle { $role }
begin-explained = Das zählt nur in dem Moment, in dem jemand um eine Aufgabe bittet, und wird nicht gespeichert. Es sagt nichts darüber, wie gut jemand arbeitet.
begin-choose-role = Rolle, die man zum Anfangen braucht (keine: alle)
begin-days-title = Wer anfangen darf
begin-days-account = Konto mindestens so viele Tage alt
begin-days-member = So viele Tage auf diesem Server
begin-days-placeholder = Leer: egal
button-begin-days = Kontoalter und Zeit hier
button-other-language = Andere Sprache
other-language-title = Andere Sprache
other-language-label = Sprache
other-language-placeholder = Zum Beispiel Finnisch oder pt-BR
moderation-title = 🛡️ Moderation dieses Servers
moderation-explained = Was gemeldet wird und was von selbst auffällt, wird ein Fall. Die Moderation entscheidet darüber: behalten, löschen, ändern, jemanden hier von der Arbeit ausschließen oder den Fall an den Betreiber dieses Bots weitergeben.
moderation-staff = 🛡️ **Fälle** kommen nach { $channel } und stehen in /moderate queue.
moderation-no-staff = 🛡️ **Fälle** stehen in /moderate queue.
moderation-choose-staff = Team-Kanal für Fälle (nur für die Moderation)
moderation-log = **Was die Moderation tut,** steht in { $channel }.
moderation-no-log = **Was die Moderation tut,** steht in /moderate log.
moderation-choose-log = Protokoll-Kanal: was die Moderation tut
moderation-role = **Moderation:** wer das Recht „Nachrichten verwalten“ oder die Rolle { $role } hat.
moderation-no-role = **Moderation:** wer das Recht „Nachrichten verwalten“ hat.
moderation-choose-role = Rolle, die moderieren darf (keine: nur das Recht)
moderation-integrations = Die Knöpfe auf Fällen gehen für diese Rolle sofort. Den Befehl /moderate zeigt Discord ihr erst, wenn du ihn freigibst: Servereinstellungen → Integrationen → dieser Bot → /moderate → Rolle hinzufügen.
moderation-not-everyone = ⚠️ **Nichts wurde geändert.** Mit @everyone würden alle Mitglieder moderieren. Bitte wähle eine andere Rolle.
checks-on = 🔎 **Aufmerksamkeitsprüfungen:** an. Ab und zu steht die Antwort auf eine Beurteilungs-Aufgabe schon fest; wer sie löst, erfährt gleich danach, wie sie lautet und warum.
checks-off = 🔎 **Aufmerksamkeitsprüfungen:** auf diesem Server aus. (Das sind Beurteilungs-Aufgaben, deren Antwort schon feststeht.)
moderation-kept = 🗄️ **Aufbewahrt:** Texte, die die Moderation herausnahm oder änderte, { $text_days ->
    [0] gar nicht, sodass keiner zurückkommen kann
    [one] einen Tag lang, damit sie zurückkommen können
   *[other] { $text_days } Tage lang, damit sie zurückkommen können
 }; Entwürfe { $draft_days ->
    [one] einen Tag
   *[other] { $draft_days } Tage
 }; das Protokoll von Punkten und Änderungen { $log_days ->
    [one] einen Tag
   *[other] { $log_days } Tage
 }, und was die Moderation tat, für immer. Das stellt ein, wer diesen Bot betreibt.
moderation-kept-elsewhere = 🗄️ **Aufbewahrt:** Entwürfe { $draft_days ->
    [one] einen Tag
   *[other] { $draft_days } Tage
 }, wie eingestellt von denen, die diesen Bot betreiben. Alles andere bewahrt der Aufgaben-Server auf.
checks-nowhere = 🔎 **Aufmerksamkeitsprüfungen:** Es gibt keine. Wer diesen Bot betreibt, hat sie nicht eingeschaltet.
button-checks-on = Prüfungen einschalten
button-checks-off = Prüfungen ausschalten
error-days-unknown = Tippe eine ganze Zahl von Tagen, 0 bis { $most }, oder lass das Feld leer. Nichts wurde geändert.
error-too-many-work-languages = Höchstens { $most } Sprachen passen in die Liste. Nimm zuerst eine heraus, oder wähle keine, um alle anzubieten. Nichts wurde geändert.

# Rechte, wie Discords Client sie nennt.
permission-view-channel = Kanal anzeigen
permission-read-message-history = Nachrichtenverlauf anzeigen
permission-create-public-threads = Öffentliche Threads erstellen
permission-create-private-threads = Private Threads erstellen
permission-send-messages = Nachrichten senden
permission-send-messages-in-threads = Nachrichten in Threads senden
permission-manage-roles = Rollen verwalten
permission-manage-webhooks = WebHooks verwalten

# Rollen für Level, auf der Karte von /settings.
level-role-set = ✅ Ab Level { $level } bekommen alle, die hier beitragen, { $role }.
level-role-moved = Bei Level { $before } wird sie nicht mehr vergeben.
level-role-explained = Jede Person hat die Rolle des höchsten Levels, das sie erreicht hat; die niedrigeren nehme ich zurück. Ich nehme nur Rollen zurück, die ich vergeben habe.
level-role-see = Wer hier schon gearbeitet hat, bekommt seine Rolle bald.
level-role-removed = ✅ { $role } wird bei Level { $level } nicht mehr vergeben. Von allen, die sie von mir haben, nehme ich sie zurück.
level-role-removed-instead = Sie bekommen stattdessen { $role }, die Rolle des nächstniedrigeren Levels.
level-role-was-none = Für Level { $level } ist keine Rolle mehr festgelegt.
level-role-not-set = ⚠️ **Nichts wurde geändert.** { $reason }
level-role-discord-silent = ⚠️ **Nichts wurde geändert.** Discord hat mir die Rollen dieses Servers gerade nicht genannt. Bitte versuch es in einer Minute noch einmal.
level-roles-title = 🎖️ **Rollen für Level**
level-roles-none = Noch keine. Wähle unten eine Rolle und tippe ein Level: Ab diesem Level bekommen alle, die beitragen, die Rolle von selbst.
level-roles-line = **Level { $level }** · { $role } · { $people ->
    [0] noch niemand hat sie
    [one] eine Person hat sie
   *[other] { $people } Personen haben sie
 }
level-roles-former = Nicht mehr festgelegt · { $role } · { $people ->
    [0] von allen zurückgenommen
    [one] noch von einer Person zurückzunehmen
   *[other] noch von { $people } Personen zurückzunehmen
 }
level-roles-waiting = { $people ->
    [one] Eine Person ist noch durchzusehen.
   *[other] { $people } Personen sind noch durchzusehen.
 }
level-roles-mended = Wenn es behoben ist, benutze noch einmal /settings: Dann mache ich sofort weiter.
level-roles-tried-again = Ich versuche es eine Woche lang weiter.
level-roles-unchecked = Discord hat mir die Rollen dieses Servers gerade nicht genannt; so war es bei meinem letzten Versuch.
level-roles-more = … und { $count ->
    [one] eine weitere
   *[other] { $count } weitere
 }.

role-problem-everyone = @everyone kann man nicht vergeben: Alle haben diese Rolle. Bitte wähle eine andere.
role-problem-gone = Diese Rolle wurde gelöscht. Bitte lege für das Level eine andere fest.
role-problem-managed = { $role } gehört einem Bot, einer Integration oder den Server-Boosts. Nur Discord vergibt sie. Bitte wähle eine andere.
role-problem-powers = Mit { $role } kann man moderieren oder den Server verwalten. Eine solche Rolle vergebe ich nicht von selbst. Bitte wähle eine ohne diese Rechte.
role-problem-permission = Mir fehlt das Recht „Rollen verwalten“. Gib es meiner Rolle: Servereinstellungen → Rollen → meine Rolle → Berechtigungen.
role-problem-too-high = { $role } steht über meiner eigenen Rolle, darum lässt Discord mich sie nicht vergeben. Zieh meine Rolle darüber: Servereinstellungen → Rollen.
role-problem-refused = Discord hat mich { $role } nicht vergeben oder zurücknehmen lassen.
