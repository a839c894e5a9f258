/** What is a secret for where it stands, though nothing in it looks like a key. */
import { describe, expect, it } from "vitest";
import { brieflyOf, problemsOf } from "../folder";

const address = "postgres://ada:hunter2@db.example.com/pumble";
const files = (text: string) => ({ "workspace.yaml": text, "s.ts": "" });
const scripted = (input: string) => `scripts: { s: { file: s.ts, input: ${input} } }`;

describe("a secret", () => {
  it.each([
    ["a backend's setting", "backend: { s3: { bucket: b, key: k, secret_key: hunter2 } }"],
    ["a backend's address", `backend: { pg: { conn_str: "${address}" } }`],
    ["a backend's words", 'backend: { pg: { conn_str: "host=db user=ada password=hunter2" } }'],
    ["a key that Google encrypts with", "backend: { gcs: { bucket: b, encryption_key: hunter2 } }"],
    ["what Consul asks for", 'backend: { consul: { path: p, http_auth: "ada:hunter2" } }'],
    [
      "an address without a user",
      'backend: { pg: { conn_str: "postgres://:hunter2@db.example.com/pumble" } }',
    ],
    ["an environment's backend", `environments: { a: { backend: { pg: { conn_str: "${address}" } } } }`],
    ["a script's input", `channels: { ops: { ${scripted("{ token: hunter2 }")} } }`],
    ["an address in a script's input", `channels: { ops: { ${scripted(`{ at: "${address}" }`)} } }`],
    ["a script's input, deep in it", `channels: { ops: { ${scripted("{ a: [{ api_key: hunter2 }] }")} } }`],
    ["the input of a template's script", `template: { ${scripted("{ db-password: hunter2 }")} }`],
  ])("in %s is refused, and not shown", (_, text) => {
    const problems = brieflyOf(files(text));
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual(["secret"]);
    expect(problemsOf(files(text))).not.toContain("hunter2");
  });

  it.each([
    ["no value", "backend: { pg: { password: '' } }"],
    [
      "an address without a password",
      'backend: { pg: { conn_str: "postgres://ada@db.example.com/pumble" } }',
    ],
    ["the name of a key", "backend: { gcs: { bucket: b, kms_encryption_key: projects/p/cryptoKeys/k } }"],
    ["a text about one", `channels: { ops: { ${scripted('{ text: "password = ask Ada" }')} } }`],
    ["a channel that is called so", "channels: { password: , backend: { description: token } }"],
    ["an input of another name", `channels: { ops: { ${scripted("{ tokens: 3, passwords: many }")} } }`],
  ])("is not %s", (_, text) => {
    expect(brieflyOf(files(text))).toEqual([]);
  });
});
