"""The reproducibility record beside every export: versions, models, settings, sources, parameters; no paths, no persons."""
from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.query.plans import centrals_of
from kexie_nlp.report.export import write_text
from kexie_nlp.report.render import as_json
from kexie_nlp.settings import Settings, load_settings
from kexie_nlp.store import Store
from kexie_nlp.store.plan_packs import kept_packs
from kexie_nlp.store.reviews import in_force
from kexie_nlp.version import __version__

SCHEMA = 1
DEPENDENCIES = ("jieba", "spacy", "scikit-learn", "numpy", "scipy", "opencc", "networkx", "pydantic", "sqlalchemy", "lxml",
                "python-docx", "openpyxl", "icalendar", "pdfminer.six", "plotly", "matplotlib", "fonttools", "noto-cjk-sans-otc",
                "hanlp", "torch", "transformers")
PACKAGE = Path(__file__).parent.parent
MODELS = {"aligner": "alignment/model.json", "kinds": "pipes/measures/kinds.json"}
NAME = "repro.json"


def made_at() -> datetime:
    """The date of an export: SOURCE_DATE_EPOCH if it is set, else now, in whole seconds (UTC)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), timezone.utc)
    return datetime.now(timezone.utc).replace(microsecond=0)


def write_provenance(store: Store, target: str | Path, *, command: str, parameters: Mapping[str, Any],
                     made: datetime | None = None) -> Path:
    """Write the record beside a file (`<file>.repro.json`) or into a folder (`repro.json`); its path. K305 if that fails.

    It holds versions, hashes of models and sources, settings, central plans, the number of reviews, and the parameters.
    """
    path = Path(target)
    record = path / NAME if path.is_dir() else path.with_name(f"{path.name}.{NAME}")
    data = provenance(store, command=command, parameters=parameters, made=made or made_at())
    try:
        return write_text(record, as_json(data) + "\n")
    except OSError as error:
        raise KexieError("K305", path=record, detail=error.strerror or str(error)) from None


def provenance(store: Store, *, command: str, parameters: Mapping[str, Any], made: datetime) -> dict[str, Any]:
    """The record as plain data; `sha256` is the hash of all other fields except `made`."""
    from kexie_nlp.analysis import fingerprint

    settings, infos, reviews = load_settings(), store.infos(), store.reviews()
    held = in_force(reviews)
    references = centrals_of(store)
    data: dict[str, Any] = {
        "repro": SCHEMA, "command": command, "parameters": dict(parameters), "package": __version__,
        "python": platform.python_version(), "dependencies": _versions(), "models": _models(settings),
        "settings": _settings(settings), "fingerprint": fingerprint(settings), "store_schema": store.fact("schema_version"),
        "packs": {plan.label: [pack.name for pack in kept_packs(store, plan.sha256)] for plan in references},
        "central": [plan.label for plan in references],
        "documents": [{"label": info.label, "source": PurePath(info.source.replace("\\", "/")).name, "sha256": info.sha256,
                       "conversion": info.conversion, "fingerprint": info.fingerprint, "aligned": _tail(info.aligned)} for info in infos],
        "reviews": {"said": len(reviews), "in_force": len(held), **{
            f"grade{grade}": sum(review.grade == grade for review in held) for grade in (0, 1, 2)}}}
    digest = hashlib.sha256(as_json(data).encode("utf-8", "surrogatepass")).hexdigest()
    return {**data, "sha256": digest, "made": made.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")}


def _versions() -> dict[str, str]:
    found = {}
    for name in DEPENDENCIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _models(settings: Settings) -> dict[str, dict[str, str | None]]:
    """File name and hash of each model in the settings, or of the packaged model if the settings name none."""
    own = {"aligner": settings.align.model, "kinds": settings.measures.model}
    paths = {name: Path(own[name] or PACKAGE / packaged) for name, packaged in MODELS.items()}
    return {name: {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None}
            for name, path in paths.items()}


def _settings(settings: Settings) -> dict[str, Any]:
    """The settings, with file names instead of paths."""
    data = settings.model_dump(mode="json")
    data["lexicon"]["packs"] = [PurePath(folder).name for folder in data["lexicon"]["packs"]]
    for section, key in (("align", "model"), ("measures", "model"), ("measures", "typology"), ("words", "model")):
        if data[section][key]:
            data[section][key] = ",".join(PurePath(each).name for each in data[section][key].split(","))
    return data


def _tail(aligned: str | None) -> str | None:
    """The fingerprint of the aligner: the last part of the key that a document was aligned with."""
    return aligned.rpartition(":")[2] if aligned else None
