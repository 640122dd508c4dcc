"""What a user can choose about the mock's behaviour, in one place: moto's configuration under ``ssoadmin``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypedDict, cast

from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.model.quotas import DEFAULT_QUOTAS
from ssoadmin_mock.services.arguments import Natural, check, check_names, hints_of
from ssoadmin_mock.services.regions import DEFAULT_REGION, check_region

Level = Literal["verified", "observed", "documented", "client", "inferred"]
"""How well a behaviour is known, the best first: held against AWS by somebody, or as
:class:`~ssoadmin_mock.wire.rules.Evidence` has it."""


@dataclass(frozen=True)
class Settings:
    """The choices. Each is an argument of `mock_ssoadmin` and a key of ``mock_aws(config={"ssoadmin": {...}})``.

    :param allow_member_instances: whether member accounts of an organization may create account instances, as the
        management account of a real organization decides.
    :param allow_authorization_code: whether applications of the ``custom`` provider accept the authorization_code
        grant. The real service refused it in both public observations, while Terraform's tests expect it to work.
    :param allow_filters: whether ListUsers and ListGroups of identitystore take Filters, as they did for years. The
        service refuses them today, and so does False.
    :param access_scopes: access scopes that exist besides those of ``data/access_scopes.json``: AWS publishes no
        complete list, and adds to it.
    :param auto_sign_in: the user, by user name or UserId, who approves every sign-in at once; without it a sign-in
        waits for somebody who approves or denies it.
    :param enforce_polling_interval: whether CreateToken of sso-oidc refuses a device that asks more often than the
        interval says, as the service does; tests do not like to wait.
    :param evidence: what an answer has to rest on at least: ``verified``, ``observed``, ``documented``, ``client`` or
        ``inferred``. A call whose answer is decided by a rule of which less is known fails with an AssertionError that
        names the rule; where the rule is one of several that the operation has, it is a warning.
    :param moto_defaults: whether to begin as moto's own sso-admin does: each account has an instance, any instance's
        ARN is taken for the caller's, principals and target accounts need not exist, and assignments are done when
        they are answered. It is for tests that were written for moto.
    :param quotas: quotas to change, by the names in :data:`~ssoadmin_mock.model.quotas.DEFAULT_QUOTAS`.
    :param strict_faults: whether a fault that has hit no call fails the test that declared it, or the block or function
        of the mock, at its end.
    """

    allow_member_instances: bool = True
    allow_authorization_code: bool = False
    allow_filters: bool = True
    access_scopes: Collection[str] = ()
    auto_sign_in: str | None = None
    enforce_polling_interval: bool = False
    evidence: Level | None = None
    moto_defaults: bool = False
    quotas: Mapping[str, Natural] = field(default_factory=dict)
    strict_faults: bool = False

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Settings:
        """Read the settings out of a configuration.

        :raises ValueError: for a setting or a quota that does not exist, or a value that it does not take.
        """
        check(NAMESPACE, config, Mapping[str, Any])
        hints = hints_of(cls)  # type: ignore[arg-type]  # mypy takes a class's __hash__ for its instances'
        check_names(f"{NAMESPACE} setting", config, hints)
        for name, value in config.items():
            check(name, value, hints[name])
        check_names(f"{NAMESPACE} quota", config.get("quotas", {}), DEFAULT_QUOTAS)
        return cls(**config)

    def quota(self, name: str) -> int:
        """Return the quota with this name."""
        return self.quotas.get(name, DEFAULT_QUOTAS[name])


class SettingsArguments(TypedDict, total=False):
    """The fields of `Settings` as keyword arguments, for type checkers."""

    allow_member_instances: bool
    allow_authorization_code: bool
    allow_filters: bool
    access_scopes: Collection[str]
    auto_sign_in: str | None
    enforce_polling_interval: bool
    evidence: Level | None
    moto_defaults: bool
    quotas: Mapping[str, Natural]
    strict_faults: bool


def region_of(organization_instance: bool | str) -> str:
    """Return the Region that the argument ``organization_instance`` asks for: its name, or True for the default.

    :raises ValueError: for anything else, and for a Region that does not exist.
    """
    name = "organization_instance"
    check(name, organization_instance, bool | str)
    if isinstance(organization_instance, bool):
        return DEFAULT_REGION
    check_region(name, organization_instance)
    return organization_instance


# Those of `install`, in the order of its calls.
_installed: list[dict[str, Any]] = []


def add_installed(settings: dict[str, Any]) -> None:
    """Let settings hold for every mock that says nothing else, until they are removed.

    :raises ValueError: for a setting that does not exist, or a value that it does not take.
    """
    Settings.from_config(settings)
    _installed.append(settings)


def remove_installed() -> None:
    """Remove the settings that were added last, if there are any."""
    if _installed:
        _installed.pop()


def installed() -> dict[str, Any]:
    """Return the settings that hold for every mock that says nothing else."""
    return {name: value for settings in _installed for name, value in settings.items()}


def current() -> Settings:
    """Return the settings of the mock that is active."""
    config = _configuration().get(NAMESPACE)
    if not (config or _installed):
        return _DEFAULTS
    check(NAMESPACE, config, Mapping[str, Any] | None)
    return Settings.from_config(installed() | dict(config or {}))


@cache
def _configuration() -> dict[str, Any]:
    """Return moto's configuration, which is one dictionary that moto changes. Settings alone do not need moto."""
    from moto.core.config import default_user_config

    return cast(dict[str, Any], default_user_config)


_DEFAULTS = Settings(quotas=MappingProxyType({}))
