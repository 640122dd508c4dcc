"""`mock_ssoadmin`: a decorator for functions, coroutines, generators and classes, and a context manager."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import aclosing, contextmanager
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar, overload

from ssoadmin_mock.controls.active import activations, active_controls
from ssoadmin_mock.controls.looking_back import ATTRIBUTE, look_back
from ssoadmin_mock.controls.strict_faults import expected_from_now
from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.plugin import usage
from ssoadmin_mock.services.arguments import check, short
from ssoadmin_mock.services.settings import Settings, region_of

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Unpack

    from ssoadmin_mock.controls.organization_instance import OrganizationInstance
    from ssoadmin_mock.handle import IdentityCenter
    from ssoadmin_mock.plugin.nesting import Activation
    from ssoadmin_mock.services.settings import SettingsArguments
    from ssoadmin_mock.world.source import Document, Source

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

DECORATED = "__mock_ssoadmin__"
"""Where a decorated function or class says with what."""

_XUNIT_FUNCTIONS = ("setup_method", "teardown_method", "setup_class", "teardown_class", "setup", "teardown")


class MockSSOAdmin:
    """What :func:`mock_ssoadmin` returns; its parameters are explained there."""

    def __init__(
        self, config: dict[str, Any], organization_instance: bool | str, world: Source | None, isolated: bool = False
    ) -> None:
        self._isolated = isolated
        self._config = config
        self._world = world
        self._organization_instance = organization_instance
        self._begun: list[Activation] = []
        # Of `with` blocks, the innermost last.
        self._checks: list[Callable[[], None]] = []
        self._activations = activations

    def __repr__(self) -> str:
        world = self._world if self._world is None or isinstance(self._world, str | PathLike) else "..."
        chosen = {"organization_instance": self._organization_instance, "world": world, **self._config[NAMESPACE]}
        arguments = ", ".join(f"{name}={short(value)}" for name, value in chosen.items() if value not in (None, False))
        active = {0: "not active", 1: "active"}.get(len(self._begun), f"active {len(self._begun)} times")
        return f"<mock_ssoadmin({arguments}), {active}>"

    def start(self, reset: bool = True) -> IdentityCenter:
        """Activate the mock.

        :param reset: whether to begin with empty state; only the outermost activation does.
        :returns: the handle.
        :raises WorldError: when the world cannot be loaded; the mock is then not active.
        :raises ValueError: when the world's Region is another one than `organization_instance` asks for.
        :raises RuntimeError: when the organization instance that there is is in another Region than that; in moto's
            server mode, when no server of ours answers.
        """
        from ssoadmin_mock.handle import IdentityCenter

        self._activations.enter(self._begun, self._config, reset)
        try:
            with usage.not_noted():
                handle = IdentityCenter(active_controls())
                begin = functools.partial(self._begin, handle)
                self._activations.on_begin(self._begun[-1], begin, self._isolated)
        except BaseException:
            self.stop()
            raise
        return handle

    def _begin(self, handle: IdentityCenter) -> None:
        from ssoadmin_mock.controls.regions import check_asked

        check_asked(active_controls(), self._organization_instance, self._document)
        if self._document is not None:
            loaded = self._load(self._document)
            active_controls().call_from(loaded.owner_account_id)
        elif self._organization_instance:
            handle.ensure_organization_instance(region_of(self._organization_instance))

    def _load(self, document: Document) -> OrganizationInstance:
        from ssoadmin_mock.world.errors import Problem, WorldError

        try:
            return active_controls().load_world(document, once=True)
        except WorldError as error:
            others = self._activations.others_than(self._begun[-1])
            if not others:
                raise
            remedy = (
                f"Another mock is active, which was started at {others[-1].started_at}, and this world is added to "
                "its state. Use mock_ssoadmin(world=..., isolated=True) for a state of its own, end the other mock "
                "before, or load what the worlds have in common once."
            )
            raise WorldError([*error.problems, Problem(remedy)]) from None

    @functools.cached_property
    def _document(self) -> Document | None:
        # Read once, however many tests begin with it.
        if self._world is None:
            return None
        from ssoadmin_mock.world.source import read

        return read(self._world)

    def stop(self, remove_data: bool = True) -> None:
        """Deactivate the mock. After the last of ours and of moto's, in whatever order, everything is as it was before.

        :param remove_data: whether to drop the state, if this is the last one.
        :raises RuntimeError: when this mock is not active, or was stopped as often as it was started.
        """
        self._activations.leave(self._begun, remove_data)

    def __enter__(self) -> IdentityCenter:
        handle = self.start()
        self._checks.append(expected_from_now(active_controls()))
        return handle

    def __exit__(
        self, _type: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and self._activations.controls is not None:
            # When somebody reports it, the mock has ended.
            vars(error).setdefault(ATTRIBUTE, look_back(self._activations.controls))
        check = self._checks.pop()
        try:
            if error is None:
                check()
        finally:
            self.stop()

    @property
    def world(self) -> Source | None:
        """What it begins with."""
        return self._world

    def __call__(self, decorated: Decorated, reset: bool = True, remove_data: bool = True) -> Decorated:
        """Decorate a function, coroutine function, generator function or class.

        :param decorated: of a class, its tests are decorated, and its ``setUp`` and the like with them.
        :param reset: as for :meth:`start`.
        :param remove_data: as for :meth:`stop`.
        """
        if inspect.isclass(decorated):
            from ssoadmin_mock.plugin.class_decorator import decorate_class

            setattr(decorated, DECORATED, self)
            return decorate_class(self, decorated)  # type: ignore[return-value]
        wrapped: Decorated = _wrap(decorated, functools.partial(self._active, reset, remove_data))
        # Other decorators copy it to what they make of this, which then is not the one that is named here.
        vars(wrapped)[DECORATED] = self, wrapped
        return wrapped

    @contextmanager
    def _active(self, reset: bool, remove_data: bool) -> Iterator[None]:
        self.start(reset)
        try:
            check = expected_from_now(active_controls())
            yield
            check()
        finally:
            self.stop(remove_data)


@overload
def mock_ssoadmin(decorated: Decorated) -> Decorated: ...


@overload
def mock_ssoadmin(
    decorated: None = None,
    *,
    config: dict[str, Any] | None = None,
    organization_instance: bool | str = False,
    world: Source | None = None,
    isolated: bool = False,
    **settings: Unpack[SettingsArguments],
) -> MockSSOAdmin: ...


def mock_ssoadmin(
    decorated: Callable[..., Any] | None = None,
    *,
    config: dict[str, Any] | None = None,
    organization_instance: bool | str = False,
    world: Source | None = None,
    isolated: bool = False,
    **settings: Any,
) -> Any:
    """Mock sso-admin, and every other AWS service as moto's ``mock_aws`` does, in this process.

    In moto's server mode (``TEST_SERVER_MODE=true``) it drives a running ``ssoadmin-mock serve`` instead.

    Use it as a decorator, with or without arguments, as a context manager that gives the handle
    :class:`~ssoadmin_mock.handle.IdentityCenter`, or through ``start()`` and ``stop()``. The outermost one begins with
    empty state and leaves moto, boto3, botocore and the environment as they were; inner ones change nothing.

    :param decorated: the function or class, when used as a bare decorator.
    :param config: moto's configuration, as for ``mock_aws(config=...)``.
    :param organization_instance: whether to enable the organization instance on entry (unless there is one already);
        a Region's name enables it there instead of in us-east-1.
    :param world: a world to begin with, as for :meth:`~ssoadmin_mock.IdentityCenter.load`; where the state of an
        activation before is kept, what was loaded then is not loaded again. Calls come from its management account,
        unless a client's credentials or session say something else.
    :param isolated: whether a mock within another one begins with a state of its own; the outer one's is back
        afterwards. Meanwhile the outer one's handle is about the inner one's state.
    :param settings: any of :class:`~ssoadmin_mock.services.settings.Settings`.
    :returns: what was decorated; without `decorated`, a decorator and context manager.
    :raises ValueError: for a setting that does not exist or a value that it does not take, and for arguments that
        contradict each other.
    :raises TypeError: for something else in the place of what is decorated.
    """
    _check_decorated(decorated)
    merged = _with_settings(config, settings)
    Settings.from_config(merged[NAMESPACE])
    region_of(organization_instance)
    check("isolated", isolated, bool)
    mock = MockSSOAdmin(merged, organization_instance, world, isolated)
    return mock if decorated is None else mock(decorated)


def _check_decorated(decorated: Any) -> None:
    if decorated is None or callable(decorated):
        return
    name = "world" if isinstance(decorated, str | PathLike | Mapping) else "organization_instance"
    raise TypeError(
        f"mock_ssoadmin decorates a function or class, and {short(decorated)} is neither. Its arguments are given by "
        f"name, such as {name}=."
    )


def _with_settings(config: Any, settings: dict[str, Any]) -> dict[str, Any]:
    """Return moto's configuration with our settings in it.

    :raises ValueError: for a setting that both have, each with another value.
    """
    check("config", config, Mapping[str, Any] | None)
    merged = dict(config or {})
    configured = merged.get(NAMESPACE, {})
    check(NAMESPACE, configured, Mapping[str, Any])
    for name in settings.keys() & configured.keys():
        if settings[name] != configured[name]:
            raise ValueError(
                f"{name}={settings[name]!r} contradicts the {configured[name]!r} in config: give it in one place."
            )
    return merged | {NAMESPACE: {**configured, **settings}}


def _wrap(function: Any, active: Callable[[], Any]) -> Any:
    wrapper: Any
    if inspect.iscoroutinefunction(function):

        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            with active():
                return await function(*args, **kwargs)

    elif inspect.isasyncgenfunction(function):

        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            with active():
                async with aclosing(function(*args, **kwargs)) as source:
                    try:
                        value = await source.asend(None)
                        while True:
                            try:
                                sent = yield value
                            except Exception as error:
                                value = await source.athrow(error)
                            else:
                                value = await source.asend(sent)
                    except StopAsyncIteration:
                        return

    elif inspect.isgeneratorfunction(function):

        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with active():
                return (yield from function(*args, **kwargs))

    else:

        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with active():
                return function(*args, **kwargs)

    return functools.update_wrapper(_without_optional_argument(wrapper, function), function)


def _without_optional_argument(wrapper: Any, function: Any) -> Any:
    """Make a wrapper of ``setup_method(self)`` take no more than that.

    pytest counts the parameters of such functions to see whether they want the test method as well, and gives it to
    every function with ``*args``.
    """
    if getattr(function, "__name__", "") not in _XUNIT_FUNCTIONS or len(inspect.signature(function).parameters) != 1:
        return wrapper
    return lambda self: wrapper(self)
