# Rund um den Leitfaden und die Erklärungen der Labels; die Texte selbst stehen in guidelines/ und labels/.

button-labels-explained = Labels erklärt
guide-choose = Ein anderes Thema wählen
guide-labels-title = Was die Labels bedeuten
guide-labels-intro = Beurteile nur die markierte Nachricht, nicht das Gespräch davor – und nicht, ob du ihre Meinung teilst.
guide-lang-mismatch = Falsche Sprache (etwa „Nicht Deutsch“)
guide-scale = { $label } · 1 { $low } bis 5 { $high }
error-topic-unknown = Dazu gibt es keinen Leitfaden. Mit /guidelines siehst du, was es gibt.
