"""What is dropped of sign-ins, on a server that runs for long."""

from __future__ import annotations

from ssoadmin_mock.model.sign_in import (
    LOOKED_AT_FIRST,
    SECONDS_REMEMBERED,
    Authorization,
    Client,
    Session,
    SignIns,
    Token,
)

DAYS = 2 * SECONDS_REMEMBERED


def filled(count: int, expires_at: float, kept: SignIns | None = None) -> SignIns:
    """Sign-ins with something of each kind that expires then, so many times."""
    kept = kept or SignIns()
    for number in range(count):
        name = f"{expires_at}-{number}"
        client = Client(name, "s", "tool", "us-east-1", (), (), (), None, 0, expires_at)
        session = Session(name, "aws", "123456789012", "ssoins-1", "ada", 0, expires_at)
        kept.clients[name] = client
        kept.sessions[name] = kept.contexts[name] = kept.acting[name] = session
        kept.access_tokens[name] = kept.refresh_tokens[name] = Token("t", name, session, "us-east-1", expires_at)
        kept.add_authorization(
            Authorization(name, name, client, "us-east-1", "u", "aws", "123456789012", "ssoins-1", expires_at, 1)
        )
        kept.used_assertions[name.encode()] = expires_at
    return kept


def sizes(kept: SignIns) -> set[int]:
    tables = [value for name, value in vars(kept).items() if not name.startswith("_")]
    assert len(tables) == 9
    return {len(table) for table in tables}


def test_what_expired_long_ago_is_dropped() -> None:
    kept = filled(10, expires_at=DAYS, kept=filled(LOOKED_AT_FIRST, expires_at=0))
    kept.forget_expired(now=SECONDS_REMEMBERED)
    assert sizes(kept) == {10}
    assert set(kept.access_tokens) == {f"{DAYS}-{number}" for number in range(10)}


def test_what_has_just_expired_is_told_apart_from_what_never_was() -> None:
    kept = filled(LOOKED_AT_FIRST, expires_at=1)
    kept.forget_expired(now=SECONDS_REMEMBERED)
    assert sizes(kept) == {LOOKED_AT_FIRST}


def test_it_looks_when_there_is_twice_as_much() -> None:
    kept = filled(LOOKED_AT_FIRST, expires_at=DAYS)
    kept.forget_expired(now=0)
    kept.forget_expired(now=DAYS + SECONDS_REMEMBERED)
    assert sizes(kept) == {LOOKED_AT_FIRST}
    filled(LOOKED_AT_FIRST, expires_at=3 * DAYS, kept=kept)
    kept.forget_expired(now=DAYS + SECONDS_REMEMBERED)
    assert sizes(kept) == {LOOKED_AT_FIRST}
    assert all(key.startswith(f"{3 * DAYS}-") for key in kept.clients)
