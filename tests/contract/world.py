"""A small world with one of everything, for tests that make up their calls as they go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.config import Config

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.conftest import MANAGEMENT
from tests.contract.contract import Things, boto3_services, contract_of

CUSTOM = "arn:aws:sso::aws:applicationProvider/custom"
ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess"


@dataclass
class World:
    """An organization with its instance, two member accounts, two users in a group, and an account instance elsewhere.

    :param endpoint: what clients take in addition, ``{"endpoint_url": ...}``.
    """

    idc: IdentityCenter
    endpoint: dict[str, str]
    clients: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        organizations = self.client("organizations")
        organizations.create_organization(FeatureSet="ALL")
        self.members = [
            organizations.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"][
                "AccountId"
            ]
            for name in ("dev", "prod")
        ]
        instance = self.idc.enable_organization_instance()
        self.instance_arn, self.store_id = instance.arn, instance.identity_store_id
        self.users = [self._create_user(name) for name in ("jane", "john")]
        self.group = self._in_store("create_group", DisplayName="admins")["GroupId"]
        self._in_store("create_group_membership", GroupId=self.group, MemberId={"UserId": self.users[0]})

    def client(self, service: str = "sso-admin", account_id: str = MANAGEMENT, region_name: str = "us-east-1") -> Any:
        """Return a client that does not check parameters itself."""
        key = (service, account_id, region_name)
        if key not in self.clients:
            config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
            session = self.idc.session(account_id=account_id)
            self.clients[key] = session.client(service, region_name=region_name, config=config, **self.endpoint)
        return self.clients[key]

    def _in_store(self, operation: str, **params: Any) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(self.client("identitystore"), operation)(
            IdentityStoreId=self.store_id, **params
        )
        return answer

    def _create_user(self, name: str) -> str:
        names = {"GivenName": name, "FamilyName": "Doe"}
        return str(self._in_store("create_user", UserName=name, DisplayName=name, Name=names)["UserId"])


@contextmanager
def new_world(endpoint: dict[str, str] | None = None, **settings: Any) -> Iterator[World]:
    """Make a world, and the mock around it.

    :param settings: of `mock_ssoadmin`.
    """
    with mock_ssoadmin(**settings) as idc:
        yield World(idc, endpoint or {})


def everything(world: World) -> dict[str, Things]:
    """Make something of all that requests can name, and return it by the name of the API."""
    return {service.name: contract_of(service).things(world) for service in boto3_services()}
