"""``python -m tests.mutation``, in the root of the repository: says which changes no test notices."""

from __future__ import annotations

import os
import random
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterator

from tests.mutation.explained import reason
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.suites import GROUPS, modules, suite_of
from tests.mutation.trial import end_children, load_libraries, start, survived

SECONDS = 300
"""After how many a trial ends by itself. The slowest takes a tenth on a busy machine."""


def main() -> int:
    """Try the mutants that the arguments ask for.

    :returns: 0 when each was noticed or is explained, otherwise 1.
    """
    arguments = _arguments()
    chosen = _chosen(arguments)
    load_libraries()
    _check_unchanged({mutant.path for mutant in chosen}, arguments.jobs)
    alive = {mutant for mutant, lives in _tried(chosen, arguments.jobs) if lives}
    known = {mutant for mutant in alive if reason(mutant)}
    noticed = len(chosen) - len(alive)
    print(f"{len(chosen)} mutants, {noticed} noticed, {len(known)} explained, {len(alive - known)} not noticed.")
    return 1 if alive - known else 0


def _arguments() -> Namespace:
    parser = ArgumentParser(
        prog="python -m tests.mutation", description="Change the package, and see what tests notice."
    )
    names = f"modules to change, or groups of them ({', '.join(GROUPS)}); without any, all"
    parser.add_argument("names", nargs="*", help=names)
    parser.add_argument("--sample", type=int, help="how many mutants to try; without it, all")
    parser.add_argument("--seed", type=int, default=1, help="of the choice of the sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many to try at a time")
    return parser.parse_args()


def _chosen(arguments: Namespace) -> list[Mutant]:
    mutants = [mutant for name in arguments.names or GROUPS for path in _modules(name) for mutant in mutants_of(path)]
    print(f"{len(mutants)} mutants", end="", flush=True)
    if arguments.sample is not None and arguments.sample < len(mutants):
        mutants = random.Random(arguments.seed).sample(mutants, arguments.sample)
        print(f", of which {len(mutants)}, chosen with the seed {arguments.seed}", end="")
    print()
    return mutants


def _modules(name: str) -> list[str]:
    return modules(name) if name in GROUPS else [name]


def _check_unchanged(paths: Collection[str], jobs: int) -> None:
    """Check that the tests pass on the modules as they are; otherwise they would notice anything."""
    one_of_each_suite = {tuple(suite_of(path)): path for path in sorted(paths, reverse=True)}
    unchanged = [Mutant.unchanged(path) for path in sorted(one_of_each_suite.values())]
    failing = [mutant.path for mutant, lives in _tried(unchanged, jobs) if not lives]
    if failing:
        raise SystemExit(f"The tests fail without any change: {', '.join(failing)}.")


def _tried(mutants: Collection[Mutant], jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Try mutants, and give each with whether it lives, in the order in which they end."""
    running: dict[int, Mutant] = {}
    for number, mutant in enumerate(mutants, start=1):
        if len(running) == jobs:
            yield _ended(running, f"{number - jobs}/{len(mutants)}")
        running[start(mutant.path, mutant.source, suite_of(mutant.path), SECONDS)] = mutant
    while running:
        yield _ended(running, f"{len(mutants) - len(running) + 1}/{len(mutants)}")


def _ended(running: dict[int, Mutant], progress: str) -> tuple[Mutant, bool]:
    process, status = os.wait()
    end_children(process)
    mutant = running.pop(process)
    lives = survived(status)
    if lives and mutant.operator:
        print(f"[{progress}] {mutant}\n  {reason(mutant) or 'not noticed'}", flush=True)
    return mutant, lives


if __name__ == "__main__":
    sys.exit(main())
