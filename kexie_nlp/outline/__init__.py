"""The outline: a normalised text in; the tree of provisions with their roles, and the metadata of the document out."""
from kexie_nlp.outline.citations import Citation, cited_plans, titles_cited
from kexie_nlp.outline.meta import Evidence, find_meta, meta_evidence, plan_year
from kexie_nlp.outline.problems import Problem, find_problems
from kexie_nlp.outline.tree import parse_outline, read_outline

__all__ = ["Citation", "Evidence", "Problem", "cited_plans", "find_meta", "find_problems", "meta_evidence", "parse_outline",
           "plan_year", "read_outline", "titles_cited"]
