import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv } from "./clean-env";
import type { ProviderPackage } from "./package";
import { type Cost, run } from "./timing";

export interface ProjectOptions {
  /** The configuration's folder; removed by the caller. */
  readonly folder: string;
  /** How many objects there are. */
  readonly objects: number;
  /** Makes the objects; without, they are Terraform's own `terraform_data`. */
  readonly provider?: { readonly package: ProviderPackage; readonly mirror: string };
}

/** A configuration as files. */
export interface FilesOptions {
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly mirror?: string;
  readonly env?: Record<string, string>;
  /** Done in the folder before `init`. */
  readonly before?: () => void;
}

/**
 * A configuration with many objects of one kind, each in a block of its own as CDKTF writes them, and Terraform run on it.
 */
export class Project {
  private constructor(
    private readonly folder: string,
    private readonly env: Record<string, string> = {},
  ) {}

  /** Writes given files and runs `init`. @param env what the provider reads */
  static async of({ folder, files, mirror, env, before }: FilesOptions): Promise<Project> {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    before?.();
    const project = new Project(folder, env);
    await project.terraform("init", ...(mirror ? [`-plugin-dir=${mirror}`] : []));
    return project;
  }

  /** Writes the configuration and runs `init`. */
  static async create({ folder, objects, provider }: ProjectOptions): Promise<Project> {
    const type = provider ? `${provider.package.address.type}_thing` : "terraform_data";
    const configuration = [
      ...(provider ? [requirement(provider.package)] : []),
      ...Array.from(
        { length: objects },
        (_, index) => `resource "${type}" "some_${index}" {\n  input = "value ${index}"\n}\n`,
      ),
    ];
    const files = { "main.tf": configuration.join("\n") };
    return Project.of({ folder, files, ...(provider ? { mirror: provider.mirror } : {}) });
  }

  validate(): Promise<Cost> {
    return this.terraform("validate");
  }

  plan(): Promise<Cost> {
    return this.terraform("plan", "-input=false");
  }

  /** @param env more of it, for this once */
  apply(env: Record<string, string> = {}): Promise<Cost> {
    const other = new Project(this.folder, { ...this.env, ...env });
    return other.terraform("apply", "-input=false", "-auto-approve");
  }

  destroy(): Promise<Cost> {
    return this.terraform("destroy", "-input=false", "-auto-approve");
  }

  private terraform(command: string, ...args: readonly string[]): Promise<Cost> {
    const env = { ...cleanEnv(this.folder), ...this.env };
    return run("terraform", [command, "-no-color", ...args], { cwd: this.folder, env });
  }
}

/** The block that names a provider. */
export function requirement({ address, version }: ProviderPackage): string {
  const { host, namespace, type } = address;
  const source = `${host}/${namespace}/${type}`;
  return `terraform {\n  required_providers {\n    ${type} = { source = "${source}", version = "${version}" }\n  }\n}\n`;
}
