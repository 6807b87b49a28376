"""Leave-one-document-out scores of the aligner beside baselines.

Usage: python scripts/align_report.py GOLD_DIR      (a folder with *.gold.json and *.align.json)
Each annotated province is ranked by a model that was fitted to the others. The baselines need no fitting; their
grade 2 threshold is the best one there is, chosen on the very scores it is applied to.
"""
import json
import sys
from pathlib import Path

import numpy as np

from kexie_nlp.alignment import topics
from kexie_nlp.alignment.candidates import tasks_of
from kexie_nlp.alignment.features import FEATURES
from kexie_nlp.alignment.train import Graded, best_threshold, fit, load_gold, load_graded
from kexie_nlp.evaluate.links import score_links


def main(folder: Path) -> None:
    data = load_graded(folder)
    documents = {name: load_gold(folder, name) for name in np.unique(data.groups)}
    plan = json.loads((folder / f"{min(documents)}.align.json").read_text(encoding="utf-8"))["central"]["doc"]
    central = tasks_of(load_gold(folder, plan))
    tasks = [task for name in documents for task in tasks_of(documents[name])]
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.gold.json"))]

    def show(label, scores, accepted):
        links = [{"task": task.place.model_dump(), "measure": other.place.model_dump(), "score": float(scores[i, j]),
                  "grade": 2 if accepted[i, j] else 0}
                 for i, task in enumerate(tasks) for j, other in enumerate(central)]
        found = score_links(golds, folder, links)
        print(f"{label:34} ndcg@5 {found['ndcg@5']['acc']:.3f}  MAP {found['map']['acc']:.3f}  "
              f"F1 {found['link_grade2']['f1']:.3f}")

    for label, scores in baselines([t.body for t in tasks], [t.body for t in central]).items():
        show(label, scores, scores >= best_threshold(scores, data.grades == 2, data.grades == 1))
    show("aligner", *held_out(data))
    for i, name in enumerate(FEATURES):
        less = data.features.copy()
        less[..., i] = 0
        show(f"aligner without {name}", *held_out(Graded(less, data.grades, data.groups)))


def held_out(data: Graded) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and whether they are graded 2, each from a model that has not seen the document."""
    scores, accepted = np.zeros(data.grades.shape), np.zeros(data.grades.shape, bool)
    for name in np.unique(data.groups):
        chosen = data.groups == name
        model = fit(data.where(~chosen))
        scores[chosen] = model.score(data.features[chosen])
        accepted[chosen] = scores[chosen] >= model.grade2
    return scores, accepted


def baselines(bodies: list[str], central: list[str]) -> dict[str, np.ndarray]:
    """Scores [task, central task] of what one would try first."""
    import jieba
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    jieba.setLogLevel(60)

    def words(text):
        return [word for word in jieba.cut(text, HMM=False) if len(word) > 1]

    found = {}
    for label, settings in (("TF-IDF, words", {"analyzer": words}),
                            ("TF-IDF, 2-3 characters", {"analyzer": "char", "ngram_range": (2, 3)})):
        vectors = TfidfVectorizer(sublinear_tf=True, **settings).fit(central)
        found[label] = (vectors.transform(bodies) @ vectors.transform(central).T).toarray()
    counter = CountVectorizer(analyzer=words).fit(central)
    counts = counter.transform(central).toarray()
    seen, length = (counts > 0).sum(axis=0), counts.sum(axis=1, keepdims=True)
    idf = np.log(1 + (len(central) - seen + 0.5) / (seen + 0.5))
    weights = idf * counts * 2.5 / (counts + 1.5 * (0.25 + 0.75 * length / length.mean()))
    found["BM25, words"] = (counter.transform(bodies) > 0).astype(float) @ weights.T
    index = topics.TopicVectors(central)
    found["topics alone"] = index.transform(bodies) @ index.transform(central).T
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
