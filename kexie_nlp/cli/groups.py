"""Groups of commands that are built when one of them is needed: names with one-line help go in, a class for typer comes out."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


def lazy_group(lines: Mapping[str, str], load: Callable[[str], Any]) -> type[TyperGroup]:
    """A class of group, for `typer.Typer(cls=…)`, with the commands named in `lines`.

    `load` builds a command when it runs or shows its help; the help of the group shows `lines` and loads none.
    """
    class Group(TyperGroup):
        """A group with these commands."""

        def __init__(self, **attrs: Any) -> None:
            super().__init__(**attrs)
            self.commands = _Commands(lines, load)

        def list_commands(self, ctx: Any) -> list[str]:
            return list(self.commands)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            listed: dict[str, Any] = {name: TyperCommand(name, help=line) for name, line in lines.items()}
            TyperGroup(name=self.name, commands=listed).format_commands(ctx, formatter)

    return Group


def built(found: Any, name: str, example: str = "") -> Any:
    """A command for `lazy_group` from a typer application, or from a function and the example that ends its help."""
    application = found
    if not isinstance(found, typer.Typer):
        application = typer.Typer(add_completion=False, rich_markup_mode=None)
        application.command(name, epilog=example)(found)
    command = typer.main.get_command(application)
    command.name = name
    return command


class _Commands(MutableMapping[str, Any]):
    """{name: command}, each built at the first access."""

    def __init__(self, names: Mapping[str, str], load: Callable[[str], Any]) -> None:
        self._load = load
        self._built: dict[str, Any] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Any:
        if self._built[name] is None:
            self._built[name] = self._load(name)
        return self._built[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._built[name] = command

    def __delitem__(self, name: str) -> None:
        del self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._built)

    def __len__(self) -> int:
        return len(self._built)
