"""How long a failed resource's text may be."""

from __future__ import annotations

import pytest

from tests.center import Center
from tests.plugin.cloudformation.conftest import NewStack
from tests.plugin.cloudformation.test_permission_set import one_set

REFUSED = "Invalid PermissionsPolicy Document {} (Service: SsoAdmin, Status Code: 400)"


def policy_for(length: int) -> str:
    """A policy that is refused with a message of that length, which repeats the policy."""
    return "x" * (length - len(REFUSED.format("")))


@pytest.mark.rule("cloudformation.long-failure-text")
@pytest.mark.parametrize("length", [1025, 4000])
def test_a_longer_message_is_refused_itself(center: Center, new_stack: NewStack, length: int) -> None:
    policy = policy_for(length)
    stack = new_stack(one_set(center, InlinePolicy=policy))
    assert stack.reason == (
        f"1 validation error detected: Value '{REFUSED.format(policy)}' at 'statusMessage' failed to satisfy "
        "constraint: Member must have length less than or equal to 1024"
    )


@pytest.mark.rule("cloudformation.long-failure-text")
def test_a_message_of_1024_characters_is_shown(center: Center, new_stack: NewStack) -> None:
    policy = policy_for(1024)
    stack = new_stack(one_set(center, InlinePolicy=policy))
    assert stack.reason.startswith(f'Resource handler returned message: "{REFUSED.format(policy)}" (RequestToken: ')
