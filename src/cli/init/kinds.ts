/** What a new project of each kind begins with. Each is planned and applied by the tests as it is. */
import { randomUUID } from "node:crypto";
import { providerSource } from "../../pumble/provider-address";
import { version } from "../../pumble/version";

export const kinds = {
  file: "the workspace as YAML files, without code",
  cdktf: "a CDKTF app in TypeScript",
  hcl: "Terraform's own language",
} as const;

export type Kind = keyof typeof kinds;

/** What a project of one kind is made of. */
export interface Starter {
  /** File name → text. */
  readonly files: Readonly<Record<string, string>>;
  /** npm packages that it needs beside this one. */
  readonly packages: Readonly<Record<string, string>>;
}

const ignored = "node_modules/\n.pumble/\n.pumble-plan/\n*.tfstate\n*.tfstate.*\n";

const workspaceFile = `# yaml-language-server: $schema=./node_modules/pumble-iac/docs/schemas/workspace.schema.json

# Everything that this file may hold is in node_modules/pumble-iac/docs/guides/workspace-file.md.
channels:
  general: { adopt: true } # is there already: taken over, never made
  release-notes:
    description: What is new, and where to read on
    announcements:
      welcome:
        markdown: |
          ## Release notes

          Every release is announced **here**, questions go to #general.
        reactions: [":tada:"]
`;

const own = "pumble-iac";

const main = `import { App, TerraformStack } from "cdktf";
import { PumbleAnnouncement, PumbleChannel, PumbleProvider } from "${own}";

const app = new App();
const stack = new TerraformStack(app, "workspace");
new PumbleProvider(stack, "pumble");

const notes = new PumbleChannel(stack, "release-notes", {
  name: "release-notes",
  description: "What is new, and where to read on",
});
new PumbleAnnouncement(stack, "welcome", {
  channel: notes,
  markdown: "## Release notes\\n\\nEvery release is announced **here**, questions go to #general.",
});

app.synth();
`;

const hcl = `terraform {
  required_providers {
    pumble = {
      source  = "${providerSource}"
      version = "${version}"
    }
  }
}

provider "pumble" {}

resource "pumble_channel" "release_notes" {
  name        = "release-notes"
  description = "What is new, and where to read on"
}

resource "pumble_message" "welcome" {
  channel_id = pumble_channel.release_notes.id
  markdown   = "## Release notes\\n\\nEvery release is announced **here**, questions go to #general."
}
`;

function cdktfSettings(): string {
  const settings = {
    ...{ language: "typescript", app: "npx tsx main.ts", projectId: randomUUID(), sendCrashReports: "false" },
    ...{ terraformProviders: [], terraformModules: [], context: {} },
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

export function starterOf(kind: Kind): Starter {
  switch (kind) {
    case "file":
      return { files: { "workspace.yaml": workspaceFile, ".gitignore": ignored }, packages: {} };
    case "cdktf":
      return {
        files: { "main.ts": main, "cdktf.json": cdktfSettings(), ".gitignore": `${ignored}cdktf.out/\n` },
        packages: { cdktf: "^0.21.0", constructs: "^10.4.2", tsx: "^4.20.0" },
      };
    case "hcl":
      return {
        files: { "main.tf": hcl, ".gitignore": `${ignored}.terraform/\nterraform.d/\n` },
        packages: {},
      };
  }
}
