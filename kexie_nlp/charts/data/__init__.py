"""What the charts show, computed once from the query room, without any drawing."""
from kexie_nlp.charts.data.coverage import coverage
from kexie_nlp.charts.data.sankey import sankey
from kexie_nlp.charts.data.targets import targets
from kexie_nlp.charts.data.timeline import timeline

__all__ = ["coverage", "sankey", "targets", "timeline"]
