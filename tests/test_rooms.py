"""The rooms of the package in the order of the flow: no module imports a later room, and no modules import each other in a circle.

Imports inside functions and under `TYPE_CHECKING` count, and `import_module` of a constant name.
"""
from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

PACKAGE = "kexie_nlp"
# the one list of rooms: subpackages and modules of the top level, lower ones first; a room imports those before it.
# "kexie_nlp" is the package itself, whose verbs (`read`, `analyze`, `align` …) come from the rooms before it
ROOMS = (
    "errors", "version", "jsons", "model", "reading", "lexicon", "grammar", "text", "settings", "outline", "discourse", "indicators",
    "neural", "pipes", "analysis", "alignment", "graph", "store", "kexie_nlp", "query", "batch", "report", "charts", "evaluate",
    "training", "web", "cli",
    "__main__")
# deprecated addresses that forward, when a name of theirs is asked for, to a present one in a later room
FORWARDS = {("kexie_nlp.neural.documents", "kexie_nlp.pipes.words.hanlp")}


class Import(NamedTuple):
    """One module of the package imports another at a line."""
    module: str
    line: int
    target: str


def modules_of(folder: Path, package: str = PACKAGE) -> dict[str, Path]:
    """The modules of a package by dotted name; a package is named as its folder."""
    names = {}
    for path in sorted(folder.rglob("*.py")):
        parts = [package, *path.relative_to(folder).with_suffix("").parts]
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return names


def imports_of(modules: Mapping[str, Path], package: str = PACKAGE) -> list[Import]:
    """All imports between the modules, wherever they stand in a file."""
    found = {}
    for module, path in modules.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _names(node, module, path.name == "__init__.py"):
                while name.startswith(package) and name not in modules:
                    name = name.rpartition(".")[0]
                if name in modules and name != module:
                    found[Import(module, getattr(node, "lineno", 0), name)] = None
    return list(found)


def _names(node: ast.AST, module: str, is_package: bool) -> Iterable[str]:
    """The dotted names that a node of a syntax tree imports; names of a module count as the module later."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = module.split(".")
        around = base[:len(base) - node.level + is_package] if node.level else []
        source = ".".join([*around, *([node.module] if node.module else [])])
        return [f"{source}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
        return [argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)]
    return []


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def upward(imports: Iterable[Import], rooms: tuple[str, ...] = ROOMS) -> list[str]:
    """A line for each import of a later room."""
    rank = {room: number for number, room in enumerate(rooms)}
    return [f"{i.module}, line {i.line}: imports {i.target}, but the room {room_of(i.target)} comes after {room_of(i.module)}"
            for i in imports if rank[room_of(i.target)] > rank[room_of(i.module)] and (i.module, i.target) not in FORWARDS]


def circles(imports: Iterable[Import]) -> list[str]:
    """A line for each circle of modules, one for each import that closes one."""
    ahead: dict[str, list[Import]] = {}
    for each in imports:
        if (each.module, each.target) not in FORWARDS:
            ahead.setdefault(each.module, []).append(each)
    found: list[str] = []
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        for each in ahead.get(module, ()):
            if each.target in trail:
                path = (*trail[trail.index(each.target):], each.target)
                found.append(f"{' → '.join(path)} (closed in {module}, line {each.line})")
            elif each.target not in done:
                visit(each.target, (*trail, each.target))
        done.add(module)

    for module in sorted(ahead):
        if module not in done:
            visit(module, (module,))
    return found


@pytest.fixture(scope="module")
def modules() -> dict[str, Path]:
    return modules_of(ROOT / PACKAGE)


@pytest.fixture(scope="module")
def imports(modules) -> list[Import]:
    return imports_of(modules)


def test_every_room_has_its_place_in_the_order(modules):
    there = {room_of(module) for module in modules}
    assert len(ROOMS) == len(set(ROOMS))
    assert not there - set(ROOMS), f"rooms without a place in ROOMS: {sorted(there - set(ROOMS))}"
    assert not set(ROOMS) - there, f"ROOMS names rooms that do not exist: {sorted(set(ROOMS) - there)}"


def test_no_room_imports_a_later_one(imports):
    assert len(imports) > 500
    found = upward(imports)
    assert not found, "imports upwards:\n" + "\n".join(found)


def test_no_modules_import_each_other_in_a_circle(imports):
    found = circles(imports)
    assert not found, "circles of imports:\n" + "\n".join(found)


def test_breaches_are_found_wherever_they_stand(tmp_path):
    files = {
        "low/__init__.py": "from toy.low.one import A\n",
        "low/one.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from toy.high import name\n",
        "low/two.py": "def call():\n    from toy import high\n    import toy.high.three\n",
        "low/four.py": "from importlib import import_module\nimport_module('toy.high.three')\nfrom .five import x\n",
        "low/five.py": "from ..low import four\n",
        "high/__init__.py": "from toy.low import one, two\n",
        "high/three.py": "import toy.low.one\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    imports = imports_of(modules_of(tmp_path, "toy"), "toy")
    found = upward(imports, ("low", "high"))
    assert [line.split(":")[0].removeprefix("toy.low.") for line in found] == [
        "four, line 2", "one, line 3", "two, line 2", "two, line 3"]
    assert "imports toy.high, but the room high comes after low" in found[1]
    around = circles(imports)
    assert any("toy.low.five → toy.low.four → toy.low.five" in line for line in around)
    assert any("toy.high" in line and "toy.low.one" in line for line in around)
    assert not circles([each for each in imports if each.module.startswith("toy.high")])


@pytest.mark.parametrize(("old", "name", "new"), [
    ("kexie_nlp.store.opening", "open_store", "kexie_nlp.store"),
    ("kexie_nlp.neural.documents", "to_hanlp", "kexie_nlp.pipes.words.hanlp")])
def test_deprecated_addresses_forward_with_a_warning(old, name, new):
    with pytest.warns(DeprecationWarning, match="is now"):
        assert getattr(import_module(old), name) is getattr(import_module(new), name)
    with pytest.raises(AttributeError):
        _ = import_module(old).nothing
