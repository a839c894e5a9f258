// What Terraform says of workspace files is told in their words.
import { describe, expect, it } from "vitest";
import { errorInWords } from "../../src/cli/stacks/errors-in-words";
import { channelProblems } from "../../src/provider/problems/channels";
import type { Finding } from "../../src/review";
import type { Problem } from "../../src/terraform";
import { loadWorkspace, type Synthesis, synthesise } from "../../src/workspace-file";
import { folderOf } from "../workspace-file/folder";

function synthesisOf(text: string): Synthesis {
  const { workspace } = loadWorkspace(folderOf({ "workspace.yaml": text }));
  return synthesise(workspace!, { workingDirectory: "/work", command: ["pumble"] }).synthesis!;
}

const files = synthesisOf("channels:\n  a: {}\n  news ü: { name: old }\n");
const [address] = [...files.objects.keys()].filter((one) => one !== "pumble_channel.a");

function finding(problem: Problem, of: string | null): Finding {
  const detail = `${problem.cause}\n${problem.nextStep}\n(main.tf.json, line 34)`;
  return { title: problem.title, detail, address: of };
}

const taken = finding(channelProblems.channel_taken({ name: "old", type: "public", as_it_is: "" }), address!);
const forgets = finding(channelProblems.channel_stays({ name: "old" }), null);

describe("an error about what the files define", () => {
  it("names its place there, and what to write there", () => {
    const { detail } = errorInWords(taken, files, { warnings: [], looked: new Set() });
    expect(detail).toBe(
      "A public channel of this name exists.\nSet adopt: true to take it over, or choose another name.\n(workspace.yaml:3:3)",
    );
  });

  it.each([
    ["under its old key, which was the name", ["pumble_channel.old", "pumble_channel.other"], "old"],
    ["under the only key that is gone", ["pumble_channel.a", "pumble_channel._2027"], '"2027"'],
  ])("offers the move of a channel whose name is in the state %s", (_, looked, old) => {
    const { detail } = errorInWords(taken, files, { warnings: [forgets], looked: new Set(looked) });
    expect(detail).toContain(`moved: { channels: { ${old}: "news ü" } }\n(workspace.yaml:3:3)`);
  });

  it("offers none where nothing tells which channel it was", () => {
    const looked = new Set(["pumble_channel.one", "pumble_channel.two"]);
    expect(errorInWords(taken, files, { warnings: [forgets], looked }).detail).not.toContain("moved:");
  });
});

it("an error about anything else stays as it is", () => {
  expect(errorInWords(forgets, files, { warnings: [], looked: new Set() })).toBe(forgets);
});
