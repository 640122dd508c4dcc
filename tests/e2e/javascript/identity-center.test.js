// The AWS SDK for JavaScript against a running server, with nothing but the environment that the server printed.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import {
  AccessDeniedException,
  CreateApplicationCommand,
  CreateInstanceCommand,
  CreatePermissionSetCommand,
  DescribeInstanceCommand,
  DescribePermissionSetCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  paginateListPermissionSets,
  ResourceNotFoundException,
  SSOAdminClient,
  SSOAdminServiceException,
  TagResourceCommand,
  ValidationException,
} from "@aws-sdk/client-sso-admin";

const client = new SSOAdminClient({});
const CUSTOM = "arn:aws:sso::aws:applicationProvider/custom";

let InstanceArn;

beforeEach(async () => {
  const api = `${process.env.AWS_ENDPOINT_URL}/moto-api/ssoadmin`;
  await fetch(`${api}/reset`, { method: "POST", body: JSON.stringify({ organization_instance: true }) });
  ({ Instances: [{ InstanceArn }] } = await client.send(new ListInstancesCommand({})));
});

function createPermissionSet(Name, rest = {}) {
  return client.send(new CreatePermissionSetCommand({ InstanceArn, Name, ...rest }));
}

test("creates and describes", async () => {
  const { PermissionSet: created } = await createPermissionSet("Admin", { SessionDuration: "PT2H" });
  const described = await client.send(
    new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn: created.PermissionSetArn }),
  );
  assert.deepEqual(described.PermissionSet, created);
  assert.equal(created.SessionDuration, "PT2H");
});

test("gives dates as dates", async () => {
  const before = Date.now();
  const { PermissionSet: { CreatedDate } } = await createPermissionSet("Dated");
  const { CreatedDate: instanceDate } = await client.send(new DescribeInstanceCommand({ InstanceArn }));
  for (const date of [CreatedDate, instanceDate]) {
    assert.ok(date instanceof Date);
    assert.ok(Math.abs(date.getTime() - before) < 60_000);
  }
});

test("paginates", async () => {
  const created = [];
  for (let number = 0; number < 5; number += 1) {
    const { PermissionSet } = await createPermissionSet(`set-${number}`);
    created.push(PermissionSet.PermissionSetArn);
  }
  const pages = [];
  for await (const page of paginateListPermissionSets({ client, pageSize: 2 }, { InstanceArn })) {
    pages.push(page.PermissionSets);
  }
  assert.deepEqual(pages.map((page) => page.length), [2, 2, 1]);
  assert.deepEqual(pages.flat(), created);
});

test("throws the classes of the service's errors", async () => {
  const missing = `${InstanceArn.replace("instance/", "permissionSet/")}/ps-0123456789abcdef`;
  const elsewhere = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
  const failures = [
    [new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn: missing }), ResourceNotFoundException],
    [new DescribeInstanceCommand({ InstanceArn: elsewhere }), AccessDeniedException],
    [new CreateInstanceCommand({}), ValidationException],
  ];
  for (const [command, errorClass] of failures) {
    await assert.rejects(client.send(command), (error) => {
      assert.ok(error instanceof errorClass);
      assert.ok(error instanceof SSOAdminServiceException);
      assert.equal(error.name, errorClass.name);
      assert.equal(error.$fault, "client");
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.ok(error.$metadata.requestId);
      assert.ok(error.message.length > 0);
      return true;
    });
  }
});

test("repeats an answer for the same client token", async () => {
  const application = {
    InstanceArn,
    ApplicationProviderArn: CUSTOM,
    Name: "wiki",
    ClientToken: "9a6f0a4e-1111-4222-8333-444455556666",
  };
  const first = await client.send(new CreateApplicationCommand(application));
  const again = await client.send(new CreateApplicationCommand(application));
  assert.equal(again.ApplicationArn, first.ApplicationArn);
  // The client makes up a token of its own where none is given.
  await client.send(new CreateApplicationCommand({ InstanceArn, ApplicationProviderArn: CUSTOM, Name: "intranet" }));
  const { Applications } = await client.send(new ListApplicationsCommand({ InstanceArn }));
  assert.deepEqual(Applications.map(({ Name }) => Name), ["wiki", "intranet"]);
});

test("takes answers without content", async () => {
  const tagged = await client.send(
    new TagResourceCommand({ InstanceArn, ResourceArn: InstanceArn, Tags: [{ Key: "team", Value: "platform" }] }),
  );
  assert.deepEqual(Object.keys(tagged), ["$metadata"]);
});
