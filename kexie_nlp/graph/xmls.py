"""GraphML and GEXF 1.2, written element by element."""
from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kexie_nlp.graph.build import Values
from kexie_nlp.graph.spool import Spool

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
GRAPHML_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
GEXF_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


def graphml(spool: Spool) -> Iterator[str]:
    """The lines of a GraphML file; an edge's key is its id."""
    yield HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind in ("node", "edge"):
        for name, of in spool.attributes[kind]:
            yield (f'<key id="{_id(kind, name, of)}" for="{kind}" attr.name={quoteattr(name)} '
                   f'attr.type="{GRAPHML_TYPES[of]}"/>\n')
    yield '<graph edgedefault="directed">\n'
    for node in spool.nodes():
        yield f"<node id={quoteattr(node.key)}>{_data(node.values, 'node')}</node>\n"
    for edge in spool.edges():
        yield (f"<edge source={quoteattr(edge.start)} target={quoteattr(edge.end)} id={quoteattr(edge.key)}>"
               f"{_data(edge.values, 'edge')}</edge>\n")
    yield "</graph>\n</graphml>\n"


def gexf(spool: Spool) -> Iterator[str]:
    """The lines of a GEXF file; a node's label is its label."""
    yield HEAD + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n<graph defaultedgetype="directed" mode="static">\n'
    for kind in ("node", "edge"):
        yield f'<attributes mode="static" class="{kind}">\n'
        for name, of in spool.attributes[kind]:
            yield f'<attribute id="{_id(kind, name, of)}" title={quoteattr(name)} type="{GEXF_TYPES[of]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in spool.nodes():
        values = {name: value for name, value in node.values.items() if name != "label"}
        label = quoteattr(str(node.values["label"]))
        yield f"<node id={quoteattr(node.key)} label={label}>{_attvalues(values, 'node')}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in spool.edges():
        yield (f"<edge source={quoteattr(edge.start)} target={quoteattr(edge.end)} id={quoteattr(edge.key)}>"
               f"{_attvalues(edge.values, 'edge')}</edge>\n")
    yield "</edges>\n</graph>\n</gexf>\n"


def _id(kind: str, name: str, of: type) -> str:
    return f"{kind}_{name}_{of.__name__}"


def _data(values: Values, kind: str) -> str:
    return "".join(f'<data key="{_id(kind, name, type(value))}">{escape(_text(value))}</data>'
                   for name, value in values.items())


def _attvalues(values: Values, kind: str) -> str:
    inner = "".join(f'<attvalue for="{_id(kind, name, type(value))}" value={quoteattr(_text(value))}/>'
                    for name, value in values.items())
    return f"<attvalues>{inner}</attvalues>"


def _text(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)
