"""Texts to TF-IDF vectors of character n-grams, a batch at a time."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SIZES = (1, 2, 3)
_CODES = 0x110000  # Unicode code points


class NgramVectors:
    """Vocabulary and idf come from the texts given here; the vector of a later text does not depend on other later texts.

    Only letters, digits and Han characters count; no n-gram crosses another character.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        alphabet = sorted({char for char in "".join(texts) if char.isalnum()})
        self._base = len(alphabet) + 1
        self._ids = np.zeros(_CODES, np.int64)
        self._ids[[ord(char) for char in alphabet]] = np.arange(1, self._base)
        ids, _ = self._read(texts)
        self._vocabulary = [np.unique(codes[valid]) for codes, valid in (self._grams(ids, size) for size in SIZES)]
        self._width = sum(map(len, self._vocabulary))
        counts = self._count(texts)
        seen = np.bincount(counts.indices, minlength=self._width)
        self._idf = np.log((1 + len(texts)) / (1 + seen)) + 1

    def transform(self, texts: Sequence[str]):
        """A sparse matrix [text, n-gram] with rows of length 1, 0 for a text that shares no n-gram."""
        matrix = self._count(texts)
        matrix.data = (1 + np.log(matrix.data)) * self._idf[matrix.indices]
        sizes = np.diff(matrix.indptr)
        written = np.flatnonzero(sizes)
        if len(written):
            norms = np.sqrt(np.add.reduceat(matrix.data * matrix.data, matrix.indptr[written]))
            matrix.data /= np.repeat(norms, sizes[written])
        return matrix

    def _count(self, texts: Sequence[str]):
        from scipy.sparse import csr_matrix

        ids, rows = self._read(texts)
        found_rows, found_columns, offset = [], [], 0
        for size, vocabulary in zip(SIZES, self._vocabulary, strict=True):
            codes, valid = self._grams(ids, size)
            if len(vocabulary):
                columns = np.searchsorted(vocabulary, codes)
                columns[columns == len(vocabulary)] = 0
                valid &= vocabulary[columns] == codes
                found_rows.append(rows[:len(codes)][valid])
                found_columns.append(columns[valid] + offset)
            offset += len(vocabulary)
        row = np.concatenate([*found_rows, np.zeros(0, np.int64)])
        column = np.concatenate([*found_columns, np.zeros(0, np.int64)])
        matrix = csr_matrix((np.ones(len(row)), (row, column)), shape=(len(texts), offset))
        matrix.sort_indices()
        return matrix

    def _read(self, texts: Sequence[str]):
        """Character ids of all texts one after another (0 for characters that do not count), and the index of their text."""
        joined = "".join(text + "\0" for text in texts).encode("utf-32-le", "surrogatepass")
        ids = self._ids[np.frombuffer(joined, np.uint32)]
        return ids, np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])

    def _grams(self, ids: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
        """The code of the n-gram at every position, and whether all its characters count."""
        length = max(len(ids) - size + 1, 0)
        codes, valid = np.zeros(length, np.int64), np.ones(length, bool)
        for shift in range(size):
            part = ids[shift:shift + length]
            codes = codes * self._base + part
            valid &= part > 0
        return codes, valid
