"""Graphs: documents and links to a networkx MultiDiGraph of documents, provisions, measures, targets and their relations."""
from kexie_nlp.graph.build import build_graph
from kexie_nlp.graph.formats import read_graph, write_graph, write_parts
from kexie_nlp.graph.schema import EDGES, NODES
from kexie_nlp.graph.statistics import statistics

__all__ = ["EDGES", "NODES", "build_graph", "read_graph", "statistics", "write_graph", "write_parts"]
