"""`kexie query …`: a command for every question of the register, which opens the store, asks, and prints the answer."""
from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter as Slot
from inspect import Signature
from typing import Annotated, Any

import typer

from kexie_nlp.cli.console import DEFAULT_DB, Csv, Db, Json, Table, one_format, say, show
from kexie_nlp.cli.groups import built, lazy_group
from kexie_nlp.query.questions import QUESTIONS, Parameter, Question, known_parameters

COVERAGE = "plan_coverage"  # the home of the questions that count documents as plans
SHORT = {"document": ("--document", "-d")}


def _load(name: str) -> Any:
    question = QUESTIONS[name]
    return built(_command(question), name, f"Example: kexie query {name} {question.example} --db k.db".replace("  ", " "))


app = typer.Typer(cls=lazy_group({name: question.help for name, question in QUESTIONS.items()}, _load), no_args_is_help=True,
                  rich_markup_mode=None, add_completion=False, help="Ask a database: what is carried out, what is missing, what is due.",
                  epilog="Example: kexie query gaps --db k.db --json")


@app.callback()
def query() -> None:  # a group without commands of its own needs a callback
    pass


def _command(question: Question) -> Callable[..., None]:
    """A function whose signature has the arguments and parameters of a question, for typer."""
    names = [p.name for p in question.arguments]

    def run(**given: Any) -> None:
        form = one_format(given.pop("table"), given.pop("json"), given.pop("csv"))
        db, arguments = given.pop("db"), [given.pop(name) for name in names]
        from kexie_nlp import report
        from kexie_nlp.query.plans import others_named, warnings_of
        from kexie_nlp.store import open_store

        with open_store(db) as store:
            rows = question.function(store, *arguments, **given)
            show(getattr(report, f"{question.name}_report")(rows), form)
            warnings = [*warnings_of(store), *others_named(store, given.get("central"))]
            for warning in warnings if question.home == COVERAGE else ():
                say(f"提示 / note: {warning}", stderr=True)
        if not question.single and rows.total > len(rows):
            say(f"第 {rows.offset + 1}–{rows.offset + len(rows)} 行，共 {rows.total} 行 / "
                f"rows {rows.offset + 1}–{rows.offset + len(rows)} of {rows.total}", stderr=True)

    slots = [*(_slot(p.name, Annotated[str, typer.Argument(metavar=p.name.upper(), help=p.help)]) for p in question.arguments),
             _slot("db", Db, DEFAULT_DB), *(_slot(p.name, _option(p), None) for p in known_parameters(question).values()),
             _slot("json", Json, False), _slot("csv", Csv, False), _slot("table", Table, False)]
    run.__name__ = question.name
    run.__doc__ = question.help
    run.__signature__ = Signature(slots)  # type: ignore[attr-defined]
    run.__annotations__ = {slot.name: slot.annotation for slot in slots}
    return run


def _option(parameter: Parameter) -> Any:
    """The option of a parameter; its value is None where it is not given."""
    flags = SHORT.get(parameter.name, ("--" + parameter.name.replace("_", "-"),))
    legal = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
    kind: Any = parameter.type
    metavar = None if kind is bool else "N" if kind is int else "TEXT"
    return Annotated[kind | None, typer.Option(*flags, metavar=metavar, help=parameter.help + legal)]


def _slot(name: str, annotation: Any, default: Any = Slot.empty) -> Slot:
    return Slot(name, Slot.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)
