settings-work-channel = ✅ Ab jetzt werden Arbeits-Threads in { $channel } geöffnet.
settings-work-channel-lacking = ⚠️ **{ $channel } ist festgelegt, aber ich kann dort noch keine Arbeits-Threads öffnen.** Ich brauche dort diese Rechte: { $permissions }. Gib sie mir (Kanaleinstellungen → Berechtigungen); mehr ist danach nicht zu tun. Bis dahin bekommt, wer /work benutzt, die Aufgabe in einer Nachricht, die sonst niemand sieht.
settings-work-channel-unchecked = { $channel } ist für Arbeits-Threads festgelegt, aber Discord hat mir gerade nicht gesagt, ob ich sie dort öffnen darf. Ich brauche dort diese Rechte: { $permissions }. Um es prüfen zu lassen, benutze diesen Befehl in einer Minute noch einmal.
settings-work-channel-gone = ⚠️ **Nichts wurde geändert.** Diesen Kanal gibt es nicht mehr. Bitte wähle einen anderen.
settings-work-channel-anywhere = ✅ Ab jetzt werden Arbeits-Threads in dem Textkanal geöffnet, in dem /work benutzt wird.

# Rechte, wie Discords Client sie in den Einstellungen eines Kanals nennt.
permission-view-channel = Kanal anzeigen
permission-read-message-history = Nachrichtenverlauf anzeigen
permission-create-private-threads = Private Threads erstellen
permission-send-messages-in-threads = Nachrichten in Threads senden

# Rollen für Level: /settings level-role und /settings level-roles.
level-role-set = ✅ Ab Level { $level } bekommen alle, die hier beitragen, { $role }.
level-role-moved = Bei Level { $before } wird sie nicht mehr vergeben.
level-role-explained = Jede Person hat die Rolle des höchsten Levels, das sie erreicht hat; die niedrigeren nehme ich zurück. Ich nehme nur Rollen zurück, die ich vergeben habe.
level-role-see = Wer hier schon gearbeitet hat, bekommt seine Rolle bald. /settings level-roles zeigt, wie es läuft.
level-role-removed = ✅ { $role } wird bei Level { $level } nicht mehr vergeben. Von allen, die sie von mir haben, nehme ich sie zurück.
level-role-removed-instead = Sie bekommen stattdessen { $role }, die Rolle des nächstniedrigeren Levels.
level-role-was-none = Für Level { $level } ist keine Rolle festgelegt. Um eine festzulegen, wähle auch eine Rolle. /settings level-roles zeigt, was festgelegt ist.
level-role-not-set = ⚠️ **Nichts wurde geändert.** { $reason }
level-role-discord-silent = ⚠️ **Nichts wurde geändert.** Discord hat mir die Rollen dieses Servers gerade nicht genannt. Bitte versuch es in einer Minute noch einmal.
level-roles-title = 🎖️ Rollen für Level
level-roles-none = Noch keine. Benutze /settings level-role mit einem Level und einer Rolle: Ab diesem Level bekommen alle, die beitragen, die Rolle von selbst.
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
level-roles-mended = Wenn es behoben ist, benutze noch einmal /settings level-roles: Dann mache ich sofort weiter.
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
