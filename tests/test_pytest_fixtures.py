"""The fixtures with each scope: what a test does is no other test's concern, in whatever order they run."""

from __future__ import annotations

# As in the tests of the plugin: pytester forgets what is imported first in the tests that it runs.
import moto.iam.models
import moto.identitystore.models
import moto.organizations.models
import moto.sts.models  # noqa: F401
import pytest

import ssoadmin_mock.insight.trail  # noqa: F401
from ssoadmin_mock.controls import loaded_worlds
from tests.test_pytest_plugin import PLUGIN

pytestmark = pytest.mark.sockets

pytest_plugins = ["pytester"]

SCOPES = ("function", "class", "module", "package", "session")

# Runs the tests in an order that a variable says; the standard library's shuffle is the same everywhere.
CONFTEST = """
import os, random

def pytest_collection_modifyitems(items):
    if seed := os.environ.get("ORDER"):
        random.Random(int(seed)).shuffle(items)
"""

HELP = """
import boto3
import pytest

def names():
    return sorted(name.partition("-")[0] for name in all_names())

def all_names():
    sso = boto3.client("sso-admin", region_name="us-east-1")
    arn = sso.list_instances()["Instances"][0]["InstanceArn"]
    sets = sso.list_permission_sets(InstanceArn=arn)["PermissionSets"]
    found = (sso.describe_permission_set(InstanceArn=arn, PermissionSetArn=each) for each in sets)
    return [each["PermissionSet"]["Name"] for each in found]

def make(name):
    sso = boto3.client("sso-admin", region_name="us-east-1")
    arn = sso.list_instances()["Instances"][0]["InstanceArn"]
    sso.create_permission_set(InstanceArn=arn, Name=name)
    return name

def world(*names):
    return {"permission_sets": {name: None for name in names}}
"""

# In each test stands all that it must find, whatever ran before. `wide` is what a fixture of the setting's scope makes.
SUITE = """
from botocore.exceptions import ClientError
from helping import boto3, make, names, pytest, world

pytestmark = pytest.mark.ssoadmin(organization_instance=True)

@pytest.fixture(scope="{scope}")
def wide(identity_center):
    identity_center.ensure_organization_instance("us-east-1")
    yield make("wide-" + __name__)
    assert "wide" in names()

@pytest.fixture(scope="{scope}")
def other(identity_center):
    identity_center.ensure_organization_instance("us-east-1")
    return make("other-" + __name__)

@pytest.fixture(scope="class" if "{scope}" != "function" else "function")
def of_class(identity_center):
    return make("of_class")

@pytest.fixture
def narrow(identity_center):
    return make("narrow")

def test_nothing(identity_center, sso_admin):
    assert not {{"narrow", "own", "of_class"}} & {{*names()}}
    make("own")
    identity_center.faults.fail("CreateUser", "ThrottlingException")
    identity_center.advance(3600)

def test_the_clock_and_faults(identity_center, identity_store):
    from ssoadmin_mock.effects import clock
    assert clock.offset() == 0
    assert not identity_center.faults.in_force
    assert not [call for call in identity_center.calls if call.operation == "CreateUser"]
    store = identity_center.organization_instance.identity_store_id
    identity_store.create_user(
        IdentityStoreId=store, UserName="ada", DisplayName="ada", Name={{"GivenName": "a", "FamilyName": "b"}}
    )

def test_wide(wide, narrow):
    assert {{"wide", "narrow"}} <= {{*names()}}
    assert not {{"own", "of_class"}} & {{*names()}}
    make("own")

def test_wide_again(wide, other, narrow):
    assert {{"wide", "other", "narrow"}} <= {{*names()}}
    assert not {{"own", "of_class"}} & {{*names()}}
    make("own")

def test_an_organization(organizations):
    assert len(organizations.list_accounts()["Accounts"]) == 1
    organizations.create_account(AccountName="dev", Email="dev@example.com")

class TestClass:
    def test_one(self, of_class, narrow):
        assert {{"of_class", "narrow"}} <= {{*names()}}
        assert "own" not in names()
        make("own")

    def test_two(self, wide, of_class):
        assert {{"of_class", "wide"}} <= {{*names()}}
        assert not {{"own", "narrow"}} & {{*names()}}
        make("own")

@pytest.mark.ssoadmin(world=world("of_marker"))
class TestWorld:
    def test_one(self, sso_admin):
        assert names() == ["of_marker"]
        make("own")

    def test_two(self, of_class):
        assert {{*names()}} - {{"other"}} == {{"of_class", "of_marker"}}
        make("own")

    def test_three(self, other):
        assert "of_marker" in names()
        assert not {{"own", "wide", "nearer"}} & {{*names()}}

    @pytest.mark.ssoadmin(world=world("nearer"))
    def test_four(self, identity_center):
        assert names() == ["nearer"]

@pytest.mark.ssoadmin(quotas={{"permission_sets_per_instance": 1}})
def test_a_setting(sso_admin):
    with pytest.raises(ClientError, match="ServiceQuotaExceeded"):
        make("one"), make("two")

@pytest.mark.ssoadmin(world=world("of_test"))
def test_world():
    assert names() == ["of_test"]
    make("own")
"""

PLAIN = """
from ssoadmin_mock import mock_ssoadmin
from helping import boto3, make, names, pytest, world

@mock_ssoadmin(organization_instance=True)
def test_decorated():
    assert names() == []
    make("own")

def test_in_a_block():
    for _ in range(2):
        with mock_ssoadmin(organization_instance=True):
            assert names() == []
            make("own")
            with mock_ssoadmin():
                assert names() == ["own"]

def test_a_fixture(identity_center, sso_admin):
    identity_center.ensure_organization_instance("us-east-1")
    assert not {"own", "narrow"} & {*names()}
    make("own")
"""


def _passed(pytester: pytest.Pytester, number: int, *arguments: str) -> None:
    # A run that begins in this process would find worlds of modules that pytester has dropped since.
    loaded_worlds.forget()
    pytester.runpytest_inprocess(*PLUGIN, *arguments).assert_outcomes(passed=number)


def _suite(pytester: pytest.Pytester, scope: str) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makeini(f"[pytest]\nssoadmin_fixture_scope = {scope}\n")
    pytester.makepyfile(helping=HELP, test_first=SUITE.format(scope=scope), test_second=SUITE.format(scope=scope))
    pytester.makepyfile(test_plain=PLAIN)


NUMBER = 2 * (6 + 2 + 4 + 1) + 3


@pytest.mark.parametrize("scope", SCOPES)
def test_the_order_of_tests_never_matters(
    scope: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    _suite(pytester, scope)
    for seed in ("", "1", "2", "3"):
        monkeypatch.setenv("ORDER", seed)
        _passed(pytester, NUMBER)


@pytest.mark.parametrize("scope", ["function", "module"])
def test_each_test_passes_alone(scope: str, pytester: pytest.Pytester) -> None:
    _suite(pytester, scope)
    ids = [line for line in pytester.runpytest_inprocess(*PLUGIN, "--collect-only", "-q").outlines if "::" in line]
    assert len(ids) == NUMBER
    for each in ids[NUMBER // 2 :]:
        _passed(pytester, 1, each)


def test_each_worker_of_xdist_has_a_mock_of_its_own(pytester: pytest.Pytester) -> None:
    _suite(pytester, "session")
    pytester.runpytest_subprocess(*PLUGIN, "-n", "2", "--dist", "load").assert_outcomes(passed=NUMBER)


def test_what_tests_do_stays_where_that_is_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nssoadmin_fixture_scope = module\nssoadmin_fixture_restore = false\n")
    pytester.makepyfile(
        helping=HELP,
        test_it="""
        from helping import make, names, pytest, world

        pytestmark = pytest.mark.ssoadmin(world=world())

        @pytest.fixture(scope="module")
        def wide(identity_center):
            make("wide")

        def test_one(wide):
            make("own")

        def test_two(wide):
            assert names() == ["own", "wide"]
        """,
        test_next="def test_three(sso_admin):\n    assert sso_admin.list_instances()['Instances'] == []\n",
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=3)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("ssoadmin_fixture_scope = file", "*one of function, class, module, package, session, not 'file'.*"),
        ("ssoadmin_fixture_restore = perhaps", "*ssoadmin_fixture_restore is true or false: *'perhaps'*"),
    ],
)
def test_a_wrong_setting_names_the_right_ones(setting: str, told: str, pytester: pytest.Pytester) -> None:
    pytester.makeini(f"[pytest]\n{setting}\n")
    result = pytester.runpytest_inprocess(*PLUGIN)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([told])


# Each suite needs the names that are in HELP, and says at its end what is found.
WITHIN = """
from helping import make, names, pytest, world

pytestmark = pytest.mark.ssoadmin(world=world())

@pytest.fixture(scope="module")
def wide(identity_center):
    make("wide")
"""


@pytest.mark.parametrize(
    ("before", "outcomes"), [("names()", {"passed": 2}), ("make('own')", {"passed": 1, "failed": 1})]
)
def test_a_fixture_that_a_test_asks_for_in_its_middle(
    before: str, outcomes: dict[str, int], pytester: pytest.Pytester
) -> None:
    pytester.makeini("[pytest]\nssoadmin_fixture_scope = module\n")
    pytester.makepyfile(
        helping=HELP,
        test_it=WITHIN
        + f"""
def test_one(request):
    {before}
    request.getfixturevalue("wide")
    assert names() == ["wide"]
    make("own")

def test_two(wide):
    assert names() == ["wide"]
""",
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(**outcomes)
    if "failed" in outcomes:
        result.stdout.fnmatch_lines(["wide: It is set up for several tests, in the middle of one that has changed*"])


def test_fixtures_take_with_them_what_they_made(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nssoadmin_fixture_scope = session\n")
    pytester.makepyfile(
        helping=HELP,
        test_it="""
        from helping import make, names, pytest, world

        @pytest.fixture(scope="session", autouse=True)
        def instance(identity_center):
            identity_center.enable_organization_instance()

        @pytest.fixture(scope="session")
        def of_session():
            return make("session")

        @pytest.fixture(scope="module", params=["first", "second"])
        def of_module(request):
            return make(request.param)

        @pytest.fixture(scope="module")
        def later(of_module):
            return make("later")

        class TestClass:
            @pytest.fixture(scope="class")
            def of_class(self):
                return make("class")

            def test_one(self, of_class):
                assert names() == ["class"]

            def test_below_it_comes_what_is_wider(self, of_session, of_class):
                assert names() == ["class", "session"]

        def test_after_the_class(of_module, later):
            assert names() == sorted(["session", "later", of_module])
        """,
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=4)


def test_clients_are_those_of_the_mock_that_is_shared(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nssoadmin_fixture_scope = module\n")
    pytester.makepyfile(
        """
        import pytest

        WORLD = {"organization": {"management_account": {"id": "999988887777"}}, "instance": {"region": "eu-west-1"}}

        @pytest.mark.ssoadmin(world=WORLD)
        def test_elsewhere(sso_admin):
            pass

        @pytest.mark.ssoadmin(world=WORLD)
        def test_a_client_of_its_own(identity_center):
            client = identity_center.session(account_id="999988887777").client("sso-admin", region_name="eu-west-1")
            assert client.list_instances()["Instances"]

        def test_here(sso_admin, identity_store, organizations):
            clients = {each.meta.service_model.service_name for each in (sso_admin, identity_store, organizations)}
            assert clients == {"sso-admin", "identitystore", "organizations"}
            assert sso_admin.list_instances()["Instances"] == []
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["sso_admin is a client of the account 123456789012 in us-east-1, where*"])


def test_a_test_that_fails_shows_the_access_since_it_began(pytester: pytest.Pytester) -> None:
    loaded_worlds.forget()
    pytester.makeini("[pytest]\nssoadmin_fixture_scope = module\n")
    pytester.makepyfile(
        """
        import pytest

        WORLD = {
            "organization": {"accounts": {"dev": "111122223333"}},
            "users": {"ada": None, "bob": None, "eve": None},
            "permission_sets": {"Admin": None},
            "assignments": [{"permission_set": "Admin", "users": "ada", "accounts": ["dev"]}],
        }
        pytestmark = pytest.mark.ssoadmin(world=WORLD)

        @pytest.fixture(scope="module")
        def give(identity_center, sso_admin):
            def give(user, verb="create"):
                getattr(sso_admin, f"{verb}_account_assignment")(
                    InstanceArn=identity_center.organization_instance.arn, TargetType="AWS_ACCOUNT",
                    TargetId="111122223333", PermissionSetArn=identity_center.permission_set("Admin"),
                    PrincipalType="USER", PrincipalId=identity_center.user(user),
                )
            return give

        @pytest.fixture(scope="module")
        def bob(give):
            give("bob")

        def test_it(bob, give, identity_center):
            give("eve")
            give("ada", "delete")
            assert False

        def test_the_state_is_as_it_was(bob, identity_center):
            assert len(identity_center.access()) == 2
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- ssoadmin_mock: access since the test began -*",
            "gained:",
            "  eve: Admin in dev*",
            "lost:",
            "  ada: Admin*",
        ]
    )
    result.stdout.no_fnmatch_line("  bob: *")
