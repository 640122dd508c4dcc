"""``moto.mock_aws = mock_ssoadmin`` in a conftest, before the first mock: every mock of the suite is then ours."""

from __future__ import annotations

import subprocess
import sys

SUITE = """
import moto
from ssoadmin_mock import mock_ssoadmin

moto.mock_aws = mock_ssoadmin

import asyncio, os, unittest
import boto3
from moto import mock_aws


def is_ours():
    sso = boto3.client("sso-admin", region_name="us-east-1")
    return sso.list_instances()["Instances"] == []  # moto's own makes one


@mock_aws
def bare():
    return is_ours()


@mock_aws(config={"core": {"mock_credentials": True}})
def configured():
    return is_ours()


@moto.mock_aws()
async def coroutine():
    return is_ours()


@mock_aws
class Tests(unittest.TestCase):
    def setUp(self):
        self.seen = is_ours()

    def test_it(self):
        assert self.seen and is_ours()


os.environ["AWS_ACCESS_KEY_ID"] = "AKIAREAL"
assert bare() and configured() and asyncio.run(coroutine())
with mock_aws(), mock_aws():
    assert is_ours()
mock = mock_aws()
mock.start()
assert is_ours()
mock.stop()
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Tests).run(result)
assert result.testsRun == 1 and result.wasSuccessful(), result
assert os.environ["AWS_ACCESS_KEY_ID"] == "AKIAREAL"
assert moto.mock_aws is mock_ssoadmin
"""


def test_every_mock_of_a_suite_can_be_ours() -> None:
    done = subprocess.run([sys.executable, "-c", SUITE], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
