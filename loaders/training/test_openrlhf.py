"""OpenRLHF's own datasets read the tables with no mapping of fields."""

import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from datasets import Dataset
from transformers import PreTrainedTokenizerFast

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12) or sys.platform != "linux", reason="OpenRLHF has a wheel for Python 3.11 on Linux only"
)


def options(**named: object) -> SimpleNamespace:
    """What OpenRLHF is told on its command line."""
    return SimpleNamespace(args=SimpleNamespace(data=SimpleNamespace(apply_chat_template=True, **named)))


def test_supervised_fine_tuning(rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast) -> None:
    """`--input_key messages --apply_chat_template` reads `sft`, one turn or several."""
    from openrlhf.datasets.sft_dataset import SFTDataset  # noqa: PLC0415 - it is not on every system

    table = rows("sft")
    read = SFTDataset(table, tokenizer, 512, options(input_key="messages"), num_processors=1, multiturn=True)
    assert len(read) == len(table)
    assert all(ranges for ranges in read.response_ranges)
    read = SFTDataset(table, tokenizer, 512, options(input_key="messages"), num_processors=1)
    assert table[0]["messages"][-1]["content"] in read.responses[0]


def test_a_reward_model(rows: Callable[..., Dataset], tokenizer: PreTrainedTokenizerFast) -> None:
    """`--chosen_key chosen --rejected_key rejected --apply_chat_template` reads `preference`, margin too."""
    from openrlhf.datasets.reward_dataset import RewardDataset  # noqa: PLC0415 - as above

    table = rows("preference")
    given = options(chosen_key="chosen", rejected_key="rejected")
    read = RewardDataset(table, tokenizer, 512, given, num_processors=1)
    assert [read[place][4] for place in range(len(read))] == pytest.approx(list(table["margin"]))
    for_dpo = RewardDataset(table, tokenizer, 512, given, is_dpo=True, num_processors=1)
    assert table[0]["chosen"][-1]["content"] in for_dpo.chosens[0]
    assert table[0]["rejected"][-1]["content"] in for_dpo.rejects[0]
