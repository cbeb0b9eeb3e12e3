# Around the guidelines and the explanations of labels; the texts themselves are in guidelines/ and labels/.

button-labels-explained = Labels explained
guide-choose = Choose another topic
guide-labels-title = What the labels mean
guide-labels-intro = Judge the marked message only, not the conversation before it, and not whether you share its opinion.
guide-lang-mismatch = Wrong language (“Not German”, for example)
guide-scale = { $label } · 1 { $low } to 5 { $high }
error-topic-unknown = There are no guidelines on that. Use /guidelines to see what there is.
