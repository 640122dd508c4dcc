"""What it costs to take the whole state and put it back, compared with loading it: ``python -m benchmarks.state``."""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import Any

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.controls import loaded_worlds

ROUNDS = 9
TESTS = 200


def world(accounts: int = 200, sets: int = 40, assignments: int = 2_000, users: int = 500) -> dict[str, Any]:
    """Return an organization with assignments of single users, spread over its accounts and permission sets."""
    return {
        "organization": {"accounts": {f"account-{n}": f"{200_000_000_000 + n}" for n in range(accounts)}},
        "users": {f"user-{n}": None for n in range(users)},
        "permission_sets": {f"set-{n}": {"managed_policies": ["ReadOnlyAccess"]} for n in range(sets)},
        "assignments": [
            {
                "permission_set": f"set-{(7 * n + n // accounts) % sets}",
                "users": [f"user-{n % users}"],
                "accounts": [f"account-{n % accounts}"],
            }
            for n in range(assignments)
        ],
    }


def once(document: dict[str, Any]) -> tuple[float, float, float]:
    """Return the seconds of the processor that loading, taking and putting back took."""
    with mock_ssoadmin() as idc:
        times = [process_time()]
        idc.load(document)
        times.append(process_time())
        snapshot = idc.snapshot()
        times.append(process_time())
        idc.restore(snapshot)
        times.append(process_time())
    return times[1] - times[0], times[2] - times[1], times[3] - times[2]


def suite(document: dict[str, Any], tests: int, is_kept: bool) -> float:
    """Return the seconds that tests take which begin with a world, kept or loaded by each of them."""
    mock = mock_ssoadmin(world=document)
    start = process_time()
    for _ in range(tests):
        with mock as idc:
            idc.user("user-1")
        if not is_kept:
            loaded_worlds.forget()
    return process_time() - start


def main() -> None:
    document = world()
    once(document)
    loading, taking, restoring = (median(times) for times in zip(*(once(document) for _ in range(ROUNDS)), strict=True))
    print(f"load {loading * 1e3:.1f} ms, snapshot {taking * 1e3:.1f} ms, restore {restoring * 1e3:.1f} ms")
    print(f"snapshot {taking / loading:.3f}, restore {restoring / loading:.3f} of loading")
    loaded, kept = suite(document, TESTS // 10, is_kept=False) * 10, suite(document, TESTS, is_kept=True)
    print(f"{TESTS} tests: {loaded:.1f} s when each loads it, {kept:.1f} s when it is put back, {kept / loaded:.3f}")


if __name__ == "__main__":
    main()
