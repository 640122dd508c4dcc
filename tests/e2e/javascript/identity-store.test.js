// The client of identitystore, which does not know of ARNs, revisions and the operations on stores yet.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import {
  ConflictException,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DescribeUserCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  IdentitystoreServiceException,
  IsMemberInGroupsCommand,
  paginateListUsers,
  ResourceNotFoundException,
  UpdateUserCommand,
  ValidationException,
} from "@aws-sdk/client-identitystore";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";

const client = new IdentitystoreClient({});
const ENTERPRISE = "aws:identitystore:enterprise";
const UNKNOWN = "11111111-1111-4111-8111-111111111111";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let IdentityStoreId;

beforeEach(async () => {
  const api = `${process.env.AWS_ENDPOINT_URL}/moto-api/ssoadmin`;
  await fetch(`${api}/reset`, { method: "POST", body: JSON.stringify({ organization_instance: true }) });
  ({ Instances: [{ IdentityStoreId }] } = await new SSOAdminClient({}).send(new ListInstancesCommand({})));
});

function createUser(UserName, rest = {}) {
  const user = { UserName, DisplayName: UserName, Name: { GivenName: "Ada", FamilyName: "Lovelace" }, ...rest };
  return client.send(new CreateUserCommand({ IdentityStoreId, ...user }));
}

test("creates, updates and describes a user with documents", async () => {
  const { UserId } = await createUser("ada", { Extensions: { [ENTERPRISE]: { division: "Engines" } } });
  await client.send(
    new UpdateUserCommand({
      IdentityStoreId,
      UserId,
      Operations: [
        { AttributePath: "emails", AttributeValue: [{ value: "ada@example.com", primary: true }] },
        { AttributePath: `${ENTERPRISE}.manager.value`, AttributeValue: "bob" },
      ],
    }),
  );
  const described = await client.send(new DescribeUserCommand({ IdentityStoreId, UserId, Extensions: [ENTERPRISE] }));
  assert.deepEqual(described.Emails, [{ Value: "ada@example.com", Primary: true }]);
  assert.deepEqual(described.Extensions, { [ENTERPRISE]: { division: "Engines", manager: { value: "bob" } } });
  assert.equal(described.UserStatus, "ENABLED");
  assert.ok(described.CreatedAt instanceof Date && described.UpdatedAt >= described.CreatedAt);
});

test("finds a user, and asks whether it is in groups", async () => {
  const { UserId } = await createUser("ada");
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: "userName", AttributeValue: "ada" } };
  assert.equal((await client.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier }))).UserId, UserId);
  const groups = [];
  for (const DisplayName of ["staff", "guests"]) {
    groups.push((await client.send(new CreateGroupCommand({ IdentityStoreId, DisplayName }))).GroupId);
  }
  await client.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: groups[0], MemberId: { UserId } }));
  const { Results } = await client.send(
    new IsMemberInGroupsCommand({ IdentityStoreId, GroupIds: groups, MemberId: { UserId } }),
  );
  assert.deepEqual(Results.map(({ MembershipExists }) => MembershipExists), [true, false]);
});

test("paginates users", async () => {
  for (let number = 0; number < 5; number += 1) {
    await createUser(`user-${number}`);
  }
  const sizes = [];
  for await (const page of paginateListUsers({ client, pageSize: 2 }, { IdentityStoreId })) {
    sizes.push(page.Users.length);
  }
  assert.deepEqual(sizes, [2, 2, 1]);
});

test("throws the classes of errors with their members", async () => {
  await createUser("ada");
  const failures = [
    [new DescribeUserCommand({ IdentityStoreId, UserId: UNKNOWN }), ResourceNotFoundException, { ResourceType: "USER", ResourceId: UNKNOWN }],
    [
      new CreateUserCommand({
        IdentityStoreId,
        UserName: "ada",
        DisplayName: "Ada",
        Name: { GivenName: "Ada", FamilyName: "Lovelace" },
      }),
      ConflictException,
      { Reason: "UNIQUENESS_CONSTRAINT_VIOLATION" },
    ],
    [new DescribeUserCommand({ IdentityStoreId: "nonsense", UserId: UNKNOWN }), ValidationException, {}],
  ];
  for (const [command, errorClass, members] of failures) {
    await assert.rejects(client.send(command), (error) => {
      assert.ok(error instanceof errorClass);
      assert.ok(error instanceof IdentitystoreServiceException);
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.match(error.$metadata.requestId, UUID);
      assert.ok(error.message.length > 0);
      if (errorClass !== ValidationException) {
        assert.equal(error.RequestId, error.$metadata.requestId);
      }
      for (const [name, value] of Object.entries(members)) {
        assert.equal(error[name], value);
      }
      return true;
    });
  }
});
