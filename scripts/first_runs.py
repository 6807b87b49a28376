"""Draws docs/pages/acts.svg, the curve of first runs, from the table of first runs in docs/pages/acts.en.md.

    python scripts/first_runs.py

Run it after a row was added to the table. A row has real / made figures; "–" stands for none.
"""
from __future__ import annotations

import re
from pathlib import Path

PAGES = Path(__file__).parent.parent / "docs" / "pages"
ROW = re.compile(r"^\| (?P<run>\d+)[^|]*\|[^|]*\|[^|]*\| (?P<status>[^|]+) \| (?P<all>[^|]+) \| [^|]+\|$", re.M)
LEFT, RIGHT, TOP, BOTTOM = 44, 490, 16, 280
WANTED = {"status": .95, "all": .85}
COLOURS = {"status": "#009688", "all": "#ef6c00"}
LABELS = {"status": ("状态 status ≥ .95", "状态 status"), "all": ("全对 all right ≥ .85", "全对 all right")}
PLACES = {"status": (32, 74), "all": (57, 102)}


def main() -> None:
    rows = list(ROW.finditer((PAGES / "acts.en.md").read_text(encoding="utf-8")))
    step = (RIGHT - LEFT - 26) / (len(rows) - 1)
    runs = [(LEFT + 14 + n * step, row) for n, row in enumerate(rows)]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" width="640" height="320" role="img" font-family="sans-serif" '
             'font-size="12">', "<title>首次运行 / first runs: status and all right, real pages and made-up documents</title>",
             '<g stroke="#888" stroke-opacity=".35">', *(f'<path d="M{LEFT} {height(n / 5):.0f}H{RIGHT}"/>' for n in range(6)), "</g>",
             '<g fill="#888" text-anchor="end">', *(f'<text x="36" y="{height(n / 5) + 4:.0f}">{n / 5}</text>' for n in range(6)), "</g>",
             '<g fill="#888" text-anchor="middle">',
             *(f'<text x="{x:.1f}" y="298">{row["run"]}</text>' for n, (x, row) in enumerate(runs) if n % 2 == 0), "</g>"]
    for name, colour in COLOURS.items():
        lines.append(f'<path d="M{LEFT} {height(WANTED[name]):.1f}H{RIGHT}" stroke="{colour}" stroke-width="1" stroke-dasharray="1 4"/>')
        for kind, dashes in ((0, ""), (1, ' stroke-dasharray="6 4"')):
            values = [(x, row[name].split(" / ")[kind].strip()) for x, row in runs]
            points = " ".join(f"{x:.1f},{height(float(value)):.1f}" for x, value in values if value != "–")
            lines.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2"{dashes} points="{points}"/>')
    for name, colour in COLOURS.items():
        said = "".join(f'<text x="498" y="{y}">{words}</text>' for y, words in zip(PLACES[name], LABELS[name], strict=True))
        lines.append(f'<g fill="{colour}">{said}</g>')
    lines += ['<g fill="#888"><path d="M498 190h28" stroke="#888" stroke-width="2"/>', '<text x="532" y="194">真实 real</text>'
              '<path d="M498 211h28" stroke="#888" stroke-width="2" stroke-dasharray="6 4"/>',
              '<text x="532" y="215">自拟 made</text></g>', "</svg>", ""]
    (PAGES / "acts.svg").write_text("\n".join(lines), encoding="utf-8")
    print(PAGES / "acts.svg", len(rows), "runs")


def height(share: float) -> float:
    """Returns the vertical place of a share."""
    return BOTTOM - share * (BOTTOM - TOP)


if __name__ == "__main__":
    main()
