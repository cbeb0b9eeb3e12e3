"""TRL trains on each table as it is loaded: no column is renamed, dropped or made, no row is mapped."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import torch
from datasets import Dataset
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    LlamaForSequenceClassification,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)
from trl import (
    DPOConfig,
    DPOTrainer,
    KTOConfig,
    KTOTrainer,
    RewardConfig,
    RewardTrainer,
    SFTConfig,
    SFTTrainer,
)

STEPS: Final = 5


def model(tokenizer: PreTrainedTokenizerFast, kind: type[PreTrainedModel] = LlamaForCausalLM) -> PreTrainedModel:
    """Return a tiny model with random weights, the same ones each time."""
    torch.manual_seed(0)
    return kind(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=1024,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=tokenizer.eos_token_id,
            bos_token_id=None,
            num_labels=1,
        )
    )


def settings(folder: Path) -> dict[str, Any]:
    """Return what is the same for every trainer."""
    return {
        "output_dir": str(folder),
        "max_steps": STEPS,
        "per_device_train_batch_size": 2,
        "logging_steps": 1,
        "save_strategy": "no",
        "report_to": "none",
        "use_cpu": True,
        "bf16": False,
        "disable_tqdm": True,
        "activation_checkpointing": False,
    }


def losses(trainer: Any) -> list[float]:
    """Train, and return the loss of each step."""
    trainer.train()
    found = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    assert len(found) == STEPS
    assert all(math.isfinite(loss) for loss in found)
    return found


@pytest.mark.parametrize("assistant_only", [False, True])
def test_supervised_fine_tuning(
    rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast, tmp_path: Path, assistant_only: bool
) -> None:
    """SFTTrainer trains on `sft`, on whole conversations and on what the assistant says alone."""
    arguments = SFTConfig(**settings(tmp_path), assistant_only_loss=assistant_only, max_length=256)
    found = losses(SFTTrainer(model(tokenizer), args=arguments, train_dataset=rows("sft"), processing_class=tokenizer))
    assert min(found) > 0


def test_a_reward_model(rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast, tmp_path: Path) -> None:
    """RewardTrainer trains on `preference`, and the margin from the votes is part of its loss."""
    pairs = rows("preference")
    assert max(pairs["margin"]) > 0

    def first_loss(dataset: Dataset) -> float:
        arguments = RewardConfig(**settings(tmp_path), max_length=256)
        classifier = model(tokenizer, LlamaForSequenceClassification)
        return losses(RewardTrainer(classifier, args=arguments, train_dataset=dataset, processing_class=tokenizer))[0]

    assert first_loss(pairs) > first_loss(pairs.remove_columns("margin"))


def test_direct_preference_optimisation(
    rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast, tmp_path: Path
) -> None:
    """DPOTrainer trains on `preference`, whose prompt is what both conversations begin with."""
    arguments = DPOConfig(**settings(tmp_path), max_length=256)
    pairs = rows("preference")
    # A model that stands in no folder cannot be loaded once more: the reference is made, with the same weights.
    trained, reference = model(tokenizer), model(tokenizer)
    losses(DPOTrainer(trained, reference, args=arguments, train_dataset=pairs, processing_class=tokenizer))


def test_kahneman_tversky_optimisation(
    rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast, tmp_path: Path
) -> None:
    """KTOTrainer trains on `kto`."""
    arguments = KTOConfig(**settings(tmp_path), max_length=256)
    completions = rows("kto")
    assert set(completions["label"]) == {True, False}
    trained, reference = model(tokenizer), model(tokenizer)
    losses(KTOTrainer(trained, reference, args=arguments, train_dataset=completions, processing_class=tokenizer))
