/** Real databases for tests: an SQLite file, and a PostgreSQL server of the test's own when the machine has one. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A database made for one test file. */
export interface TestDatabase {
  url: string;
  /** Where its files are, to look for secrets in them. */
  folder: string;
  stop(): Promise<void>;
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "pumble-iac-db-"));
}

/** A new SQLite file in a folder of its own. */
export async function startSqlite(): Promise<TestDatabase> {
  const folder = temporaryFolder();
  return {
    url: join(folder, "addon.sqlite"),
    folder,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Folder with `initdb` and `postgres`, or null. Debian keeps them off the PATH. */
function postgresBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, "bin"))
    : [];
  const folders = [...versions.reverse(), ...(process.env.PATH ?? "").split(delimiter)];
  return (
    folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres"))) ??
    null
  );
}

/** PostgreSQL refuses to run as root: then it runs as another user of the machine. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const uid = Number(execFileSync("id", ["-u", name], { stdio: ["ignore", "pipe", "ignore"] }));
      const gid = Number(execFileSync("id", ["-g", name], { stdio: ["ignore", "pipe", "ignore"] }));
      chownSync(folder, uid, gid);
      return { uid, gid };
    } catch {}
  }
  return {};
}

async function startServer(binaries: string): Promise<TestDatabase> {
  const folder = temporaryFolder();
  const owner = { ...ownerOf(folder), cwd: folder };
  const data = join(folder, "data");
  const init = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(binaries, "initdb"), init, { ...owner, stdio: "pipe" });
  const settings = [
    "listen_addresses=",
    `unix_socket_directories=${folder}`,
    "fsync=off",
    "shared_buffers=16MB",
  ];
  const server = spawn(
    join(binaries, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...owner, stdio: ["ignore", "ignore", "pipe"] },
  );
  const exited = once(server, "exit");
  await new Promise<void>((resolve, reject) => {
    let output = "";
    server.stderr.on("data", (chunk) => {
      output += chunk;
      if (output.includes("ready to accept connections")) resolve();
    });
    exited.then(() => reject(new Error(`PostgreSQL did not start:\n${output}`)));
  });
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    folder: data,
    stop: async () => {
      server.kill("SIGQUIT");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const binaries = postgresBinaries();
if (!binaries) console.warn("SKIPPED: tests on PostgreSQL, for this machine has no initdb and postgres.");

/** Starts a PostgreSQL server of the test's own; null where this machine has none. */
export const startPostgres = binaries ? () => startServer(binaries) : null;

/** Every kind of database that this machine can run, by name. */
export const databases: Record<string, () => Promise<TestDatabase>> = {
  SQLite: startSqlite,
  ...(startPostgres ? { PostgreSQL: startPostgres } : {}),
};
