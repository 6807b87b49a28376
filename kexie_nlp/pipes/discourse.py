"""`kexie_discourse`: a `Doc` in, its provisions with roles that agree with what their text does out.

The outline gives roles by headings and tense. A leaf whose clauses report is an achievement, however the report is announced; one whose
clauses commit someone is a task.
"""
from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.discourse import ActModels, load_acts
from kexie_nlp.model import Provision
from kexie_nlp.model.records import Role
from kexie_nlp.outline.clauses import LEAF_ROLES, Clause
from kexie_nlp.pipes.layers import DocumentLayers, document_layers

_MOST, _LEAST = 0.75, 0.25  # mean share of results from which a leaf reports, and below which it commits
_CLAUSES = 2  # a leaf with fewer clauses keeps its role


class DiscoursePipe:
    """Sets the models of discourse acts and revises the roles of tasks and achievements; there are none without an outline."""

    def __init__(self, name: str, models: ActModels) -> None:
        self.name = name
        self.models = models

    def __call__(self, doc: Doc) -> Doc:
        layers = document_layers(doc)
        layers.set_acts(self.models)
        if any(p.role in LEAF_ROLES for p in layers.provisions):
            clauses: dict[str | None, list[Clause]] = {}
            for clause in layers.clauses:
                if clause.kind == "statement":
                    clauses.setdefault(clause.provision, []).append(clause)
            revised = [_revised(layers, p, clauses.get(p.id, [])) for p in layers.provisions]
            if revised != list(layers.provisions):
                layers.set_outline(revised)
        return doc


def _revised(layers: DocumentLayers, provision: Provision, clauses: Sequence[Clause]) -> Provision:
    if provision.role not in LEAF_ROLES:
        return provision
    reading = layers.discourse
    if clauses and all(reading.tenor.reports(*reading.evidence.sentence(clause.start)) for clause in clauses):
        return provision if provision.role == "achievement" else provision.moved(role="achievement")
    if len(clauses) < _CLAUSES:
        return provision
    settled = reading.settled(clauses[0].start)
    if settled is None:
        sentences = [clause for clause in clauses if clause.first]
        judged = [layers.passage(clause.start, clause.end) for clause in sentences or clauses[:1]]
        mean = sum(p.probability("result") / (p.probability("result") + p.probability("plan") or 1.0) for p in judged) / len(judged)
    else:
        mean = float(settled == "result")
    role: Role = "achievement" if mean >= _MOST else "task" if mean <= _LEAST else provision.role
    return provision if role == provision.role else provision.moved(role=role)


@Language.factory("kexie_discourse", assigns=["doc._.provisions"], default_config={"model": None})
def create_discourse(nlp: Language, name: str, model: str | None) -> DiscoursePipe:
    """Creates the component `kexie_discourse`. It runs after `kexie_outline` and, if that is used, `kexie_words`.

    `model` is a file of `kexie train acts`; None means the packaged one. Raises K502 if it cannot be read.
    """
    return DiscoursePipe(name, load_acts(model))
