"""Fixtures and the marker for pytest, available wherever this package is installed.

pytest imports this in every test run, so nothing here loads moto or boto3 before a fixture is used.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import pytest

from ssoadmin_mock.world import search_path

if TYPE_CHECKING:
    # Whoever has no stubs of it gets a client without types.
    from mypy_boto3_identitystore import IdentityStoreClient
    from mypy_boto3_organizations import OrganizationsClient
    from mypy_boto3_sso_admin import SSOAdminClient

    from ssoadmin_mock.controls.layers import Layers
    from ssoadmin_mock.decorator import MockSSOAdmin
    from ssoadmin_mock.handle import IdentityCenter
    from ssoadmin_mock.server import ServerURL

MARKER = "ssoadmin"

Scope = Literal["session", "package", "module", "class", "function"]

_ACCOUNT_ID = "123456789012"

_SCOPE = "ssoadmin_fixture_scope"
_SCOPES: tuple[Scope, ...] = ("function", "class", "module", "package", "session")
_RESTORE = "ssoadmin_fixture_restore"
_LAYERS = pytest.StashKey["Layers"]()
# Where the mock that several tests share has begun, and the account and Region of its clients.
_NODE = pytest.StashKey[Any]()
_HOME = pytest.StashKey[tuple[str, str]]()
_CLIENTS = {"sso_admin": "sso-admin", "identity_store": "identitystore", "organizations": "organizations"}

_GUARD = "ssoadmin_guard"
_GUARDED = pytest.StashKey[bool]()
_INSTALL = "ssoadmin_install"
_INSTALLED = pytest.StashKey[bool]()
# The settings, each as an ini option of this kind. Their module is not imported for whoever gives none.
_SETTINGS: dict[str, Literal["bool", "string", "args", "linelist"]] = {
    "access_scopes": "args",
    "allow_authorization_code": "bool",
    "allow_filters": "bool",
    "allow_member_instances": "bool",
    "auto_sign_in": "string",
    "enforce_polling_interval": "bool",
    "evidence": "string",
    "moto_defaults": "bool",
    "quotas": "linelist",
    "strict_faults": "bool",
}
_EVIDENCE = "ssoadmin_evidence_report"
_ITEM = pytest.StashKey[pytest.Item]()
_CHECK_FAULTS = pytest.StashKey[Callable[[], None]]()
_CALLS_BEFORE = pytest.StashKey[int]()
_REMEDY = (
    f"{_GUARD} is on in pytest's settings, and no mock is active here: run the call in @mock_ssoadmin, `with "
    f"mock_ssoadmin():` or a test with @pytest.mark.{MARKER}. Modules are imported before any test's mock."
)
_REMEDY_OF_FIXTURES = (
    "Give the fixture function scope, use `with mock_ssoadmin():` in it, or put the marker on the test, class or "
    f"module that has the fixture's scope (pytestmark = pytest.mark.{MARKER})."
)
# The fixtures that pytest makes of setup_module (setUpModule), setup_class and the like.
_XUNIT = re.compile(r"_(?:xunit|unittest)_(\w+?)_fixture_.*")
# As the decorator has it, whose module is not imported for whoever does not use it.
_DECORATED = "__mock_ssoadmin__"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings."""
    parser.addini(_GUARD, "make every AWS call outside a mock an UnmockedAWSCallError", type="bool", default=False)
    parser.addini(_INSTALL, "let plain mock_aws answer with this mock, too", type="bool", default=False)
    parser.addini(_SCOPE, f"the scope of the fixtures: {', '.join(_SCOPES)}", default="function")
    parser.addini(_RESTORE, "put the state back after each test", type="bool", default=True)
    what = "end with how well what IAM Identity Center answered is known"
    parser.addini(_EVIDENCE, what, type="bool", default=False)
    group = parser.getgroup(MARKER, "AWS IAM Identity Center")
    group.addoption("--ssoadmin-evidence", action="store_true", dest=_EVIDENCE, help=what)
    for name, kind in _SETTINGS.items():
        what = f"the setting {name} of every mock that says nothing else; it implies {_INSTALL}"
        parser.addini(f"{MARKER}_{name}", what, type=kind, default=None)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Stop calls to AWS, and answer those of mocks, before the first conftest.py is imported."""
    _guard(early_config)
    _install(early_config)


def _guard(config: pytest.Config) -> None:
    if not config.getini(_GUARD) or config.stash.get(_GUARDED, False):
        return
    from ssoadmin_mock.plugin.guard import Guard

    config.stash[_GUARDED] = True
    guard = Guard(_REMEDY)
    guard.start()
    config.add_cleanup(guard.stop)


def _install(config: pytest.Config) -> None:
    chosen = {name: config.getini(f"{MARKER}_{name}") for name in _SETTINGS}
    given = {name: value for name, value in chosen.items() if value is not None}
    if not (given or config.getini(_INSTALL)) or config.stash.get(_INSTALLED, False):
        return
    from ssoadmin_mock.controls.install import install, uninstall

    config.stash[_INSTALLED] = True
    try:
        install(**_read(given))
    except ValueError as error:
        raise pytest.UsageError(f"{MARKER}_...: {error}") from None
    config.add_cleanup(uninstall)


def _read(options: dict[str, Any]) -> dict[str, Any]:
    """Return ini options as settings: ``quotas`` has a line for each quota, ``tags_per_resource = 1``."""
    if "quotas" not in options:
        return options
    quotas: dict[str, Any] = {}
    for line in options["quotas"]:
        name, _, value = (part.strip() for part in line.partition("="))
        # What is no number is refused with the other settings.
        quotas[name] = int(value) if value.isdecimal() else value
    return {**options, "quotas": quotas}


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker, and do what is done early where a conftest.py has brought this plugin."""
    _check_fixtures(config)
    _guard(config)
    _install(config)
    _report_evidence(config)
    config.addinivalue_line(
        "markers",
        f"{MARKER}(**arguments): run the test in mock_ssoadmin(**arguments), and have its fixtures use that. Of the "
        "markers on a module, class and function, the nearest one's argument counts.",
    )


def _check_fixtures(config: pytest.Config) -> None:
    scope = config.getini(_SCOPE)
    if scope not in _SCOPES:
        raise pytest.UsageError(f"{_SCOPE} is one of {', '.join(_SCOPES)}, not {scope!r}.")
    try:
        config.getini(_RESTORE)
    except (TypeError, ValueError, pytest.UsageError) as error:
        raise pytest.UsageError(f"{_RESTORE} is true or false: {error}") from None


def _scope(fixture_name: str, config: pytest.Config) -> Scope:  # noqa: ARG001 (pytest gives it by name)
    """Return the scope of the fixtures."""
    # What is wrong has been said before; a test's own fixtures are collected all the same.
    scope: Scope = config.getini(_SCOPE)
    return scope


def _width(scope: str) -> int:
    return _SCOPES.index(scope)


def _is_shared(config: pytest.Config) -> bool:
    """Tell whether several tests share the mock of the fixtures."""
    return bool(config.getini(_SCOPE) != "function")


def _layers(config: pytest.Config) -> Layers:
    if _LAYERS not in config.stash:
        from ssoadmin_mock.controls.layers import Layers

        config.stash[_LAYERS] = Layers(config.getini(_RESTORE))
    return config.stash[_LAYERS]


def _report_evidence(config: pytest.Config) -> None:
    if not (config.getoption(_EVIDENCE) or config.getini(_EVIDENCE)):
        return
    from ssoadmin_mock.controls.pytest_evidence import EvidenceReport

    def running() -> str:
        item = config.stash.get(_ITEM, None)
        return "" if item is None else item.nodeid

    config.pluginmanager.register(EvidenceReport(config, running))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note for which test fixtures are set up, and look for the worlds of relative paths beside it and in the root."""
    item.config.stash[_ITEM] = item
    item.stash[_CALLS_BEFORE] = _calls_so_far()
    with search_path.looking_in(item.path.parent, item.config.rootpath):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Run fixtures in the mock that is as wide as their scope, and keep the others of its tests from calling AWS.

    What those make that several tests share is kept, and what tests do is not.
    """
    item = request.config.stash.get(_ITEM, None)
    if item is None or (fixturedef.func.__module__ == __name__ and fixturedef.argname not in _CLIENTS):
        return (yield)
    is_shared = _has_shared_mock(request, item)
    if _source(item) and not is_shared and not _is_in_mock(request.node):
        return (yield from _without_aws(fixturedef, request, item))
    if request.scope == "function":
        return (yield)
    if is_shared:
        _layers(request.config).make_room(_width(request.scope))
        request.getfixturevalue("identity_center")
        _enter_marked(request.node, request.config)
    elif _source(item):
        return (yield from _in_mock(fixturedef, request))
    return (yield from _on_a_layer(fixturedef, request))


def _has_shared_mock(request: pytest.FixtureRequest, item: pytest.Item) -> bool:
    """Tell whether a fixture of a marked test is in the mock that is as wide as the fixtures are."""
    return (
        _is_shared(request.config)
        and item.get_closest_marker(MARKER) is not None
        and _width(request.scope) <= _width(request.config.getini(_SCOPE))
    )


def _on_a_layer(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> Generator[None, object, object]:
    """Run a fixture that several tests share: what it makes stays until its end."""
    if request.config.stash.get(_LAYERS, None) is None:
        return (yield)
    from ssoadmin_mock.controls.layers import Layer

    layers, width = _layers(request.config), _width(request.scope)
    if layers.controls is None or width > _width(request.config.getini(_SCOPE)) > 0:
        return (yield)
    layers.make_room(width)
    # pytest gives its hook any request, and wants that of a fixture back; it is one.
    layer = Layer(fixturedef, width, finish=lambda: fixturedef.finish(request))  # type: ignore[arg-type]
    # It comes after what the fixture itself tears down.
    request.addfinalizer(lambda: layers.end(layer))
    is_made = False
    try:
        with layers.set_up(layer):
            value = yield
            is_made = True
    except RuntimeError as error:
        if not is_made:
            raise
        layer.finish()
        raise pytest.fail.Exception(f"{fixturedef.argname}: {error}", pytrace=False) from None
    return value


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail the test for its faults that hit nothing, where the setting asks for that."""
    result = yield
    check = item.stash.get(_CHECK_FAULTS, None)
    if check is not None:
        try:
            check()
        except AssertionError as error:
            # Where it was found out says nothing to the author of the test; the calls in the message do.
            raise pytest.fail.Exception(str(error), pytrace=False) from None
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show of a test that failed what it called, which faults hit nothing, and what became of access."""
    report = yield
    if report.failed and call.excinfo is not None:
        report.sections += [
            (f"ssoadmin_mock: {title}", text) for title, text in _looking_back(item, call.excinfo.value)
        ]
    return report


def _looking_back(item: pytest.Item, error: BaseException | None) -> list[tuple[str, str]]:
    active = sys.modules.get("ssoadmin_mock.controls.active")
    if active is None:
        return []
    from ssoadmin_mock.controls.looking_back import ATTRIBUTE, access_since, look_back

    while error is not None:
        if ATTRIBUTE in vars(error):
            return list(vars(error)[ATTRIBUTE])
        error = error.__cause__ or error.__context__
    controls = active.activations.controls
    if controls is None:
        return []
    layers = item.config.stash.get(_LAYERS, None)
    began_with = None if layers is None or _has_own_world(item) else layers.test_began_with
    mock = _decorator(item) or (_mock(item) if item.get_closest_marker(MARKER) is not None else None)
    return [
        *look_back(controls, item.stash.get(_CALLS_BEFORE, 0)),
        *access_since(controls, began_with or (None if mock is None else mock.world)),
    ]


def _has_own_world(item: pytest.Item) -> bool:
    """Tell whether a test has begun with a world of its own, within the mock that tests share."""
    own = [marker for marker in item.own_markers if marker.name == MARKER and "world" in marker.kwargs]
    return bool(own) and item in _narrower(item, item.config)


def _calls_so_far() -> int:
    # A mock that is active before its test is one of a wider scope; whoever has none has not imported this.
    active = sys.modules.get("ssoadmin_mock.controls.active")
    if active is None or active.activations.controls is None:
        return 0
    from ssoadmin_mock.controls.looking_back import count

    return count(active.activations.controls)


def _source(node: Any) -> str:
    """Return what puts a test or a class into the mock, as it is written; nothing does if it is empty."""
    if node.get_closest_marker(MARKER) is not None:
        return f"@pytest.mark.{MARKER}"
    return "@mock_ssoadmin" if hasattr(getattr(node, "function", getattr(node, "cls", None)), _DECORATED) else ""


def _is_in_mock(node: Any) -> bool:
    return node.get_closest_marker(MARKER) is not None or _decorator(node) is not None


def _decorator(node: Any) -> MockSSOAdmin | None:
    """Return the mock that a test or a class is decorated with, if it is the outermost of its decorators."""
    function = getattr(node, "function", None)
    mock, wrapper = getattr(function, _DECORATED, (None, None))
    if function is None:
        mock = getattr(getattr(node, "cls", None), _DECORATED, None)
    return mock if wrapper is function else None


def _in_mock(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> Generator[None, object, object]:
    from ssoadmin_mock.plugin.span import Span

    span = Span(_decorator(request.node) or _mock(request.node))
    # Finalizers run from the last to the first: what the fixture tears down comes between these two.
    request.addfinalizer(span.end)
    # pytest runs none of a fixture that fails before its function is called, as it does when a warning is an error.
    request.node.addfinalizer(span.end)
    with _told(_source(request.node)), span.set_up():
        value = yield from _on_a_layer(fixturedef, request)
    if span.is_active and _decorator(request.node) is None:
        # moto's decorator keeps what one test of a class does for the next, and so does ours.
        layers = _layers(request.config)
        layers.mock_begins()
        request.addfinalizer(layers.mock_ends)
    request.addfinalizer(span.begin_tear_down)
    return value


def _without_aws(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest, item: pytest.Item
) -> Generator[None, object, object]:
    from ssoadmin_mock.plugin.guard import Guard

    name = _XUNIT.sub(r"\1", fixturedef.argname)
    what, source = f"The {request.scope}-scoped fixture {name!r}", f"{_source(item)} on {item.nodeid}"
    after = Guard(f"{what} is torn down after the mock of {source} ended. {_REMEDY_OF_FIXTURES}")
    request.addfinalizer(after.stop)
    with Guard(f"{what} is set up before {source} starts the mock. {_REMEDY_OF_FIXTURES}"):
        value = yield
    request.addfinalizer(after.start)
    return value


@pytest.fixture(autouse=True)
def _ssoadmin(request: pytest.FixtureRequest) -> None:
    # A test is in the mock whether or not it asks for a fixture, and its fixtures are: no client must reach AWS.
    is_marked = request.node.get_closest_marker(MARKER) is not None
    is_shared = _is_shared(request.config)
    if is_marked and is_shared:
        request.getfixturevalue("identity_center")
        _enter_marked(request.node.parent, request.config)
    _begin_test(request, is_marked or "identity_center" in request.fixturenames)
    decorator = _decorator(request.node)
    if decorator is not None:
        with _told("@mock_ssoadmin"):
            decorator.start()
        request.addfinalizer(decorator.stop)  # noqa: PT021  (what follows may fail)
    if is_marked and is_shared:
        _enter_own(request)
    elif is_marked:
        request.getfixturevalue("identity_center")
    _expect_faults(request)


def _expect_faults(request: pytest.FixtureRequest) -> None:
    """Note which faults are there before those of a test and of its own fixtures."""
    active = sys.modules.get("ssoadmin_mock.controls.active")
    if active is None or active.activations.controls is None:
        return
    from ssoadmin_mock.controls.strict_faults import expected_from_now

    request.node.stash[_CHECK_FAULTS] = expected_from_now(active.activations.controls)


def _begin_test(request: pytest.FixtureRequest, shares: bool) -> None:
    layers = request.config.stash.get(_LAYERS, None)
    if layers is not None:
        request.addfinalizer(layers.end_test)
        layers.begin_test(shares)


def _enter_marked(node: Any, config: pytest.Config) -> None:
    """Begin the mocks of the marked modules and classes that are narrower than the mock that tests share."""
    from ssoadmin_mock.controls.layers import Layer

    layers = _layers(config)
    for each in _narrower(node, config):
        if not layers.has(each):
            layer = Layer(each, _width(_scope_of(each)))
            with _told(f"@pytest.mark.{MARKER}"):
                layers.begin(layer, _narrower_mock(each))
            each.addfinalizer(partial(layers.end, layer))


def _enter_own(request: pytest.FixtureRequest) -> None:
    """Begin the mock of a marked test within the one that tests share."""
    if request.node in _narrower(request.node, request.config):
        mock = _narrower_mock(request.node)
        with _told(f"@pytest.mark.{MARKER}"):
            mock.start()
        request.addfinalizer(mock.stop)
    _check_clients(request)


def _check_clients(request: pytest.FixtureRequest) -> None:
    used = [name for name in _CLIENTS if name in request.fixturenames]
    if not used:
        return
    here, shared = _home(request.getfixturevalue("identity_center")), request.config.stash[_HOME]
    if here != shared:
        pytest.fail(
            f"{used[0]} is a client of the account {shared[0]} in {shared[1]}, where the mock of {_SCOPE} = "
            f"{request.config.getini(_SCOPE)} began, and the organization instance of this test is of the account "
            f"{here[0]} in {here[1]}. Make a client with identity_center.session(account_id={here[0]!r}).",
            pytrace=False,
        )


def _narrower(node: Any, config: pytest.Config) -> list[Any]:
    """Return what has markers of its own, down to a node, below where the mock has begun that tests share."""
    chain = node.listchain()
    shared = config.stash.get(_NODE, None)
    below = chain[chain.index(shared) + 1 :] if shared in chain else []
    return [each for each in below if any(marker.name == MARKER for marker in each.own_markers)]


def _narrower_mock(node: Any) -> MockSSOAdmin:
    own: dict[str, Any] = {}
    for marker in node.own_markers:
        if marker.name == MARKER:
            own = {**marker.kwargs, **own}
    # Who has a world of its own begins with that; other arguments are for what there is.
    arguments = _arguments(node) if "world" in own else own
    return _mock_of({"isolated": "world" in own, **arguments})


def _scope_of(node: Any) -> Scope:
    kinds: list[tuple[type, Scope]] = [(pytest.Class, "class"), (pytest.Module, "module")]
    return next((scope for kind, scope in kinds if isinstance(node, kind)), "package")


@pytest.fixture(scope=_scope)
def identity_center(request: pytest.FixtureRequest) -> Iterator[IdentityCenter]:
    """The mock, active and empty during the test: the handle that ``with mock_ssoadmin()`` gives.

    ``@pytest.mark.ssoadmin(...)`` takes what ``mock_ssoadmin`` takes. With a wider scope, which the setting
    ``ssoadmin_fixture_scope`` chooses, the state is put back after each test.
    """
    mock = _mock(request.node)
    with _told(f"@pytest.mark.{MARKER}"):
        handle = mock.start()
    if _is_shared(request.config):
        layers = _layers(request.config)
        request.config.stash[_NODE] = request.node
        request.config.stash[_HOME] = _home(handle)
        layers.mock_begins()
        yield handle
        layers.mock_ends()
    else:
        _expect_faults(request)
        yield handle
    mock.stop()


@pytest.fixture(scope=_scope)
def sso_admin(request: pytest.FixtureRequest, identity_center: IdentityCenter) -> Iterator[SSOAdminClient]:
    """A boto3 client for sso-admin: of the management account and in the Region of the organization instance.

    Where the marker asked for none, it is of the account 123456789012 in us-east-1. A test that leaves it as it got it
    hands it on to a later one.
    """
    yield from _client(request, identity_center)


@pytest.fixture(scope=_scope)
def identity_store(request: pytest.FixtureRequest, identity_center: IdentityCenter) -> Iterator[IdentityStoreClient]:
    """A boto3 client for identitystore, of the account and in the Region that `sso_admin` has."""
    yield from _client(request, identity_center)


@pytest.fixture(scope=_scope)
def organizations(request: pytest.FixtureRequest, identity_center: IdentityCenter) -> Iterator[OrganizationsClient]:
    """A boto3 client for organizations, of the account and in the Region that `sso_admin` has."""
    yield from _client(request, identity_center)


def _client(request: pytest.FixtureRequest, identity_center: IdentityCenter) -> Iterator[Any]:
    from ssoadmin_mock.controls.active import active_controls
    from ssoadmin_mock.plugin.kept_clients import kept_client

    service: Any = _CLIENTS[request.fixturename or ""]
    is_shared = _is_shared(request.config)
    account_id, region_name = request.config.stash[_HOME] if is_shared else _home(identity_center)

    def make() -> Any:
        return identity_center.session(account_id=account_id).client(service, region_name=region_name)

    with kept_client(make, service, account_id, region_name, active_controls().endpoint_url) as client:
        yield client


@pytest.fixture(scope=_scope)
def identity_center_server(
    identity_center: IdentityCenter,  # noqa: ARG001 (the mock has to be active)
) -> Iterator[ServerURL]:
    """The URL of the mock over HTTP: a server in a thread, with the same state as `identity_center`.

    Its ``environment`` is what another program has to find in its environment.
    """
    from ssoadmin_mock.server import IdentityCenterServer, ServerURL

    with IdentityCenterServer() as server:
        yield ServerURL.of(server)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain why two access matrices are not the same: with the access that was gained and lost."""
    # Nothing is imported for whoever compares something else.
    if op != "==" or not any(type(side).__module__.startswith("ssoadmin_mock.insight.") for side in (left, right)):
        return None
    from ssoadmin_mock.insight.diff import explanation

    return explanation(left, right)


def _mock(node: Any) -> MockSSOAdmin:
    return _mock_of(_arguments(node))


def _mock_of(arguments: dict[str, Any]) -> MockSSOAdmin:
    from ssoadmin_mock.decorator import mock_ssoadmin

    try:
        mock: MockSSOAdmin = mock_ssoadmin(**arguments)
    except ValueError as error:
        raise _refusal(f"@pytest.mark.{MARKER}", error) from None
    return mock


@contextmanager
def _told(source: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise _refusal(source, error) from None


def _home(identity_center: IdentityCenter) -> tuple[str, str]:
    from ssoadmin_mock.services.regions import DEFAULT_REGION

    try:
        instance = identity_center.organization_instance
    except RuntimeError:
        return _ACCOUNT_ID, DEFAULT_REGION
    return instance.owner_account_id, instance.region_name


def _refusal(source: str, error: ValueError) -> BaseException:
    # What pytest.fail raises; raised here, nothing of our code is shown beside it.
    return pytest.fail.Exception(f"{source}: {error}", pytrace=False)


def _arguments(node: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for marker in node.iter_markers(MARKER):
        if marker.args:
            pytest.fail(
                f"@pytest.mark.{MARKER} takes the keyword arguments of mock_ssoadmin, such as "
                f"organization_instance=True, and nothing else: {', '.join(map(repr, marker.args))}",
                pytrace=False,
            )
        # The nearest one comes first.
        arguments = {**marker.kwargs, **arguments}
    return arguments
