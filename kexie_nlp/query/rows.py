"""What a question is answered with: a list of frozen rows, as JSON or as a frame on request."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kexie_nlp.errors import KexieError
from kexie_nlp.jsons import as_json
from kexie_nlp.query.answers import Answer

if TYPE_CHECKING:
    import pandas
    import polars

Row = TypeVar("Row", bound=Answer)
INTERVALS = ("deadline", "period")  # pairs of dates, in most rows


class Rows(list[Row], Generic[Row]):
    """Rows of one page; `total` counts those of all pages, `offset` those before."""

    def __init__(self, rows: Iterable[Row] = (), *, total: int | None = None, offset: int = 0) -> None:
        super().__init__(rows)
        self.total = len(self) if total is None else total
        self.offset = offset

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain data, nested as they are."""
        return [row.model_dump(mode="json") for row in self]

    def to_json(self) -> str:
        """The JSON that every door gives, in readable characters; what could steer a terminal is escaped."""
        return as_json(list(self))

    def to_pandas(self) -> pandas.DataFrame:
        """One line a row; rows within rows become lines of their own, their columns named FIELD.NAME; K307 without pandas."""
        try:
            import pandas
        except ImportError:
            raise KexieError("K307", detail="pandas") from None
        return pandas.DataFrame(list(self._flat()))

    def to_polars(self) -> polars.DataFrame:
        """The same for polars; K307 without it."""
        try:
            import polars
        except ImportError:
            raise KexieError("K307", detail="polars") from None
        return polars.DataFrame(list(self._flat()), infer_schema_length=None)

    def _flat(self) -> Iterator[dict[str, Any]]:
        for row in self:
            pairs = {name for name in INTERVALS if name in type(row).model_fields
                     and type(row).model_fields[name].annotation != str | None}
            flat: dict[str, Any] = {}
            inner: list[dict[str, Any]] = [{}]
            for name, value in row.model_dump(mode="json").items():
                if name in pairs:
                    flat[f"{name}_from"], flat[f"{name}_to"] = value or (None, None)
                elif isinstance(value, list) and value and isinstance(value[0], dict):
                    inner = [{f"{name}.{key}": each for key, each in item.items()} for item in value]
                else:
                    flat[name] = value
            for each in inner:
                yield flat | each
