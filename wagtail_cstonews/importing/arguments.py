"""Command-line arguments declared as dataclass fields, and conversions from and to a command line.

An option is a field of a frozen dataclass. Its default, its help and its allowed values stand beside it.
:func:`switch`, :func:`value`, :func:`values` and the other functions below declare such fields;
:func:`arguments_of` returns their declarations.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Options:
    ...     publish: bool = switch("Publish the pages.")
    ...     limit: int | None = value("Read only the first N.", metavar="N", type=positive)
    >>> [(name, argument.flag) for name, argument in arguments_of(Options).items()]
    [('publish', '--publish'), ('limit', '--limit')]
    >>> arguments_of(Options)["limit"].words(3)
    [('--limit', '3')]
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeAlias

from ..publishing.messages import translated

Kind: TypeAlias = Literal["paths", "switch", "on_or_off", "value", "values", "keys"]
"""How an option is written on a command line:

- ``paths``: positional arguments, without a flag;
- ``switch``: the flag alone;
- ``on_or_off``: ``--flag`` or ``--no-flag``, or neither;
- ``value``: once, with a value;
- ``values``: any number of times, each with a value;
- ``keys``: like ``values``; the flag without a value stands for all.
"""

_ARGUMENT = "argument"
"""The key in a field's metadata for its :class:`Argument`."""


@dataclass(frozen=True)
class Argument:
    """An option's declaration, apart from its name and type."""

    kind: Kind
    meaning: str
    default: Any = None
    metavar: str | None = None
    choices: tuple[str, ...] | Callable[[], tuple[str, ...]] = ()
    """The allowed values; a function where a site can register more of them later."""
    type: Callable[[str], Any] | None = None
    """Converts a value; raises :exc:`argparse.ArgumentTypeError` for an invalid one."""
    name: str = ""
    flag: str = ""
    """The flag on the command line; by default the field's name with hyphens."""
    is_recorded: bool = True
    """Whether the record of the run keeps the option."""
    is_written: bool = True
    """Whether :meth:`.ImportOptions.command_line` prints the option."""

    def add_to(self, parser: ArgumentParser) -> None:
        """Add the argument to an argument parser."""
        ways: dict[Kind, dict[str, Any]] = {
            "paths": {"nargs": "*"},
            "switch": {"action": "store_true"},
            "on_or_off": {"action": BooleanOptionalAction},
            "value": {"default": self.default},
            "values": {"action": "append", "default": []},
            "keys": {"action": "append", "nargs": "?", "default": []},
        }
        more = ways[self.kind]
        if self.kind not in ("switch", "on_or_off"):
            more |= {"metavar": self.metavar, "type": self.type, "choices": self.allowed() or None}
        if self.kind == "paths":
            parser.add_argument(self.name, help=translated(self.meaning), **more)
        else:
            parser.add_argument(self.flag, dest=self.name, help=translated(self.meaning), **more)

    def allowed(self) -> tuple[str, ...]:
        """The allowed values; empty where any value is allowed."""
        return self.choices() if callable(self.choices) else self.choices

    def meaning_is(self, meaning: str) -> Argument:
        """The same argument with another help text, for a command where it means something else."""
        return replace(self, meaning=meaning)

    def words(self, given: Any) -> list[tuple[str, ...]]:
        """The words for a value on a command line: none for the default."""
        match self.kind:
            case "paths":
                return [(path,) for path in given]
            case "switch":
                return [(self.flag,)] if given else []
            case "on_or_off":
                return [] if given is None else [(self.flag if given else f"--no-{self.flag[2:]}",)]
            case "value":
                return [] if given == self.default else [(self.flag, str(given))]
            case "values":
                return [(self.flag, one) for one in given]
        keys = [(f"{self.flag}={key}",) for key in given if key is not None]
        return [*keys, *([(self.flag,)] if None in given else [])]

    def read(self, given: Any) -> Any:
        """Convert a value from a command or a record to the dataclass's type: lists become tuples.

        Runs on record may have ``true`` for keys, which meant all.
        """
        if self.kind == "keys" and isinstance(given, bool):
            return (None,) * given
        return tuple(given or ()) if self.kind in ("paths", "values", "keys") else given

    def check(self, given: Any) -> None:
        """Raise :exc:`ValueError` for a value that the option does not allow."""
        if given is None or self.kind in ("paths", "switch", "on_or_off"):
            return
        if (allowed := self.allowed()) and given not in allowed:
            raise ValueError(f"{self.flag}: {given!r} is none of {', '.join(allowed)}")
        if self.type is not None:
            try:
                self.type(str(given))
            except ArgumentTypeError as error:
                raise ValueError(f"{self.flag}: {error}") from error


def arguments_of(options: Any) -> dict[str, Argument]:
    """The declarations of all options by name, in the order of their fields."""
    found = {}
    for one in fields(options):
        argument: Argument = one.metadata[_ARGUMENT]
        flag = argument.flag or f"--{one.name.replace('_', '-')}"
        found[one.name] = replace(argument, name=one.name, flag=flag)
    return found


# ---------------------------------------------------------------------- declaring


def _declared(argument: Argument) -> Any:
    return field(default=argument.default, metadata={_ARGUMENT: argument})


def paths(meaning: str, metavar: str) -> Any:
    """Declare positional arguments."""
    return _declared(Argument("paths", meaning, (), metavar))


def switch(meaning: str, **more: Any) -> Any:
    """Declare a flag without a value."""
    return _declared(Argument("switch", meaning, False, **more))


def on_or_off(meaning: str) -> Any:
    """Declare ``--flag`` and ``--no-flag``; without either the setting decides."""
    return _declared(Argument("on_or_off", meaning))


def value(meaning: str, **more: Any) -> Any:
    """Declare a flag with one value."""
    return _declared(Argument("value", meaning, **more))


def values(meaning: str, metavar: str, **more: Any) -> Any:
    """Declare a flag that may be repeated, each time with a value."""
    return _declared(Argument("values", meaning, (), metavar, **more))


def keys(meaning: str, metavar: str) -> Any:
    """Declare a flag that names some documents or, without a value, stands for all."""
    return _declared(Argument("keys", meaning, (), metavar))


# ---------------------------------------------------------------------- kinds of values


def positive(text: str, of: str = "documents") -> int:
    """Parse a positive whole number.

    >>> positive("20")
    20
    """
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(f"{text!r} is no number of {of}; give 1 or more")
    return number


def fraction(text: str) -> float:
    """Parse a confidence: 0 to 1, or a percentage.

    >>> fraction("0.5"), fraction("50%")
    (0.5, 0.5)
    """
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{text!r} is no confidence; give 0 to 1, such as 0.5 or 50%")
    return number


def site_named(text: str) -> str:
    """Parse the name of a site."""
    if not text.strip():
        raise ArgumentTypeError("give the site a name")
    return text


def in_order(words: Sequence[tuple[str, ...]], order: Sequence[str]) -> list[tuple[str, ...]]:
    """Sort the words of a command line by the order of their flags; unknown flags come last, unsorted."""

    def place(word: tuple[str, ...]) -> int:
        flag = word[0].partition("=")[0]
        return order.index(flag) if flag in order else len(order)

    return sorted(words, key=place)
