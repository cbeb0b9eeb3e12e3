"""Tests of what the child process answers, in this process."""

import io
import json
import sys

import pytest

from bot import language_model

TEXTS = {
    "de": "Das ist eine ausführliche Antwort auf die Frage, die du mir eben gestellt hast.",
    "en": "This is a detailed answer to the question that you have just asked me about.",
    "fr": "Ceci est une réponse détaillée à la question que tu viens de me poser à l’instant.",
    "ru": "Это подробный ответ на вопрос, который ты мне только что задал, и ничего больше.",
    "nb-NO": "Hei! Kan du fortelle meg hvordan jeg best kan lære meg å spille gitar hjemme uten lærer? "
    "Jeg har ikke så mye tid hver dag.",
    "pt-BR": "Esta é uma resposta detalhada à pergunta que você acabou de me fazer, e espero que ajude bastante.",
    "uk-UA": "Це докладна відповідь на запитання, яке ти мені щойно поставив, і нічого більше.",
    "fil": "Ito ay isang detalyadong sagot sa tanong na kakatanong mo lang sa akin, at sana ay makatulong ito sa iyo.",
    "ja": "これは、あなたが今しがた私に尋ねた質問に対する、とても詳しくて丁寧な長い回答です。どうぞお読みください。",
}

UNSURE = (
    "Dette er eit utførleg svar på spørsmålet som du nett stilte meg, og eg vonar at det hjelper deg vidare.",
    "Kan du forklare hva som skjedde i Norge under andre verdenskrig, og hvorfor kongen dro til England?",
)
"""Nynorsk, which nobody can choose, and a short text that might be Bokmål, Nynorsk or Danish."""


def test_each_question_has_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Languages are told in the order of the texts, and none where a text is not plain, whatever signs it has."""
    asked = [*TEXTS.values(), *UNSURE, "", "x" * 500, f"A broken \ud800 sign.\r\n\u2028\0 {TEXTS['en']}"]
    questions = "".join(json.dumps(text) + "\n" for text in asked)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(questions.encode())))
    language_model.main()
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers == [*TEXTS, None, None, None, None, "en"]
