"""Small HanLP models trained from made-up sentences in seconds, without a download: tokenizer, tagger, name recogniser."""
from __future__ import annotations

import itertools
from pathlib import Path

from kexie_nlp.neural.samples import Sample
from kexie_nlp.neural.train import one_thread, quiet

SUBJECTS = [("省科协", "nt"), ("市学会", "nt"), ("县农技协", "nt"), ("省气象学会", "nt")]
ADVERBS = [("积极", "d"), ("每年", "t"), ("深入", "d")]
VERBS = [("开展", "v"), ("组织", "v"), ("建立", "v"), ("举办", "v")]
OBJECTS = [("科普", "n"), ("培训", "vn"), ("服务站", "n"), ("讲座", "n"), ("联盟", "n")]
SENTENCES = [[a, b, c, d, ("。", "w")] for a, b, c, d in itertools.product(SUBJECTS, ADVERBS, VERBS, OBJECTS)][::3]
SENTENCES += [[b, c, d, ("，", "w"), c, d, ("。", "w")] for b, c, d in itertools.product(ADVERBS, VERBS, OBJECTS)][::3]
SENTENCES += [[a, c, ("5", "m"), ("场", "q"), d, ("。", "w")] for a, c, d in itertools.product(SUBJECTS, VERBS, OBJECTS)][::5]
SENTENCES += [[("一", "m"), ("、", "w"), *sentence] for sentence in SENTENCES[::9]]


def train_tokenizer(folder: Path) -> Path:
    """HanLP's transformer tokenizer over a two-layer encoder made here; the encoder's files lie in the model's folder."""
    import torch
    from hanlp.components.tokenizers.transformer import TransformerTaggingTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    encoder = folder / "transformer"
    encoder.mkdir(parents=True)
    chars = sorted({char for sentence in SENTENCES for word, _ in sentence for char in word})
    (encoder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *chars]), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(vocab_size=len(chars) + 5, hidden_size=48, num_hidden_layers=2, num_attention_heads=4,
                        intermediate_size=96, max_position_embeddings=128)
    BertModel(config).save_pretrained(encoder)
    BertTokenizerFast(str(encoder / "vocab.txt"), do_lower_case=False).save_pretrained(encoder)
    data = folder / "train.txt"
    data.write_text("\n".join(" ".join(word for word, _ in sentence) for sentence in SENTENCES) + "\n", encoding="utf-8")
    component = TransformerTaggingTokenizer()
    with quiet(), one_thread():
        component.fit(str(data), str(data), str(folder), str(encoder), lr=5e-3, transformer_lr=2e-3, epochs=10, batch_size=16,
                      word_dropout=0.05, average_subwords=False, max_seq_len=60, char_level=True, seed=1, devices=-1,
                      warmup_steps=0.1)
    return folder


def train_tagger_of_words(folder: Path) -> Path:
    """HanLP's RNN tagger: a part of speech for every word."""
    from hanlp.components.taggers.rnn_tagger import RNNTagger

    rows = [{"token": [w for w, _ in s], "tag": [t for _, t in s]} for s in SENTENCES]
    folder.mkdir(parents=True)
    with quiet(), one_thread():
        RNNTagger().fit(rows, rows[::5], str(folder), batch_size=16, epochs=6, embed=24, rnn_hidden=24, crf=False, lr=0.02,
                        drop=0.1, seed=1, devices=-1)
    return folder


def name_samples() -> list[Sample]:
    """The sentences by characters, organisations marked."""
    out = []
    for sentence in SENTENCES:
        tags = [t for w, tag in sentence
                for t in (["B-ORG", *["I-ORG"] * (len(w) - 1)] if tag == "nt" else ["O"] * len(w))]
        out.append(Sample(tuple("".join(w for w, _ in sentence)), tuple(tags)))
    return out

