"""The benchmarks measure what they say; how long it takes is nobody's business here."""

from __future__ import annotations

import pytest

from benchmarks import directory, imports, in_turns, one_call, one_test, scale
from benchmarks.organization import FULL, SMALLEST, sets_of
from benchmarks.run import api_name, environment, table
from benchmarks.timing import interleaved
from ssoadmin_mock import IdentityCenter, mock_ssoadmin, ssoadmin_backends


def test_samples_are_taken_in_turns_and_the_first_ones_do_not_count() -> None:
    turns: list[str] = []
    seconds = {"a": iter([9.0, 1.0, 2.0, 30.0]), "b": iter([9.0, 5.0, 5.0, 5.0])}

    def sample(name: str) -> float:
        turns.append(name)
        return next(seconds[name])

    medians = interleaved({"a": lambda: sample("a"), "b": lambda: sample("b")}, rounds=3, warm_up=1)
    assert medians == {"a": 2.0, "b": 5.0}
    assert turns == ["a", "b"] * 4


def test_both_mocks_run_a_whole_test() -> None:
    assert one_test.measure(one_test.whole_test, rounds=1, tests=1).keys() == {"moto", "ours"}
    assert one_test.measure(one_test.enter_and_leave, rounds=1, tests=1).keys() == {"moto", "ours"}


def test_both_mocks_and_botocore_alone_run_a_typical_test() -> None:
    assert min(one_test.measure_typical(rounds=1, tests=1).values()) > 0


def test_a_call_is_answered_by_both_mocks_and_their_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_call, "CALLS", 2)
    for operation in one_call.MEASURED:
        assert min(one_call.measure(operation, rounds=1).values()) > 0


def test_a_decorated_class_runs_all_its_tests_under_both_mocks() -> None:
    assert one_test.measure_suite(3).keys() == {"moto", "ours"}


def test_the_client_fixture_is_measured_against_a_whole_test() -> None:
    assert min(one_test.measure_fixture(rounds=1, tests=1).values()) > 0


def test_pytest_is_measured_with_the_plugin_and_without() -> None:
    assert min(imports.measure_plugin(rounds=1).values()) > 0


def test_operations_are_shown_as_the_api_names_them() -> None:
    assert api_name("get_inline_policy_for_permission_set") == "GetInlinePolicyForPermissionSet"


def test_an_import_is_measured_in_a_process_of_its_own() -> None:
    assert imports.imported("import ssoadmin_mock")() > 0
    assert imports.STATEMENTS["ours"] == "import ssoadmin_mock"


def test_the_table_holds_ratios() -> None:
    assert list(table([("one", "other", 0.003, 0.002)]))[-1] == "| one | other | 1.50 | 3.000 | 2.000 |"
    assert "moto 5." in environment()


def test_a_world_has_its_size_and_answers_every_call_that_is_measured() -> None:
    with mock_ssoadmin() as idc:
        calls = scale.World(idc, SMALLEST).calls()
        for call in calls.values():
            call()
        backend = next(iter(ssoadmin_backends.values()))["aws"]
        assert backend.instance is not None
        # One of the calls is for one more, and one for one less.
        assert len(backend.instance.account_assignments) == SMALLEST.assignments == 200
        assert len(backend.instance.provisioned) == SMALLEST.provisioned


def test_a_large_identity_store_answers_every_call_that_is_measured_again_and_again() -> None:
    with mock_ssoadmin() as idc:
        calls = directory.World(idc, directory.SMALL).calls()
        backend = next(iter(ssoadmin_backends.values()))["aws"]
        assert backend.instance is not None
        store = backend.instance.identity_store
        before = (len(store.users), len(store.groups), len(store.memberships))
        assert before == (200, 100, 200 + 99)
        for _ in range(2):
            for call in calls.values():
                call()
        # What is made is deleted again.
        assert (len(store.users), len(store.groups), len(store.memberships)) == before


def test_a_world_that_fails_ends_the_benchmark(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EOFError):
        list(in_turns.measure(failing, (1, 2), rounds=1))
    assert "no such world" in capfd.readouterr().err


def failing(_: IdentityCenter, size: int) -> in_turns.World:
    raise ValueError(f"no such world: {size}")


def test_the_largest_world_is_as_large_as_it_is_said_to_be() -> None:
    assert FULL.assignments == 1_000_000
    assert all(len(set(sets_of(FULL, account))) == FULL.sets_per_account for account in (0, 1, 6_999))


def test_the_memory_of_assignments_is_told_apart_from_that_of_roles_and_of_requests() -> None:
    one, both, request = scale.memory(SMALLEST)
    assert "an assignment takes" in one
    assert "for each assignment" in both
    assert "the status of a request" in request


def test_reading_is_measured_for_both_formats() -> None:
    assert ["json" in line for line in scale.formats(SMALLEST)] == [True, False]
