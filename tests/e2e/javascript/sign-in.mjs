// What the JavaScript SDK's providers make of the profile that the environment names: a token and credentials.

import { fromSSO } from "@aws-sdk/credential-provider-sso";
import { fromSso } from "@aws-sdk/token-providers";

async function outcome(provide) {
  try {
    return await provide();
  } catch (error) {
    return { error: error.name, message: error.message };
  }
}

// One after the other: the second would refresh the same token as the first.
const token = await outcome(fromSso());
const credentials = await outcome(fromSSO());
console.log(JSON.stringify({ token, credentials }));
