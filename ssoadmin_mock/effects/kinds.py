"""How the objects of a state are read and put back: by their kinds, thousands at once, in loops of the interpreter.

An object keeps its identity: others hold on to it, and what finishes later has it in its closure. Noted of it is a
flat copy of what is in it, and putting that back is as cheap as copying it was.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import partial
from itertools import chain, compress, repeat
from operator import attrgetter
from tempfile import SpooledTemporaryFile
from threading import Thread
from types import FunctionType, MemberDescriptorType, MethodType
from typing import Any

_OF_THE_STATE = ("moto.", "ssoadmin_mock.", "requests.structures", "werkzeug.datastructures")
"""Where the classes of objects come from that are looked into. Others are values, such as dates, or not state."""

_PLAIN = {"str", "str | None", "int", "float", "bool"}
"""Annotations of what leads nowhere."""

_NOT_COMPARED = {"_id", "last_used"}
"""Attributes that say nothing about a state: numbers of moto's own, and when a key or a role was used last."""

_dict_of = attrgetter("__dict__")
_ABSENT = object()
"""What stands for the content of a slot that is not set."""

_exhaust: Callable[[Iterable[Any]], Any] = partial(deque, maxlen=0)


@dataclass(frozen=True)
class Part:
    """What objects of one kind have in them in one way: entries, attributes, slots ...

    :param read: returns a flat copy for each object.
    :param references: yields what is in all the copies, to be looked into in turn.
    :param write: puts copies back into their objects; None for what never changes.
    :param comparable: returns a copy as a sequence with everything that tells it from another.
    """

    read: Callable[[Sequence[Any]], list[Any]]
    references: Callable[[Iterable[Any]], Iterable[Any]]
    write: Callable[[Iterable[Any], Iterable[Any]], None] | None = None
    comparable: Callable[[Any], Sequence[Any]] = tuple


def parts_of(kind: type[Any]) -> tuple[Part, ...]:
    """Return what is in objects of a class and can change or lead to what can; nothing for classes of values.

    :param kind: the class itself, not one that it is derived from.
    """
    if issubclass(kind, type | Enum | Thread):
        # What runs in a thread of its own cannot be put back.
        return ()
    for builtin, part in _BUILTIN.items():
        if issubclass(kind, builtin):
            return (part,) if kind is builtin else (*_of_derived(part), *_of_instances(kind))
    if _is_value(kind) and all(each.type in _PLAIN for each in fields(kind)):
        return ()
    return tuple(_of_instances(kind)) if kind.__module__.startswith(_OF_THE_STATE) else ()


class _Kinds(dict[type[Any], tuple[Part, ...]]):
    """The parts of each class that was met."""

    def __missing__(self, kind: type[Any]) -> tuple[Part, ...]:
        parts = self[kind] = parts_of(kind)
        return parts


KINDS = _Kinds()


def having_parts(objects: Iterable[Any]) -> list[Any]:
    """Return those of some objects that can change, or lead to what can."""
    listed = list(objects)
    return list(compress(listed, map(KINDS.__getitem__, map(type, listed))))


def _of_derived(part: Part) -> Iterator[Part]:
    """Yield what a class has in it that is derived from one of Python's."""
    # Copying a dictionary would call what the class itself says of iterating, which moto's backends do slowly.
    yield part if part is not _BUILTIN[dict] else replace(part, read=_read_entries_of_derived)


def _read_entries_of_derived(objects: Sequence[Any]) -> list[Any]:
    return list(map(dict, map(dict.items, objects)))


def _of_instances(kind: type[Any]) -> Iterator[Part]:
    """Yield the attributes and slots of a class."""
    never_changes = _is_value(kind)
    if kind.__dictoffset__:
        yield Part(_read_attributes, _values, None if never_changes else _write_attributes, _attributes)
    slots = tuple(each for base in kind.__mro__ for each in vars(base).values() if type(each) is MemberDescriptorType)
    if slots and kind.__module__.startswith(_OF_THE_STATE):
        write = None if never_changes else partial(_write_slots, slots)
        yield Part(partial(_read_slots, slots), chain.from_iterable, write)


def _is_value(kind: type[Any]) -> bool:
    """Tell whether objects of a class never change: they are frozen, or hashed by what is in them."""
    params = getattr(kind, "__dataclass_params__", None)
    return params is not None and (params.frozen or params.unsafe_hash)


def _entries(content: dict[Any, Any]) -> Sequence[Any]:
    return tuple(chain.from_iterable(content.items()))


def _attributes(content: dict[str, Any]) -> Sequence[Any]:
    return tuple(chain.from_iterable(each for each in content.items() if each[0] not in _NOT_COMPARED))


def _values(contents: Iterable[dict[Any, Any]]) -> Iterable[Any]:
    return chain.from_iterable(map(dict.values, contents))


def _write_entries(objects: Iterable[Any], contents: Iterable[Any]) -> None:
    listed = list(objects)
    _exhaust(map(dict.clear, listed))
    _exhaust(map(dict.update, listed, contents))


def _read_ordered(objects: Sequence[Any]) -> list[Any]:
    return [dict(each.items()) for each in objects]


def _write_ordered(objects: Iterable[Any], contents: Iterable[Any]) -> None:
    for each, content in zip(objects, contents, strict=True):
        OrderedDict.clear(each)
        for key, value in content.items():
            OrderedDict.__setitem__(each, key, value)


def _read_attributes(objects: Sequence[Any]) -> list[Any]:
    return list(map(dict.copy, map(_dict_of, objects)))


def _write_attributes(objects: Iterable[Any], contents: Iterable[Any]) -> None:
    _write_entries(map(_dict_of, objects), contents)


def _read_slots(slots: tuple[Any, ...], objects: Sequence[Any]) -> list[Any]:
    return list(zip(*(_read_slot(slot, objects) for slot in slots), strict=True))


def _read_slot(slot: Any, objects: Sequence[Any]) -> list[Any]:
    try:
        return list(map(slot.__get__, objects))
    except AttributeError:
        return [getattr(each, slot.__name__, _ABSENT) for each in objects]


def _write_slots(slots: tuple[Any, ...], objects: Iterable[Any], contents: Iterable[Any]) -> None:
    listed = list(objects)
    for slot, column in zip(slots, zip(*contents, strict=True), strict=True):
        if _ABSENT not in column:
            _exhaust(map(slot.__set__, listed, column))
            continue
        for each, value in zip(listed, column, strict=True):
            if value is not _ABSENT:
                slot.__set__(each, value)
            else:
                with suppress(AttributeError):
                    slot.__delete__(each)


def _writing(empty: Callable[[Any], None], fill: Callable[[Any, Any], None]) -> Callable[..., None]:
    def write(objects: Iterable[Any], contents: Iterable[Any]) -> None:
        listed = list(objects)
        _exhaust(map(empty, listed))
        _exhaust(map(fill, listed, contents))

    return write


def _write_items(objects: Iterable[Any], contents: Iterable[Any]) -> None:
    _exhaust(map(list.__setitem__, objects, repeat(slice(None)), contents))


def _nothing(_contents: Iterable[Any]) -> Iterable[Any]:
    return ()


def _read_file(objects: Sequence[Any]) -> list[Any]:
    return [None if each.closed else _content(each) for each in objects]


def _content(file: SpooledTemporaryFile[Any]) -> Any:
    position = file.tell()
    file.seek(0)
    content = file.read()
    file.seek(position)
    return content


def _write_file(objects: Iterable[SpooledTemporaryFile[Any]], contents: Iterable[Any]) -> None:
    for each, content in zip(objects, contents, strict=True):
        if content is None:
            each.close()
        elif each.closed or _content(each) != content:
            # S3 closes what is deleted, so that it has to be opened again as the object that its key has.
            SpooledTemporaryFile.__init__(each, max_size=vars(each)["_max_size"])
            each.write(content)


def _closures(functions: Iterable[Any]) -> Iterable[Any]:
    for function in functions:
        for cell in function.__closure__ or ():
            with suppress(ValueError):  # it is empty
                yield cell.cell_contents
        yield function.__defaults__
        yield function.__kwdefaults__


def _bound(methods: Iterable[Any]) -> Iterable[Any]:
    return (each.__self__ for each in methods)


def _applied(partials: Iterable[Any]) -> Iterable[Any]:
    return chain.from_iterable((each.func, each.args, each.keywords) for each in partials)


def _itself(content: Any) -> Sequence[Any]:
    return (content,)


_BUILTIN: dict[type[Any], Part] = {
    OrderedDict: Part(_read_ordered, _values, _write_ordered, _entries),
    dict: Part(lambda objects: list(map(dict.copy, objects)), _values, _write_entries, _entries),
    list: Part(lambda objects: list(map(list.copy, objects)), chain.from_iterable, _write_items),
    set: Part(
        lambda objects: list(map(set.copy, objects)), chain.from_iterable, _writing(set.clear, set.update), _itself
    ),
    deque: Part(
        lambda objects: list(map(deque.copy, objects)), chain.from_iterable, _writing(deque.clear, deque.extend)
    ),
    bytearray: Part(
        lambda objects: list(map(bytes, objects)), _nothing, _writing(bytearray.clear, bytearray.extend), _itself
    ),
    SpooledTemporaryFile: Part(_read_file, _nothing, _write_file, _itself),
    tuple: Part(list, chain.from_iterable),
    frozenset: Part(list, chain.from_iterable, None, _itself),
    FunctionType: Part(list, _closures, None, lambda function: (function.__code__, *_closures([function]))),
    MethodType: Part(list, _bound, None, lambda method: (method.__func__, method.__self__)),
    partial: Part(list, _applied, None, lambda each: (each.func, each.args, each.keywords)),
}
"""What is in objects of the classes that Python has itself, the more special ones first."""
