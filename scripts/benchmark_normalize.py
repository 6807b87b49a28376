#!/usr/bin/env python3
"""Measures the time of normalize() as a share of the time of jieba.lcut on the same text, in one run.

    python scripts/benchmark_normalize.py [--sizes 1 5 20 50]      sizes in MB of UTF-8

For simplified text, traditional text and text with pinyin notes: characters per second of both, the share of jieba's time (limit 0.25),
and peak memory in addition to the two texts in bytes per character (limit 12). jieba is measured on the first million characters of the
same text. Exit code 1 above a limit.
"""
import argparse
import random
import sys
import time
import tracemalloc

from kexie_nlp.text import normalize, to_traditional

SENTENCES = (
    "围绕全省中心工作，组织专家深入县域开展科技志愿服务。", "推动学会与企业建立长期合作，促成成果就地转化。",
    "到2035年，公民具备科学素质的比例达到25%以上。", "完善科普场馆体系，丰富流动科技馆的展教内容，扩大覆盖面。",
    "（三）办好学术交流活动，引导青年科技工作者勇于探索。", "各单位要结合实际制定实施细则,按季度报送进展情况。",
    "加强思想引领，把广大科技工作者紧密团结起来。", "健全人才举荐机制，为优秀青年人才成长创造条件。",
)
NOTES = {"工": "gōng", "的": "de", "和": "hé", "了": "le", "学": "xué", "科": "kē", "作": "zuò", "大": "dà"}
SHARE, BYTES = 0.25, 12


def make_text(kind: str, megabytes: float, seed: int = 7) -> str:
    """Returns paragraphs of about 200 characters with randomly chosen sentences. `kind` is simplified, traditional or pinyin."""
    chance = random.Random(seed)
    lines = ["".join(chance.choices(SENTENCES, k=chance.randint(5, 11))) + "\n" for _ in range(300)]
    text = "".join(lines)
    if kind != "simplified":
        text = to_traditional(text)[0]
    if kind == "pinyin":
        text = "".join(f"{c}({NOTES[c]})" if c in NOTES else c for c in text)
    return text * max(1, round(megabytes * 1e6 / len(text.encode())))


def seconds(function, *arguments) -> float:
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def extra_bytes(text: str) -> float:
    """Returns the peak memory in addition to the text and its result, in bytes per character."""
    tracemalloc.start()
    result = normalize(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return max(peak - sys.getsizeof(result.text), 0) / len(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=float, nargs="+", default=[1, 5, 20, 50], metavar="MB")
    options = parser.parse_args()
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    normalize(make_text("traditional", 0.1))
    bad = 0
    print(f"{'text':12}{'MB':>6}{'Mchar':>8}{'normalize':>12}{'jieba':>10}{'share':>8}{'bytes/char':>12}")
    for kind in ("simplified", "traditional", "pinyin"):
        for size in options.sizes:
            text = make_text(kind, size)
            sample = text[:1_000_000]
            jieba_before = seconds(jieba.lcut, sample) / len(sample)
            mine = min(seconds(normalize, text) for _ in range(2)) / len(text)
            its = min(jieba_before, seconds(jieba.lcut, sample) / len(sample))
            memory = extra_bytes(text)
            broken = mine > SHARE * its or memory > BYTES
            bad += broken
            print(f"{kind:12}{size:6.0f}{len(text) / 1e6:8.2f}{1e-6 / mine:10.2f}M/s{1e-6 / its:8.2f}M/s{mine / its:8.3f}"
                  f"{memory:12.1f}{'  BROKEN' if broken else ''}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
