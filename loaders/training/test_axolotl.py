"""Axolotl's own strategies read the tables with no mapping of fields."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axolotl.prompt_strategies.chat_template import load
from axolotl.prompt_strategies.dpo.chat_template import argilla_chat, default
from axolotl.utils.dict import DictDefault
from datasets import Dataset
from transformers import PreTrainedTokenizerFast

MASKED = -100


@pytest.fixture
def configuration() -> DictDefault:
    """What one writes for Axolotl, but for the path: the type of the dataset and no names of fields."""
    dataset = {"type": "chat_template", "chat_template": "tokenizer_default"}
    return DictDefault({"sequence_len": 512, "chat_template": "tokenizer_default", "datasets": [dataset]})


def test_supervised_fine_tuning(
    rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast, configuration: DictDefault
) -> None:
    """`type: chat_template` learns what the assistant says in `sft`, and nothing else."""
    strategy = load(tokenizer, configuration, configuration.datasets[0])
    for row in rows("sft").select(range(3)):
        read = strategy.tokenize_prompt(row)
        learned = tokenizer.decode([token for token in read["labels"] if token != MASKED])
        said = [message["content"] for message in row["messages"] if message["role"] == "assistant"]
        assert learned.replace("<end>", "") == "".join(said)


def test_preferences(
    rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast, configuration: DictDefault
) -> None:
    """`type: chat_template.argilla_chat` reads `preference`: what comes before is the prompt."""
    transform, _ = argilla_chat(configuration)
    for row in rows("preference").select(range(3)):
        read = transform(row, tokenizer=tokenizer)
        assert row["chosen"][0]["content"] in read["prompt"]
        assert row["chosen"][-1]["content"] in read["chosen"]
        assert row["rejected"][-1]["content"] in read["rejected"]


def test_preferences_as_objects(
    rows: Callable[..., Dataset], release: Path, tokenizer: PreTrainedTokenizerFast, configuration: DictDefault
) -> None:
    """`type: chat_template.default` reads `preference` of a release with --objects."""
    transform, _ = default(configuration)
    for row in rows("preference", release.with_name("objects")).select(range(3)):
        read = transform(row, tokenizer=tokenizer)
        assert row["messages"][0]["content"] in read["prompt"]
        assert row["chosen"]["content"] in read["chosen"]
        assert row["rejected"]["content"] in read["rejected"]
