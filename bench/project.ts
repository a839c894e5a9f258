import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv } from "./clean-env";
import type { ProviderPackage } from "./package";
import { run } from "./timing";

export interface ProjectOptions {
  /** The configuration's folder; removed by the caller. */
  readonly folder: string;
  /** How many objects there are. */
  readonly objects: number;
  /** Makes the objects; without, they are Terraform's own `terraform_data`. */
  readonly provider?: { readonly package: ProviderPackage; readonly mirror: string };
}

/**
 * A configuration with many objects of one kind, each in a block of its own as CDKTF writes them, and Terraform run on it.
 */
export class Project {
  private constructor(private readonly folder: string) {}

  /** Writes the configuration and runs `init`. */
  static async create({ folder, objects, provider }: ProjectOptions): Promise<Project> {
    mkdirSync(folder, { recursive: true });
    const type = provider ? `${provider.package.address.type}_thing` : "terraform_data";
    const configuration = [
      ...(provider ? [requirement(provider.package)] : []),
      ...Array.from(
        { length: objects },
        (_, index) => `resource "${type}" "some_${index}" {\n  input = "value ${index}"\n}\n`,
      ),
    ];
    writeFileSync(join(folder, "main.tf"), configuration.join("\n"));
    const project = new Project(folder);
    await project.terraform("init", ...(provider ? [`-plugin-dir=${provider.mirror}`] : []));
    return project;
  }

  async validate(): Promise<void> {
    await this.terraform("validate");
  }

  async plan(): Promise<void> {
    await this.terraform("plan", "-input=false");
  }

  async apply(): Promise<void> {
    await this.terraform("apply", "-input=false", "-auto-approve");
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-input=false", "-auto-approve");
  }

  private async terraform(command: string, ...args: readonly string[]): Promise<void> {
    const env = cleanEnv(this.folder);
    await run("terraform", [command, "-no-color", ...args], { cwd: this.folder, env });
  }
}

function requirement({ address, version }: ProviderPackage): string {
  const { host, namespace, type } = address;
  const source = `${host}/${namespace}/${type}`;
  return `terraform {\n  required_providers {\n    ${type} = { source = "${source}", version = "${version}" }\n  }\n}\n`;
}
