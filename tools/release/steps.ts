/** What a release does, in order. A rehearsal leaves out what cannot be taken back. */
import { join } from "node:path";

export interface Step {
  readonly title: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** A file, or a folder all of whose files are added to the command. */
  readonly attaches?: string;
  /** Whether others see what it does. */
  readonly uploads?: true;
  /** What it waits for; with this it is left out, and says why. */
  readonly lacks?: string;
}

export interface Release {
  readonly version: string;
  /** Folder for what is packed. */
  readonly into: string;
  /** As `owner/name`, or null where nothing says. */
  readonly repository: string | null;
  readonly providerRepository: string | null;
  /** The id of a gpg key, or null. */
  readonly key: string | null;
  /** Whether npm can say where it was built: only a forge's CI can. */
  readonly hasProvenance: boolean;
}

const noRepository = "no repository is known: set `repository` in package.json, or a git remote `origin`";
const noProvider =
  "the registries want a repository `terraform-provider-pumble`: --provider-repository OWNER/terraform-provider-pumble";
const noKey = "the registries want a signature: --sign KEY";
const noProvenance = "npm can state the provenance only in the CI of GitHub or GitLab: release from there";

export function stepsOf(release: Release): Step[] {
  return [...packing(release), ...recording(release), ...uploading(release)];
}

function packing({ version, into, key }: Release): Step[] {
  const pumble = join("dist", "bin", "pumble.js");
  const sign = key ? ["--sign", key] : [];
  return [
    {
      title: "Write the version",
      command: ["npm", "version", version, "--no-git-tag-version", "--allow-same-version"],
    },
    { title: "Build", command: ["npm", "run", "build"] },
    { title: "Write what is generated", command: ["npm", "run", "generate"] },
    { title: "Pack the package", command: ["npm", "pack", "--pack-destination", into] },
    {
      title: key ? "Pack and sign the provider" : "Pack the provider, unsigned",
      command: ["node", pumble, "provider", "pack", "--standalone", ...sign, join(into, "provider")],
    },
  ];
}

function recording({ version }: Release): Step[] {
  return [
    { title: "Commit", command: ["git", "commit", "--all", "--message", `Release ${version}`] },
    { title: "Tag", command: ["git", "tag", `v${version}`] },
  ];
}

function uploading({ version, into, repository, providerRepository, key, hasProvenance }: Release): Step[] {
  const notes = ["--title", `v${version}`, "--notes-file", join(into, "notes.md")];
  const upload = (title: string, command: Step["command"], lacks: string | null): Step => ({
    ...{ title, command, uploads: true as const },
    ...(lacks && { lacks }),
  });
  const release = (title: string, where: string | null, attaches: string, lacks: string | null): Step => ({
    ...upload(
      title,
      ["gh", "release", "create", `v${version}`, "--repo", where ?? "OWNER/NAME", ...notes],
      lacks,
    ),
    attaches,
  });
  return [
    upload(
      "Push",
      ["git", "push", "--atomic", "origin", "HEAD", `v${version}`],
      repository ? null : noRepository,
    ),
    upload(
      "Publish on npm",
      ["npm", "publish", join(into, `pumble-iac-${version}.tgz`), "--provenance", "--access", "public"],
      repository ? (hasProvenance ? null : noProvenance) : noRepository,
    ),
    release(
      "Make the release of the package",
      repository,
      join(into, `pumble-iac-${version}.tgz`),
      repository ? null : noRepository,
    ),
    release(
      "Make the release that the registries of Terraform and OpenTofu read",
      providerRepository,
      join(into, "provider"),
      providerRepository ? (key ? null : noKey) : noProvider,
    ),
  ];
}
