# /language: die Sprachen, in denen jemand arbeitet.

command-language = Wähle die Sprachen, in denen du arbeitest

languages-title = 🗣️ Deine Sprachen
languages-none = Du hast noch keine Sprache gewählt, deshalb nimmt /work { $language }. Wähle die Sprachen, die du gut liest und schreibst.
languages-chosen = Du arbeitest in: { $languages }.
languages-order = /work und /tasks richten sich nach dieser Reihenfolge: /work nimmt die erste Sprache, in der es etwas für dich zu tun gibt.
languages-most = Mehr als { $most } lassen sich nicht wählen. Entferne eine, um eine andere hinzuzufügen.
languages-to-begin = 🗣️ Du bekommst Aufgaben auf: { $languages }. Wähle die Sprachen, die du gut liest und schreibst; mit /language kannst du sie jederzeit ändern.
languages-choose = Wähle deine Sprachen
languages-add-suggested = Sprache hinzufügen: Vorschläge für dich
languages-add-more = Sprache hinzufügen: { $first } – { $last }
languages-open = { $tasks ->
    [one] eine offene Aufgabe
   *[other] { $tasks } offene Aufgaben
 }
button-language-first = { $language } zuerst
button-language-remove = { $language } entfernen

languages-small-title = **Kleine Sprachen brauchen dich**
languages-small = { $language }: { $tasks ->
    [one] eine offene Aufgabe
   *[other] { $tasks } offene Aufgaben
 }, { $people ->
    [0] noch von niemandem gewählt
    [one] von einer Person gewählt
   *[other] von { $people } Personen gewählt
 }
