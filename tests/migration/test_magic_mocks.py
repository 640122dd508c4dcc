"""From ``MagicMock`` clients to real ones."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ssoadmin_mock.migration.modules import migrate

HEAD = """
import pytest
from botocore.exceptions import ClientError
from unittest.mock import MagicMock


"""
ERROR = 'ClientError({"Error": {"Code": "ConflictException", "Message": "Busy."}}, "CreateInstance")'


def of(body: str) -> str:
    return HEAD + dedent(body)


def test_failures_and_what_was_called_become_faults_and_calls() -> None:
    before = of(
        f"""
        def test_it(tmp_path):
            client = MagicMock()
            client.create_instance.side_effect = {ERROR}  # busy
            with pytest.raises(ClientError):
                make(client)
            client.create_instance.assert_called_once_with(Name="dev")
            client.create_instance.assert_called_once()
            client.create_instance.assert_called()
            client.create_instance.assert_any_call(Name="dev")
            assert client.create_instance.call_count == 1
            client.delete_instance.assert_not_called()
        """
    )
    migrated = migrate(before.encode())
    assert migrated.notes == ()
    assert migrated.source.decode() == dedent(
        """
        import pytest
        from botocore.exceptions import ClientError


        def test_it(tmp_path, identity_center, sso_admin):
            client = sso_admin
            identity_center.faults.fail("CreateInstance", "ConflictException", "Busy.", times=None)  # busy
            with pytest.raises(ClientError):
                make(client)
            identity_center.calls.assert_called("CreateInstance", times=1, Name="dev")
            identity_center.calls.assert_called("CreateInstance", times=1)
            identity_center.calls.assert_called("CreateInstance")
            identity_center.calls.assert_called("CreateInstance", Name="dev")
            assert len(identity_center.calls.of("CreateInstance")) == 1
            identity_center.calls.assert_not_called("DeleteInstance")
        """
    ).replace("ClientError\n\n\n\ndef", "ClientError\n\n\n\ndef").replace(
        "ClientError\n\n\ndef", "ClientError\n\n\n\ndef"
    )


def test_fixtures_that_a_test_has_are_not_asked_for_twice() -> None:
    before = of("def test_it(sso_admin):\n    client = MagicMock()\n    client.create_instance.assert_not_called()\n")
    assert b"def test_it(sso_admin, identity_center):" in migrate(before.encode()).source


@pytest.mark.parametrize(
    ("uses", "told"),
    [
        ("client.list_instances.return_value = {}", "what it returns has to be there"),
        ("client.list_instances.side_effect = [{}, {}]", "only a ClientError that is written out"),
        ("client.list_instances.side_effect = error", "only a ClientError that is written out"),
        ("client.list_instances.side_effect = ClientError(details, 'x')", "only a ClientError that is written out"),
        ("client.list_instances.side_effect = ClientError()", "only a ClientError that is written out"),
        ("client.list_instances.assert_called_once()", "ListInstances has to work"),
        ("client.list_instances.assert_not_called(1)", "keyword arguments only"),
        ("client.list_instances.mock_calls", "mock_calls has no twin here"),
        ("use(client.list_instances)", "it is used in a way that has no twin here"),
        ("print(client.list_instances.side_effect)", "what it returns has to be there"),
        (
            "client.list_instances.side_effect = ClientError({'Error': {'Code': 'ThrottlingException'}}, 'x')\n"
            "    client.list_instances.assert_called_once()",
            "botocore repeats a call that ends with ThrottlingException",
        ),
        ("client.list_users.assert_not_called()", "make a client of identitystore"),
    ],
)
def test_what_is_not_mechanical_stays_and_is_told(uses: str, told: str) -> None:
    before = of(f"def test_it():\n    client = MagicMock()\n    {uses}\n")
    migrated = migrate(before.encode())
    assert migrated.source.decode() == before
    (note,) = migrated.notes
    assert told in note.text
    assert note.line >= 7


@pytest.mark.parametrize(
    "body",
    [
        "class Test(unittest.TestCase):\n    def test_it(self):\n        {uses}\n",
        "@pytest.fixture\ndef client():\n        {uses}\n",
    ],
)
def test_what_takes_no_fixtures_stays_and_is_told(body: str) -> None:
    uses = "client = MagicMock()\n        client.list_instances.assert_not_called()"
    before = of(body.format(uses=uses))
    migrated = migrate(before.encode())
    assert migrated.source.decode() == before
    (note,) = migrated.notes
    assert "takes no fixtures" in note.text


@pytest.mark.parametrize(
    "body",
    [
        "def test_it():\n    thing = MagicMock()\n    thing.bake.return_value = 3\n",
        "def test_it():\n    thing = MagicMock()\n    use(thing)\n",
        "def test_it():\n    s3 = MagicMock()\n    s3.list_buckets.assert_not_called()\n",
    ],
)
def test_mocks_of_other_things_are_nobody_s_business(body: str) -> None:
    migrated = migrate(of(body).encode())
    assert (migrated.source.decode(), migrated.notes) == (of(body), ())


def test_a_boto3_that_is_replaced_is_told() -> None:
    before = of('@patch("app.boto3.client")\ndef test_it(client): ...\n')
    migrated = migrate(before.encode())
    assert migrated.source.decode() == before
    assert [note.text for note in migrated.notes] == [
        '"app.boto3.client" is replaced here: within the mock, leave it as it is.'
    ]
