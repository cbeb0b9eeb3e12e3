"""What the programs that train have in common: rows as `datasets` reads them, and a tokenizer that has learned them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from datasets import Dataset, load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

_PADDING, _END = "<pad>", "<end>"
_TEMPLATE: Final = (
    "{% for message in messages %}<{{ message.role }}>"
    "{% if message.role == 'assistant' %}{% generation %}{{ message.content }}<end>{% endgeneration %}"
    "{% else %}{{ message.content }}<end>{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"
)


@pytest.fixture(scope="session")
def rows(release: Path) -> Callable[..., Dataset]:
    """Reads the rows of a table with which one trains, from the release or from a folder beside it."""

    def read(config: str, folder: Path = release) -> Dataset:
        found = load_dataset(str(folder), config, split="train")
        assert isinstance(found, Dataset)
        assert len(found) > 0
        return found

    return read


@pytest.fixture(scope="session")
def tokenizer(rows: Callable[..., Dataset]) -> PreTrainedTokenizerFast:
    """A tokenizer that has learned the release's texts."""
    texts = [message["content"] for row in rows("sft") for message in row["messages"]]
    learned = Tokenizer(models.BPE())
    learned.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    learned.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=500,
        special_tokens=[_PADDING, _END, "<user>", "<assistant>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    learned.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=learned, pad_token=_PADDING, eos_token=_END, chat_template=_TEMPLATE
    )
