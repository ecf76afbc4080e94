"""How an option is given on a command line, read from there and written there again.

An option is a field of a frozen dataclass, and all that is known of it stands where the field does: its
default, its meaning, and which values it takes. :func:`switch`, :func:`value`, :func:`values` and their like
declare such fields, :func:`arguments_of` finds them again.

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

Kind: TypeAlias = Literal["paths", "switch", "on_or_off", "value", "values", "keys"]
"""How often an option is given, and with what:

- ``paths``: by their places, without a flag;
- ``switch``: the flag alone;
- ``on_or_off``: ``--flag`` or ``--no-flag``, or neither;
- ``value``: once, with a value;
- ``values``: any number of times, each with a value;
- ``keys``: the same, and without a value it stands for all.
"""

_ARGUMENT = "argument"
"""Where a dataclass's field keeps its :class:`Argument`."""


@dataclass(frozen=True)
class Argument:
    """What is known of an option beside its name and type."""

    kind: Kind
    meaning: str
    default: Any = None
    metavar: str | None = None
    choices: tuple[str, ...] | Callable[[], tuple[str, ...]] = ()
    """What it may be; a function where that is known only once a site's own are registered."""
    type: Callable[[str], Any] | None = None
    """Reads a value, and raises :exc:`argparse.ArgumentTypeError` for one that is none."""
    name: str = ""
    flag: str = ""
    """As it is written; by default the field's name with hyphens."""
    is_recorded: bool = True
    """Whether the run's record keeps it."""
    is_written: bool = True
    """Whether the command has it where it is written down to be given again."""

    def add_to(self, parser: ArgumentParser) -> None:
        """Has a command take it."""
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
            parser.add_argument(self.name, help=self.meaning, **more)
        else:
            parser.add_argument(self.flag, dest=self.name, help=self.meaning, **more)

    def allowed(self) -> tuple[str, ...]:
        """What a value may be; empty where anything may."""
        return self.choices() if callable(self.choices) else self.choices

    def meaning_is(self, meaning: str) -> Argument:
        """The same argument of another command, where it means something else."""
        return replace(self, meaning=meaning)

    def words(self, given: Any) -> list[tuple[str, ...]]:
        """What is to be written for it on a command line: nothing for the default."""
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
        """A value from a command or a record, as the dataclass has it: lists as tuples.

        Runs on record may have ``true`` for keys, which meant all.
        """
        if self.kind == "keys" and isinstance(given, bool):
            return (None,) * given
        return tuple(given or ()) if self.kind in ("paths", "values", "keys") else given

    def check(self, given: Any) -> None:
        """Raises :exc:`ValueError` for a value that the option does not take."""
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
    """What is known of the options, by their names and in the order in which they are declared."""
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
    """What is given by its place."""
    return _declared(Argument("paths", meaning, (), metavar))


def switch(meaning: str, **more: Any) -> Any:
    """What is asked for or not."""
    return _declared(Argument("switch", meaning, False, **more))


def on_or_off(meaning: str) -> Any:
    """What is asked for, or declined, or left to the setting."""
    return _declared(Argument("on_or_off", meaning))


def value(meaning: str, **more: Any) -> Any:
    """What has one value."""
    return _declared(Argument("value", meaning, **more))


def values(meaning: str, metavar: str, **more: Any) -> Any:
    """What may be given any number of times."""
    return _declared(Argument("values", meaning, (), metavar, **more))


def keys(meaning: str, metavar: str) -> Any:
    """What some documents are named for, or all."""
    return _declared(Argument("keys", meaning, (), metavar))


# ---------------------------------------------------------------------- kinds of values


def positive(text: str, of: str = "documents") -> int:
    """A number of documents, or of something else.

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
    """A confidence: 0 to 1, or a percentage.

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
    """A name for a site."""
    if not text.strip():
        raise ArgumentTypeError("give the site a name")
    return text


def in_order(words: Sequence[tuple[str, ...]], order: Sequence[str]) -> list[tuple[str, ...]]:
    """Words of a command line by their flags: what is not in the order stays behind, as it came."""

    def place(word: tuple[str, ...]) -> int:
        flag = word[0].partition("=")[0]
        return order.index(flag) if flag in order else len(order)

    return sorted(words, key=place)
