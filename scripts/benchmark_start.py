"""Measures the start-up time of `import kexie_nlp`, `kexie --help` and `kexie extract` of one page, each in new processes.

    python scripts/benchmark_start.py [--rounds 5] [--imports]

Prints the best wall time and the best processor time of the rounds, and those of an empty Python process. Exit code 1 if a wall time is
above its limit. --imports lists the slowest imports of `kexie extract` (python -X importtime).
"""
from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from generated import document  # noqa: E402

PAGE = 23  # the seed of a one-page document
KEXIE = "from kexie_nlp.cli import main; main()"
CASES = (("python -c pass", ("-c", "pass"), None), ("import kexie_nlp", ("-c", "import kexie_nlp"), 0.1),
         ("kexie --help", ("-c", KEXIE, "--help"), 0.25), ("kexie extract PAGE", ("-c", KEXIE, "extract", "PAGE"), 1.5))


def run(arguments: tuple[str, ...], environment: dict[str, str]) -> tuple[float, float]:
    """Returns wall and processor seconds of one new Python process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def imports(arguments: tuple[str, ...], environment: dict[str, str], count: int = 40) -> None:
    """Prints the slowest imports, with cumulative and own milliseconds."""
    done = subprocess.run([sys.executable, "-X", "importtime", *arguments], env=environment, capture_output=True, text=True, check=True)
    rows = []
    for line in done.stderr.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[0].strip().isdecimal():
            rows.append((int(parts[1]), int(parts[0]), parts[2].strip()))
    print(f"\n{'ms with all':>12}{'ms itself':>12}  import")
    for whole, own, name in sorted(rows, reverse=True)[:count]:
        print(f"{whole / 1000:12.1f}{own / 1000:12.1f}  {name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--imports", action="store_true")
    options = parser.parse_args()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)}
    above = 0
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(document(PAGE), encoding="utf-8")
        cases = [(name, tuple(str(page) if a == "PAGE" else a for a in arguments), limit) for name, arguments, limit in CASES]
        print(f"page of {len(document(PAGE))} characters, best of {options.rounds}\n{'':22}{'wall s':>8}{'processor s':>13}{'limit':>8}")
        for name, arguments, limit in cases:
            run(arguments, environment)
            times = [run(arguments, environment) for _ in range(options.rounds)]
            wall, processor = (min(column) for column in zip(*times, strict=True))
            broken = limit is not None and wall > limit
            above += broken
            print(f"{name:22}{wall:8.3f}{processor:13.3f}{'' if limit is None else limit:>8}{'  ABOVE' if broken else ''}", flush=True)
        if options.imports:
            imports(cases[-1][1], environment)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
