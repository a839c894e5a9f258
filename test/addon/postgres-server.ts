/** A PostgreSQL server of the test's own, which can be stopped, killed and held. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

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

/** Where PostgreSQL's programs are; null where this machine has none. */
export const postgresFolder = postgresBinaries();

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

/** Ids of the processes whose parent is this one. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ")[1] === String(parent);
      } catch {
        return false;
      }
    })
    .map(Number);
}

export class PostgresServer {
  #process: ChildProcess | undefined;

  private constructor(
    /** Holds socket and data. */
    readonly home: string,
    private readonly owner: { uid?: number; gid?: number },
    private readonly settings: readonly string[],
  ) {}

  /** Makes and starts a server. @param settings more of them, such as `max_connections=20` */
  static async start(settings: readonly string[] = []): Promise<PostgresServer> {
    const home = mkdtempSync(join(tmpdir(), "pumble-iac-db-"));
    const server = new PostgresServer(home, ownerOf(home), settings);
    const init = [
      "-D",
      server.folder,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
    ];
    execFileSync(join(postgresFolder!, "initdb"), init, { ...server.owner, cwd: home, stdio: "pipe" });
    await server.up();
    return server;
  }

  /** Where its data is, to look for secrets in it. */
  get folder(): string {
    return join(this.home, "data");
  }

  get url(): string {
    return `postgres://postgres@localhost/postgres?host=${encodeURIComponent(this.home)}`;
  }

  /** Its Unix socket. */
  get socket(): string {
    return join(this.home, ".s.PGSQL.5432");
  }

  async up(): Promise<void> {
    const settings = ["listen_addresses=", `unix_socket_directories=${this.home}`, "shared_buffers=16MB"];
    const given = [...settings, "fsync=off", ...this.settings].flatMap((setting) => ["-c", setting]);
    const options = { ...this.owner, cwd: this.home, stdio: ["ignore", "ignore", "pipe"] as const };
    const started = spawn(join(postgresFolder!, "postgres"), ["-D", this.folder, ...given], {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = started;
    await new Promise<void>((resolve, reject) => {
      let output = "";
      started.stderr.on("data", (chunk) => {
        output = (output + chunk).slice(-10_000);
        if (output.includes("ready to accept connections")) resolve();
      });
      started.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${output}`)));
    });
  }

  /** SIGINT ends it the fast way, SIGQUIT and SIGKILL without tidying up. */
  async down(signal: "SIGINT" | "SIGQUIT" | "SIGKILL"): Promise<void> {
    const ending = this.#process!;
    const children = signal === "SIGKILL" ? childrenOf(ending.pid!) : [];
    const exited = once(ending, "exit");
    ending.kill(signal);
    for (const child of children) process.kill(child, "SIGKILL");
    await exited;
  }

  /** Nothing of it runs until `release`. */
  hold(): void {
    const { pid } = this.#process!;
    for (const held of [pid!, ...childrenOf(pid!)]) process.kill(held, "SIGSTOP");
  }

  release(): void {
    const { pid } = this.#process!;
    for (const held of [...childrenOf(pid!), pid!]) process.kill(held, "SIGCONT");
  }

  async stop(): Promise<void> {
    await this.down("SIGQUIT");
    rmSync(this.home, { recursive: true, force: true });
  }
}
