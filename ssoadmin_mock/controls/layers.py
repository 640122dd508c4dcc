"""What fixtures have made, kept from test to test, and what tests do on top of it, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssoadmin_mock.controls.active import activations

if TYPE_CHECKING:
    from ssoadmin_mock.controls.protocol import Controls
    from ssoadmin_mock.controls.snapshots import Snapshot
    from ssoadmin_mock.plugin.span import Startable

_WITHIN_A_TEST = (
    "It is set up for several tests, in the middle of one that has changed the state of the mock before: what it makes "
    "cannot be told from what the test has made. Let the test, or a fixture of it, ask for it as an argument."
)


@dataclass(eq=False)
class Layer:
    """What one fixture has made, or one mock has begun with, on top of the layers below."""

    owner: object
    """Whose it is."""
    width: int
    """For how much of a run it is there: more for a module than for a class."""
    finish: Callable[[], object] = lambda: None
    """Ends it early, if more than what it has made has to go."""
    stop: Callable[[], object] | None = None
    """Ends its mock, if it has one."""
    before: Snapshot | None = None
    """What to put back at its end."""


class Layers:
    """All layers of a run, and the test that is running on top of them.

    :param restores: whether to put the state back after each test, and after each fixture.
    """

    def __init__(self, restores: bool) -> None:
        self._restores = restores
        self._layers: list[Layer] = []
        self._mocks = 0
        # The state that is there between tests, if it is known; while one is running, what it began with.
        self._kept: Snapshot | None = None
        self._is_in_test = False

    @property
    def controls(self) -> Controls | None:
        """What holds the state that fixtures share; None when there is none."""
        return activations.controls if self._mocks else None

    @property
    def test_began_with(self) -> Snapshot | None:
        """What was there when the test that is running began, of a mock that had begun before."""
        return self._kept if self._is_in_test and self.controls is not None else None

    def mock_begins(self) -> None:
        """Note that a mock has begun that several tests share."""
        self._mocks += 1
        if self._is_in_test:
            self._note()

    def mock_ends(self) -> None:
        """Note that such a mock ends."""
        self._mocks -= 1
        if not self._mocks:
            self._layers.clear()
            self._kept = None

    def make_room(self, width: int) -> None:
        """End what is narrower than what comes next, which is to be below it; it is set up anew when needed."""
        while not self._is_in_test and self._layers and self._layers[-1].width < width:
            narrower = self._layers[-1]
            narrower.finish()
            self.end(narrower)

    @contextmanager
    def set_up(self, layer: Layer) -> Iterator[None]:
        """Take what is made in a ``with`` block for a layer.

        :raises RuntimeError: when that cannot be told from what the running test has made.
        """
        controls = self.controls
        if controls is None:
            yield
        elif self._is_in_test and self._restores:
            layer.before = controls.snapshot()
            yield
            self._put_below_test(layer, controls.snapshot())
        else:
            layer.before = self._note() if self._restores else None
            self._layers.append(layer)
            self._kept = None
            yield

    def _put_below_test(self, layer: Layer, after: Snapshot) -> None:
        if after == layer.before:
            return
        if layer.before != self._kept:
            raise RuntimeError(_WITHIN_A_TEST)
        self._layers.append(layer)
        self._kept = after

    def has(self, owner: object) -> bool:
        """Tell whether something has a layer."""
        return any(layer.owner is owner for layer in self._layers)

    def begin(self, layer: Layer, mock: Startable) -> None:
        """Begin a mock, and take it for a layer.

        :param layer: the layer.
        :param mock: what begins, within a mock that is active.
        """
        before = self._note() if self._restores else None
        mock.start()
        layer.stop, layer.before = mock.stop, before
        self._layers.append(layer)
        self._kept = None

    def end(self, layer: Layer) -> None:
        """Take back what a layer has made; nothing happens when that was done."""
        if layer not in self._layers:
            return
        self.make_room(layer.width)
        position = self._layers.index(layer)
        self._layers.remove(layer)
        self._kept = None
        if layer.stop is not None:
            layer.stop()
        if position < len(self._layers):
            # One that came later goes on; what it puts back is what this one would have.
            self._layers[position].before = layer.before
        elif layer.before is not None and self.controls is not None:
            self.controls.restore(layer.before)

    def begin_test(self, shares: bool) -> None:
        """Note what a test begins with.

        :param shares: whether it uses the mock that there is. A mock that another test starts has a state of its own,
            as when that test runs alone.
        """
        self._is_in_test = True
        if self.controls is None:
            return
        if not self._restores:
            self._kept = None
        self._note()
        if not shares:
            activations.isolate_next()

    def end_test(self) -> None:
        """Put back what a test began with."""
        self._is_in_test = False
        activations.isolate_next(False)
        if self._restores and self._kept is not None and self.controls is not None:
            self.controls.restore(self._kept)

    def _note(self) -> Snapshot:
        assert activations.controls is not None, "a mock is active"
        if self._kept is None:
            self._kept = activations.controls.snapshot()
        return self._kept
