/** Makes and revokes keys as fast as it can, and prints what was acknowledged; meant to be killed. */
import { randomBytes } from "node:crypto";
import { configFromEnvironment, openKeyAdministration } from "../../src/addon";
import { Cipher } from "../../src/addon/store/cipher";
import { openDatabase } from "../../src/addon/store/database";
import { GrantStore } from "../../src/addon/store/grants";

const member = { workspaceId: "w", userId: "ada" };

async function main(): Promise<void> {
  const config = configFromEnvironment(process.env);
  const database = await openDatabase(config.databaseUrl);
  const grants = new GrantStore(database.db, new Cipher(config.encryptionKeys), { now: () => Date.now() });
  await grants.saveUserToken("w", "ada", randomBytes(8).toString("hex"));
  await database.close();
  const keys = await openKeyAdministration(config);
  for (let number = 0; ; number++) {
    const { key } = await keys.create(member, `key ${number}`);
    process.stdout.write(`made ${key.id}\n`);
    if (number % 2 === 1) {
      process.stdout.write(`revoking ${key.id}\n`);
      await keys.revoke(key.id);
      process.stdout.write(`revoked ${key.id}\n`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
