/**
 * The addon as it is shipped, with one member and one key in an SQLite store of its own. Arguments: the platform's URL
 * and a folder. Prints its port, and the key.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { configFromEnvironment, openKeyAdministration, startAddon } from "../../src/addon";
import { Cipher } from "../../src/addon/store/cipher";
import { openDatabase } from "../../src/addon/store/database";
import { GrantStore } from "../../src/addon/store/grants";

const id = "0123456789abcdef01234567";

async function main([platformUrl, folder]: readonly string[]): Promise<void> {
  const config = configFromEnvironment({
    PUMBLE_API_URL: platformUrl,
    PUMBLE_APP_ID: "-",
    PUMBLE_APP_KEY: "key",
    PUMBLE_APP_CLIENT_SECRET: "-",
    PUMBLE_APP_SIGNING_SECRET: "-",
    PUMBLE_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    DATABASE_URL: join(folder!, `${randomBytes(4).toString("hex")}.sqlite`),
    // Counted as ever, but never reached.
    PUMBLE_ADDON_LIMIT_PER_KEY: "1000000",
    PUMBLE_ADDON_LIMIT_PER_WORKSPACE: "1000000",
  });
  const database = await openDatabase(config.databaseUrl);
  const clock = { now: () => Date.now() };
  await new GrantStore(database.db, new Cipher(config.encryptionKeys), clock).saveUserToken(id, id, "token");
  await database.close();
  const keys = await openKeyAdministration(config);
  const { text } = await keys.create({ workspaceId: id, userId: id }, "benchmark");
  await keys.close();
  const { url } = await startAddon({ port: 0, configure: () => config });
  console.log(`${new URL(url).port} ${text}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
