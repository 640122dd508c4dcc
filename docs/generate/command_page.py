"""The page of the command and its options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from docs.generate.markdown import notice, table
from ssoadmin_mock import cli


def page() -> str:
    """Return the page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield notice("the command's parser")
    yield "# The command `ssoadmin-mock`\n"
    yield "`ssoadmin-mock COMMAND --help` prints the same. `python -m ssoadmin_mock` is another name for it.\n"
    yield (
        "A command ends with 0, with 1 when something is in the way (an error is one line on standard error), with 2 "
        "when its arguments are wrong (`verify` with 1 when something differs, and 2 when it could not run), "
        "with 130 after Ctrl+C (`serve` with 0), and with 141 when its output goes to a "
        "program that no longer reads it, such as `head`.\n"
    )
    for action in cli.parser()._actions:  # argparse has no public way to its subcommands
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            yield table(["Command", ""], ((f"[{name}](#{name})", helps[name]) for name in action.choices))
            for name, parser in action.choices.items():
                yield from _command(name, parser)


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    options = [action for action in parser._actions if action.dest != "help"]
    yield f"## {name}\n"
    yield f"{parser.description}\n"
    if options:
        yield table(["Option", "Default", ""], (_option(action) for action in options))


def _option(action: argparse.Action) -> tuple[str, str, str]:
    named = action.dest.upper() if action.option_strings else action.dest
    metavar = action.metavar if isinstance(action.metavar, str) else named
    value = "" if action.nargs == 0 else f"[{metavar}]" if action.nargs == "?" else metavar
    name = f"`{' '.join([', '.join(action.option_strings), value]).strip()}`"
    # The default has a column of its own.
    explained = re.sub(r" \(default: %\(default\)s\)", "", action.help or "")
    default = "" if action.default in (None, False) or action.required else f"`{action.default}`"
    return name, default, explained
