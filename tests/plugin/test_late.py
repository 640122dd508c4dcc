"""Patches of modules that are not loaded yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from threading import Barrier, Thread
from types import ModuleType
from typing import Any

import pytest

from ssoadmin_mock.plugin.late import when_loaded
from ssoadmin_mock.plugin.patching import replaced

NAME = "module_for_late_patches"


@pytest.fixture(autouse=True)
def module_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / f"{NAME}.py"
    file.write_text("class Thing:\n    size = 1\nsize = Thing.size\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield file
    sys.modules.pop(NAME, None)


def doubled(module: Any) -> AbstractContextManager[None]:
    return replaced(module.Thing, {"size": 2 * module.Thing.size})


def load() -> Any:
    return import_module(NAME)


def test_a_module_is_patched_when_it_is_loaded_and_restored_at_the_end() -> None:
    with when_loaded(NAME, doubled):
        assert NAME not in sys.modules
        module = load()
        assert module.Thing.size == 2
    assert module.Thing.size == 1


def test_a_module_that_is_there_already_is_patched_at_once() -> None:
    module = load()
    with when_loaded(NAME, doubled):
        assert module.Thing.size == 2
    assert module.Thing.size == 1


def test_several_patches_wait_for_one_module() -> None:
    with when_loaded(NAME, doubled), when_loaded(NAME, doubled):
        module = load()
        assert module.Thing.size == 4
    assert module.Thing.size == 1


def test_a_module_that_is_loaded_after_the_end_stays_as_it_is() -> None:
    with when_loaded(NAME, doubled):
        pass
    assert load().Thing.size == 1


def test_a_module_that_is_loaded_again_is_patched_again() -> None:
    with when_loaded(NAME, doubled):
        first = load()
        del sys.modules[NAME]
        second = load()
        assert (first.Thing.size, second.Thing.size) == (1, 2)
    assert second.Thing.size == 1


def test_the_module_keeps_its_own_loader() -> None:
    with when_loaded(NAME, doubled):
        module = load()
    assert type(module.__loader__) is type(module.__spec__.loader) is SourceFileLoader


def test_the_import_system_is_as_it_was_at_the_end() -> None:
    before = list(sys.meta_path)
    with when_loaded(NAME, doubled), when_loaded("another", doubled):
        assert sys.meta_path != before
    assert sys.meta_path == before


def test_a_finder_that_somebody_else_took_away_is_not_missed() -> None:
    before = list(sys.meta_path)
    with when_loaded(NAME, doubled):
        sys.meta_path[:] = before
    assert sys.meta_path == before


def test_a_module_that_does_not_exist_is_missing_as_ever() -> None:
    with when_loaded("no_such_module", doubled), pytest.raises(ModuleNotFoundError, match="no_such_module"):
        import_module("no_such_module")


def test_a_module_that_fails_to_load_is_not_patched(module_file: Path) -> None:
    module_file.write_text("raise ValueError('broken')")
    with when_loaded(NAME, doubled), pytest.raises(ValueError, match="broken"):
        load()


def test_threads_that_load_and_patch_at_once_patch_once() -> None:
    sizes: list[int] = []
    barrier = Barrier(4)

    def use() -> None:
        barrier.wait(10)
        sizes.append(load().Thing.size)

    with when_loaded(NAME, doubled):
        threads = [Thread(target=use) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert sizes == [2, 2, 2, 2]


def test_a_patch_that_comes_while_its_module_is_loaded_waits(module_file: Path) -> None:
    module_file.write_text(
        "import late_gate\nlate_gate.begun.wait(10); late_gate.go.wait(10)\nclass Thing:\n    size = 1\n"
    )
    gate: Any = ModuleType("late_gate")
    gate.begun, gate.go = Barrier(2), Barrier(2)
    sys.modules["late_gate"] = gate
    try:
        loading = Thread(target=load)
        loading.start()
        gate.begun.wait(10)
        going = Thread(target=gate.go.wait, args=(10,))
        going.start()
        with when_loaded(NAME, doubled):
            assert load().Thing.size == 2
        loading.join(10)
        going.join(10)
    finally:
        del sys.modules["late_gate"]
