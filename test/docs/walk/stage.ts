/** The local workspace and addon that all pages share: `pumble dev` of the packed package, as it was seeded for each. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { act, control } from "../../support/control";
import type { Ground } from "./ground";

interface Addresses {
  controlUrl: string;
  controlToken: string;
  addonUrl: string;
  apiKey: string;
}

export class DocStage {
  private constructor(
    private readonly process: ChildProcess,
    private readonly at: Addresses,
  ) {}

  static async start({ folder, env }: Ground): Promise<DocStage> {
    const command = join(folder, "node_modules/pumble-iac/dist/bin/pumble.js");
    const child = spawn(process.execPath, [command, "dev", "--port", "0", "--json"], {
      cwd: folder,
      env: { ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    return new DocStage(child, JSON.parse(line) as Addresses);
  }

  /** What a person has exported by the time that a page takes it for granted. */
  get env(): Record<string, string> {
    const { controlUrl, controlToken, addonUrl, apiKey } = this.at;
    return {
      ...{ PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: addonUrl },
      ...{ CONTROL_URL: controlUrl, CONTROL_TOKEN: controlToken },
    };
  }

  /** Everything that a page made is gone again. */
  async reset(): Promise<void> {
    await control(this.at, "POST", "/reset");
  }

  /** Types a slash command, as the first member. */
  async type(text: string): Promise<void> {
    await act(this.at, "ada@example.com", "slash_command", { channel: "general", text });
  }

  async close(): Promise<void> {
    const gone = once(this.process, "exit");
    this.process.kill("SIGTERM");
    await gone;
  }
}
