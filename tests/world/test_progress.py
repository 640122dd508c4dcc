"""The progress bar."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from itertools import pairwise
from time import sleep

import pytest

from ssoadmin_mock import capture, mock_ssoadmin
from ssoadmin_mock.world.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# tqdm draws no more often than people can read.
SECONDS_BETWEEN_LOOKS = 0.11


def run(stream: io.StringIO, pause: float = 0) -> str:
    with Progress("Loading", stream) as bar:
        for _ in bar.each("ab"):
            sleep(pause)
        for _ in bar.each([1, 2]):
            sleep(pause)
    return stream.getvalue()


def test_it_yields_what_it_is_given() -> None:
    with Progress("Loading", Terminal()) as bar:
        assert list(bar.each("ab")) == ["a", "b"]


def test_a_terminal_shows_how_far_it_is_and_nothing_at_the_end() -> None:
    shown = run(Terminal(), SECONDS_BETWEEN_LOOKS).split("\r")
    assert any(line.startswith("Loading:  50%|") and "| 1/2 [" in line for line in shown)
    assert any(line.startswith("Loading: 100%|") and "| 4/4 [" in line for line in shown)
    assert shown[-2].strip() == shown[-1] == ""


def test_nothing_is_written_to_anything_else() -> None:
    assert run(io.StringIO(), SECONDS_BETWEEN_LOOKS) == ""


def test_it_goes_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with Progress("Loading"):
        pass
    assert (out.getvalue(), "Loading" in err.getvalue()) == ("", True)


def test_it_starts_no_thread() -> None:
    threads = threading.active_count()
    run(Terminal())
    assert threading.active_count() == threads


def test_without_a_terminal_tqdm_is_not_loaded() -> None:
    code = (
        "import sys; from ssoadmin_mock.world.progress import Progress; list(Progress('Loading').each('ab')); "
        "sys.exit('tqdm' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def shown_while_capturing(world: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """How many calls were done, and how many there were to do, after each call of a capture."""
    seen = []
    step = Progress.step

    def noted(self: Progress) -> None:
        step(self)
        seen.append((self._done, self._total))

    with mock_ssoadmin(world=world) as idc:
        monkeypatch.setattr(Progress, "step", noted)
        capture(idc.session(account_id="123456789012", region_name="us-east-1"))
    return seen


def test_a_capture_soon_knows_how_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = [f"dev-{number}" for number in range(5)]
    world: dict[str, object] = {
        "organization": {"accounts": dict.fromkeys(accounts), "organizational_units": {"Lab": None}},
        "users": {"ada": None},
        "groups": {"staff": None},
        "permission_sets": {"Admin": None, "Reader": None},
        "assignments": [{"permission_set": name, "users": "ada", "accounts": accounts} for name in ("Admin", "Reader")],
        "applications": {"app": None},
    }
    seen = shown_while_capturing(world, monkeypatch)
    done, total = seen[-1]
    assert done == total
    # After the outline, most of it is known.
    outlined = next(later for earlier, later in pairwise(seen) if later[1] - earlier[1] > 5)
    assert outlined[0] < total / 3
    assert seen[len(seen) // 3][1] > total * 0.6
