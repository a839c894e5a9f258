/** Who is in a team and in a channel, and who is named that is nobody. */
import { describe, expect, it } from "vitest";
import { loadWorkspace } from "../../../src/workspace-file";
import { brieflyOf, folderOf, workspaceOf } from "../folder";

const people = "people: { ada: Ada@example.com, ken: { email: ken@example.com, name: Ken } }\n";

describe("a team", () => {
  const {
    teams,
    people: known,
    addresses,
  } = workspaceOf({
    "workspace.yaml": `${people}teams:
  z: [team:a, Grace@example.com]
  a: { members: [ken, ADA@example.com, "team: b"], channels: [ops, betrieb, Dev] }
  b: [ada]
channels: { ops: { key: betrieb }, dev: { key: Dev, name: development } }
`,
  });

  it("has whoever is in the teams within it, each once and in order", () => {
    expect([...teams.keys()]).toEqual(["a", "b", "z"]);
    const of = (team: string) =>
      [...teams.get(team)!.members].map(([address, { line }]) => `${address}:${line}`);
    expect(of("a")).toEqual(["ada@example.com:4", "ken@example.com:4"]);
    expect(of("b")).toEqual(["ada@example.com:5"]);
    expect(of("z")).toEqual(["ada@example.com:3", "grace@example.com:3", "ken@example.com:3"]);
  });

  it("joins channels by their keys in the file and in the state", () => {
    expect(teams.get("a")!.channels).toEqual(["Dev", "betrieb"]);
    expect(teams.get("b")!.channels).toEqual([]);
  });

  it("tells of each address where it is named", () => {
    expect(known.get("ken")).toMatchObject({ address: "ken@example.com", name: "Ken" });
    expect(known.get("ada")).toMatchObject({ address: "Ada@example.com", name: null });
    const lines = [...addresses].map(([address, places]) => [address, places.map(({ line }) => line)]);
    expect(lines).toEqual([
      ["ada@example.com", [1, 4, 5]],
      ["ken@example.com", [1, 4]],
      ["grace@example.com", [3]],
    ]);
  });
});

const next =
  "Define it under people, or write the address; who has left is taken out here too.\n--skip-unknown-people plans without them, and names each channel that they leave.";
const wrong: Record<string, [file: string, said: string[]]> = {
  "whom nobody knows": [
    "channels: { ops: { members: [zoe] } }\n",
    [`people 1:30+3 "zoe" is no short name of people and no e-mail address. ${next}`],
  ],
  "whom a misspelt name meant": [
    `${people}channels: { ops: { members: [aad] } }\n`,
    ['people 2:30+3 "aad" is no short name of people and no e-mail address. Did you mean "ada"?'],
  ],
  "which team a bare name is": [
    "teams: { leads: [] }\nchannels: { ops: { members: [leads] } }\n",
    [
      'people 2:30+5 "leads" is no short name of people and no e-mail address. Write team:leads for the team.',
    ],
  ],
  "which team there is not": [
    "channels: { ops: { members: [team:x] } }\n",
    ['reference 1:30+6 There is no team "x". Define it under teams.'],
  ],
  "which channel there is not": [
    "teams: { a: { members: [], channels: [x] } }\n",
    ['reference 1:39+1 There is no channel "x". Define it under channels.'],
  ],
  "a short name that is something else": [
    'people: { "@a": a@example.com, "team:b": b@example.com, c@example.com: c@example.com }\n',
    ["@a", "team:b", "c@example.com"].map(
      (short, at) =>
        `shape 1:${[11, 32, 57][at]}+${[4, 8, 13][at]} "${short}" cannot be a short name. A short name is a word such as ada, no address, group or team.`,
    ),
  ],
  "one person by two names, which is only told": [
    "people: { a: a@example.com, b: A@Example.com }\n",
    [
      'note people 1:29+1 "b" and "a" are one person: their addresses are the same. The other one is at workspace.yaml:1.',
    ],
  ],
  "a circle, once": [
    "teams: { a: [team:b], b: [team:a], c: [team:a] }\n",
    ["cycle 1:27+6 A team cannot be in itself: a → b → a. Take one of them out of the circle."],
  ],
  "a team in itself": [
    "teams: { a: [team:a] }\n",
    ["cycle 1:14+6 A team cannot be in itself: a → a. Take one of them out of the circle."],
  ],
};

describe("a file tells", () => {
  for (const [title, [file, said]] of Object.entries(wrong)) {
    it(title, () => expect(brieflyOf(file)).toEqual(said));
  }

  it("whom it goes on without, where it may", () => {
    const folder = folderOf({ "workspace.yaml": "channels: { ops: { members: [zoe, a@example.com] } }\n" });
    const { workspace, problems } = loadWorkspace(folder, { skipUnknownPeople: true });
    expect(problems).toMatchObject([{ severity: "note", nextStep: "Going on without." }]);
    expect([...workspace!.channels.get("ops")!.members.keys()]).toEqual(["a@example.com"]);
  });

  it("of nobody who may be defined in a file that cannot be read", () => {
    const files = {
      "workspace.yaml": "channels: { ops: { members: [zoe, team:x] } }\n",
      "people.yaml": "people: [\n",
    };
    expect(brieflyOf(files)).toEqual([expect.stringMatching(/^syntax people\.yaml:1:9/)]);
  });
});
