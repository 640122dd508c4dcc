"""From moto's ``mock_aws`` to ``mock_ssoadmin``."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ssoadmin_mock.migration.modules import SourceError, migrate

# Each with what it becomes, and the lines of the notes.
SHAPES = {
    "a decorator": (
        "from moto import mock_aws\n\n@mock_aws\ndef test(): ...\n",
        "from ssoadmin_mock import mock_ssoadmin\n\n@mock_ssoadmin(moto_defaults=True)\ndef test(): ...\n",
    ),
    "a decorator that is called": (
        "from moto import mock_aws\n@mock_aws()\nclass TestIt: ...\n",
        "from ssoadmin_mock import mock_ssoadmin\n@mock_ssoadmin(moto_defaults=True)\nclass TestIt: ...\n",
    ),
    "a coroutine below other decorators": (
        "from moto import mock_aws\n@given(x())\n@mock_aws\nasync def test(x): ...\n",
        "from ssoadmin_mock import mock_ssoadmin\n"
        "@given(x())\n@mock_ssoadmin(moto_defaults=True)\nasync def test(x): ...\n",
    ),
    "a context manager": (
        "from moto import mock_aws\nwith mock_aws():\n    pass\n",
        "from ssoadmin_mock import mock_ssoadmin\nwith mock_ssoadmin(moto_defaults=True):\n    pass\n",
    ),
    "one among others": (
        "from moto import mock_aws\nwith open(f) as g, mock_aws() as m:\n    pass\n",
        "from ssoadmin_mock import mock_ssoadmin\n"
        "with open(f) as g, mock_ssoadmin(moto_defaults=True) as m:\n    pass\n",
    ),
    "a fixture": (
        "from moto import mock_aws\n@pytest.fixture\ndef aws():\n    with mock_aws():\n        yield client()\n",
        "from ssoadmin_mock import mock_ssoadmin\n"
        "@pytest.fixture\ndef aws():\n    with mock_ssoadmin(moto_defaults=True):\n        yield client()\n",
    ),
    "setUp, start and stop": (
        dedent(
            """
            from moto import mock_aws
            class Test(unittest.TestCase):
                def setUp(self):
                    self.mock = mock_aws()
                    self.mock.start()
                    self.addCleanup(self.mock.stop)
            """
        ),
        dedent(
            """
            from ssoadmin_mock import mock_ssoadmin
            class Test(unittest.TestCase):
                def setUp(self):
                    self.mock = mock_ssoadmin(moto_defaults=True)
                    self.mock.start()
                    self.addCleanup(self.mock.stop)
            """
        ),
    ),
    "an alias stays": (
        "from moto import mock_aws as aws  # everything\n@aws\ndef test(): ...\n",
        "from ssoadmin_mock import mock_ssoadmin as aws  # everything\n@aws(moto_defaults=True)\ndef test(): ...\n",
    ),
    "the module": (
        "import moto\n\n@moto.mock_aws\ndef test(): ...\n",
        "import ssoadmin_mock\n\n@ssoadmin_mock.mock_ssoadmin(moto_defaults=True)\ndef test(): ...\n",
    ),
    "the module under an alias, which is used otherwise": (
        "import moto as m\n\nwith m.mock_aws(): print(m.__version__)\n",
        "import moto as m\nimport ssoadmin_mock\n\n"
        "with ssoadmin_mock.mock_ssoadmin(moto_defaults=True): print(m.__version__)\n",
    ),
    "where moto defines it": (
        "from moto.core.decorator import mock_aws\nmock_aws().start()\n",
        "from ssoadmin_mock import mock_ssoadmin\nmock_ssoadmin(moto_defaults=True).start()\n",
    ),
    "what else is imported from moto": (
        "from moto import mock_aws, settings\nwith mock_aws(): settings.TEST_SERVER_MODE\n",
        "from moto import settings\nfrom ssoadmin_mock import mock_ssoadmin\n"
        "with mock_ssoadmin(moto_defaults=True): settings.TEST_SERVER_MODE\n",
    ),
    "several statements on a line": (
        "import os; from moto import mock_aws, settings\nmock_aws().start(); settings\n",
        "import os; from moto import settings; from ssoadmin_mock import mock_ssoadmin\n"
        "mock_ssoadmin(moto_defaults=True).start(); settings\n",
    ),
    "names on lines of their own": (
        "from moto import (\n    settings,\n    mock_aws,\n)\nmock_aws().start(), settings\n",
        "from moto import (\n    settings,\n)\nfrom ssoadmin_mock import mock_ssoadmin\n"
        "mock_ssoadmin(moto_defaults=True).start(), settings\n",
    ),
    "an import in a function": (
        "def test():\n    from moto import mock_aws\n    with mock_aws(): pass\n",
        "def test():\n    from ssoadmin_mock import mock_ssoadmin\n    with mock_ssoadmin(moto_defaults=True): pass\n",
    ),
    "configuration": (
        'from moto import mock_aws\n@mock_aws(config={"iam": {"load_aws_managed_policies": True}})\ndef test(): ...\n',
        "from ssoadmin_mock import mock_ssoadmin\n"
        '@mock_ssoadmin(config={"iam": {"load_aws_managed_policies": True}}, moto_defaults=True)\ndef test(): ...\n',
    ),
    "configuration on lines of its own": (
        "from moto import mock_aws\nmock_aws(\n    config=CONFIG,\n).start()\n",
        "from ssoadmin_mock import mock_ssoadmin\n"
        "mock_ssoadmin(\n    config=CONFIG,\n    moto_defaults=True,\n).start()\n",
    ),
    "configuration that has our settings": (
        'from moto import mock_aws\nmock_aws(config={"ssoadmin": {"moto_defaults": False}}).start()\n',
        "from ssoadmin_mock import mock_ssoadmin\n"
        'mock_ssoadmin(config={"ssoadmin": {"moto_defaults": False}}).start()\n',
    ),
    "a function that is decorated by a call": (
        "from moto import mock_aws\ntest = mock_aws(test_it)\ntest = mock_aws(test_it, config=CONFIG)\n",
        "from ssoadmin_mock import mock_ssoadmin\ntest = mock_ssoadmin(moto_defaults=True)(test_it)\n"
        "test = mock_ssoadmin(config=CONFIG, moto_defaults=True)(test_it)\n",
    ),
    "another line ending": (
        "from moto import mock_aws\r\nmock_aws().start()\r\n",
        "from ssoadmin_mock import mock_ssoadmin\r\nmock_ssoadmin(moto_defaults=True).start()\r\n",
    ),
}

# What stays as it is.
OTHERS = {
    "no mock": "import boto3\n",
    "aiomoto's": "from aiomoto import mock_aws\nmock_aws().start()\n",
    "a fixture of that name": "def test(mock_aws):\n    mock_aws.start()\n",
    "an attribute and a keyword of that name": "f(mock_aws=self.mock_aws)\n",
    "ours": "from ssoadmin_mock import mock_ssoadmin\n@mock_ssoadmin\ndef test(): ...\n",
    "a text": 'print("mock_aws")\n',
    "somebody's module": "from .moto import mock_aws\nmock_aws().start()\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_becomes_what_it_should(shape: str) -> None:
    before, after = SHAPES[shape]
    migrated = migrate(before.encode())
    assert migrated.source.decode() == after
    assert migrated.notes == ()


@pytest.mark.parametrize("shape", SHAPES)
def test_changing_it_again_changes_nothing(shape: str) -> None:
    once = migrate(SHAPES[shape][0].encode())
    assert migrate(once.source).source == once.source


@pytest.mark.parametrize("shape", SHAPES)
def test_moto_s_defaults_can_be_left_out(shape: str) -> None:
    before, after = SHAPES[shape]
    migrated = migrate(before.encode(), moto_defaults=False).source.decode()
    assert "moto_defaults=True" not in migrated
    for argument in (", moto_defaults=True", "    moto_defaults=True,\n", "moto_defaults=True"):
        after = after.replace(argument, "")
    # A bare decorator and a call that decorates need no parentheses then.
    bare = [text.replace("()", "").replace("()", "") for text in (migrated, after)]
    assert shape.startswith("a function") or bare[0] == bare[1]


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_not_moto_s_stays(other: str) -> None:
    migrated = migrate(OTHERS[other].encode())
    assert migrated.source.decode() == OTHERS[other]
    assert migrated.notes == ()


def test_where_it_is_handed_on_it_is_renamed_and_told() -> None:
    migrated = migrate(b"from moto import mock_aws\n\nuse(mock_aws)\n")
    assert migrated.source == b"from ssoadmin_mock import mock_ssoadmin\n\nuse(mock_ssoadmin)\n"
    (note,) = migrated.notes
    assert note.line == 3
    assert "handed on" in note.text


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("try:\n    from moto import mock_aws\nexcept ImportError:\n    mock_aws = None\nmock_aws()\n", "mock_aws"),
        ("from moto import mock_aws\nfrom old import mock_ssoadmin\nmock_aws()\nmock_ssoadmin()\n", "mock_ssoadmin"),
    ],
)
def test_a_module_in_which_a_name_is_two_things_is_left_as_it_is(source: str, name: str) -> None:
    migrated = migrate(source.encode())
    assert migrated.source.decode() == source
    (note,) = migrated.notes
    assert note.text.startswith(f"{name} is more than one thing")


def test_the_encoding_of_a_module_is_kept() -> None:
    source = "# -*- coding: latin-1 -*-\nfrom moto import mock_aws\nname = 'zoë'\nmock_aws().start()\n".encode(
        "latin-1"
    )
    assert "zoë".encode("latin-1") in migrate(source).source


@pytest.mark.parametrize("source", [b"def", b"x = (", b"\xff\xfe\xff"])
def test_what_is_no_python_is_an_error(source: bytes) -> None:
    with pytest.raises(SourceError, match=r"\w"):
        migrate(source)
