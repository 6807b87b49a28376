"""Small HanLP models trained from made-up sentences in seconds, without a download: tokenizer, tagger, name recogniser."""
from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path

from kexie_nlp.neural.tagger import one_thread
from kexie_nlp.pipes.words.analyzers import jieba_words
from kexie_nlp.training.samples import Sample
from kexie_nlp.training.tagger import quiet

SUBJECTS = [("省科协", "nt"), ("市学会", "nt"), ("县农技协", "nt"), ("省气象学会", "nt")]
ADVERBS = [("积极", "d"), ("每年", "t"), ("深入", "d")]
VERBS = [("开展", "v"), ("组织", "v"), ("建立", "v"), ("举办", "v")]
OBJECTS = [("科普", "n"), ("培训", "vn"), ("服务站", "n"), ("讲座", "n"), ("联盟", "n")]
SENTENCES = [[a, b, c, d, ("。", "w")] for a, b, c, d in itertools.product(SUBJECTS, ADVERBS, VERBS, OBJECTS)][::3]
SENTENCES += [[b, c, d, ("，", "w"), c, d, ("。", "w")] for b, c, d in itertools.product(ADVERBS, VERBS, OBJECTS)][::3]
SENTENCES += [[a, c, ("5", "m"), ("场", "q"), d, ("。", "w")] for a, c, d in itertools.product(SUBJECTS, VERBS, OBJECTS)][::5]
SENTENCES += [[("一", "m"), ("、", "w"), *sentence] for sentence in SENTENCES[::9]]


def make_encoder(folder: Path, chars: set[str], *, size: int = 48, longest: int = 128) -> Path:
    """A two-layer encoder over single characters with fresh weights; its files lie in the model's folder."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    encoder = folder / "transformer"
    encoder.mkdir(parents=True)
    (encoder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(chars)]), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(vocab_size=len(chars) + 5, hidden_size=size, num_hidden_layers=2, num_attention_heads=4,
                        intermediate_size=2 * size, max_position_embeddings=longest)
    BertModel(config).save_pretrained(encoder)
    BertTokenizerFast(str(encoder / "vocab.txt"), do_lower_case=False).save_pretrained(encoder)
    return encoder


def train_tokenizer(folder: Path) -> Path:
    """HanLP's transformer tokenizer over an encoder made here."""
    from hanlp.components.tokenizers.transformer import TransformerTaggingTokenizer

    folder.mkdir(parents=True)
    encoder = make_encoder(folder, {char for sentence in SENTENCES for word, _ in sentence for char in word})
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



def train_roles(folder: Path, sentences: Sequence[tuple[list[str], list[tuple[int, int, int, str]]]], *, size: int = 48,
                epochs: int = 12, lr: float = 3e-3) -> Path:
    """HanLP's semantic role labeller over an encoder made here; a sentence is its words and (predicate, first, last, label)."""
    from hanlp.components.srl.span_bio.span_bio import SpanBIOSemanticRoleLabeler
    from hanlp.layers.embeddings.contextual_word_embedding import ContextualWordEmbedding

    encoder = make_encoder(folder, {char for words, _ in sentences for word in words for char in word}, size=size, longest=512)
    data = folder / "train.jsonlines"
    data.write_text("".join(json.dumps({"sentences": [words], "srl": [frames]}, ensure_ascii=False) + "\n"
                            for words, frames in sentences), encoding="utf-8")
    with quiet(), one_thread():
        SpanBIOSemanticRoleLabeler().fit(
            str(data), str(data), str(folder), ContextualWordEmbedding("token", str(encoder), average_subwords=True,
                                                                      max_sequence_length=510, word_dropout=0.05),
            lr=lr, transformer_lr=lr / 2, epochs=epochs, batch_size=16, n_mlp_rel=size, mlp_dropout=0.1, crf=False, seed=1, devices=-1,
            delimiter="", doc_level_offset=False)
    return folder


BODIES = ["所属学会", "基层科协", "高校科协", "企业科协"]
DAYS = ["3月15日", "4月20日", "每季", "9月8日"]
EVENTS = ["讲座", "培训", "5场讲座", "展览"]
TOURS = [("流动讲堂", "巡讲"), ("流动展车", "巡展"), ("流动书屋", "巡展")]
PLACES = ["乡镇", "社区", "学校"]


def role_sentences() -> list[tuple[list[str], list[tuple[int, int, int, str]]]]:
    """Sentences as jieba's words with their frames: who, when, what, also in other orders."""
    found = [[(who, "A0"), (day, "ARGM-TMP"), (verb, "PRED"), (what, "A1"), ("。", "")]
             for who, day, verb, what in itertools.product(BODIES, DAYS, ("举办", "开展"), EVENTS)][::3]
    found += [[(what, "A1"), (day, "ARGM-TMP"), ("由", ""), (who, "A0"), (verb, "PRED"), ("。", "")]
              for what, day, who, verb in itertools.product(EVENTS, DAYS, BODIES, ("举办", "开展"))][::3]
    found += [[(who, "A0"), (day, "ARGM-TMP"), (verb, "PRED"), (where, "A1"), ("。", "")]
              for (who, verb), day, where in itertools.product(TOURS, DAYS, PLACES)]
    found += [[(verb, "PRED"), (what, "A1"), ("。", "")] for verb, what in itertools.product(("举办", "开展"), EVENTS)]
    return [_framed(pieces) for pieces in found]


def _framed(pieces: Sequence[tuple[str, str]]) -> tuple[list[str], list[tuple[int, int, int, str]]]:
    text = "".join(piece for piece, _ in pieces)
    words = list(jieba_words(text))
    spans, at = {}, 0
    for piece, role in pieces:
        inside = [k for k, w in enumerate(words) if at <= w.start and w.end <= at + len(piece)]
        at += len(piece)
        if role:
            spans[role] = inside[0], inside[-1]
    predicate = spans.pop("PRED")[0]
    return [text[w.start:w.end] for w in words], [(predicate, a, b, role) for role, (a, b) in spans.items()]
