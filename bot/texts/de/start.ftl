# Womit auf einem Server alle anfangen können: die Startnachricht, und die Begrüßung nach der Einladung des Bots.

panel-title = 👋 Bau mit uns einen KI-Datensatz
panel-text = Du bekommst immer eine kleine Aufgabe: einen Prompt schreiben, als Assistent antworten, bewerten oder ordnen, was andere geschrieben haben. Das geschieht in einem privaten Thread, der nur dir gehört, am Handy oder am Computer, wann du willst.
panel-begin = Drück **Loslegen**. Beim ersten Mal liest du, was mit deinen Texten geschieht, und entscheidest, ob du mitmachen willst.
button-begin = Loslegen
button-my-profile = Mein Profil

hello-title = 👋 Hallo! Ich verteile die Aufgaben für einen KI-Datensatz
hello-text = Eure Mitglieder schreiben und bewerten kurze Texte, jede Person in einem eigenen privaten Thread. Zusammen entstehen Gespräche, aus denen KI-Assistenten lernen können.
hello-steps = **Drei nächste Schritte für alle, die diesen Server verwalten**
    1. Drück **Einstellungen** (oder benutze /settings) und wähle einen Kanal für Arbeits-Threads. Die Karte sagt auch, ob mir ein Recht fehlt.
    2. Drück dort **Startnachricht posten** und wähle einen Kanal, den alle sehen.
    3. Drück in der Startnachricht **Loslegen** und mach selbst die erste Aufgabe.
