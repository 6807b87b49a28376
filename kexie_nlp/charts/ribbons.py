"""Where the nodes and ribbons of the flows lie, for both back ends."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kexie_nlp.charts.data.shapes import Flow, Node, Sankey

LEAST, EACH, PAD = 420, 40, 10  # least height; height for every node of the longer side; room between nodes


@dataclass(frozen=True)
class Ribbon:
    """A flow, its thickness, and the top of it at either end."""
    flow: Flow
    thick: float
    left: float
    right: float


@dataclass(frozen=True)
class Layout:
    """Tops and heights of the nodes of both sides, and the ribbons."""
    height: float
    left: tuple[tuple[float, float], ...]
    right: tuple[tuple[float, float], ...]
    ribbons: tuple[Ribbon, ...]


def layout(flows: Sankey) -> Layout:
    """Nodes in their order from the top, each as high as its links; the shorter side in the middle."""
    height = max(LEAST, EACH * max(len(flows.left), len(flows.right)))
    total = max(sum(flow.count for flow in flows.flows), 1)
    scale = min((height - PAD * (len(side) - 1)) / total for side in (flows.left, flows.right))
    left, right = (_stack(side, scale, height) for side in (flows.left, flows.right))
    starts = ([top for top, _ in left], [top for top, _ in right])
    ribbons = []
    for flow in flows.flows:
        thick = flow.count * scale
        ribbons.append(Ribbon(flow, thick, starts[0][flow.left], starts[1][flow.right]))
        starts[0][flow.left] += thick
        starts[1][flow.right] += thick
    return Layout(height, left, right, tuple(ribbons))


def _stack(nodes: Sequence[Node], scale: float, height: float) -> tuple[tuple[float, float], ...]:
    top = (height - scale * sum(node.count for node in nodes) - PAD * (len(nodes) - 1)) / 2
    places = []
    for node in nodes:
        places.append((top, node.count * scale))
        top += node.count * scale + PAD
    return tuple(places)
