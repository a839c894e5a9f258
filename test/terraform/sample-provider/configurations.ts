/** The least that a thing needs. */
export const minimal = 'resource "sample_thing" "a" {\n  name = "lamp"\n}\n';
/** A thing with every kind of attribute set. */
export const full = `
resource "sample_thing" "a" {
  name     = "lamp"
  note     = "caf\u0065\u0301"
  kind     = "fancy"
  color    = "Red"
  region   = "north"
  capacity = 5
  ratio    = 0.1
  exact    = 9007199254740993
  tags     = ["b", "a", "b"]
  steps    = ["one", ""]
  labels   = { x = "1", "" = "empty key" }
  extra    = { n = 1, list = ["a", 2, null], on = true }
  settings = { level = 3 }
  rules    = [{ port = 80 }, { port = 443, secret = "rule-secret" }]
  peers    = { east = { address = "10.0.0.1" } }
  parts    = [{ name = "bulb" }, { name = "foot", size = 2 }]
}
`;

/** What becomes of one attribute. */
interface AttributeCase {
  /** Lines of configuration before and after a change; `name` is added when it is not among them. */
  readonly before: string;
  readonly after: string;
  /** What somebody else makes of it, as it lies on the shelf. */
  readonly drift: Readonly<Record<string, unknown>>;
  /** What Terraform plans when it is changed, when somebody else changes it, and when it is removed. */
  readonly changed: Action;
  readonly drifted: Action;
  readonly removed: Action;
}
type Action = "update" | "delete,create" | "none";

const updated = { changed: "update", drifted: "update", removed: "update" } as const;
const replaced = { changed: "delete,create", drifted: "delete,create", removed: "delete,create" } as const;

/** Each attribute of a thing that is configured and kept in state, nested ones included. */
export const eachAttribute: Record<string, AttributeCase> = {
  name: { ...updated, before: 'name = "lamp"', after: 'name = "desk"', drift: { name: "other" } },
  note: {
    ...{ ...updated, drift: { note: "other" } },
    ...{ before: 'note = "caf\u0065\u0301"', after: 'note = "th\u0065\u0301"' },
  },
  kind: {
    ...{ ...updated, drift: { kind: "plain" } },
    ...{ before: 'kind = "plain"\ncolor = "Red"', after: 'kind = "fancy"\ncolor = "Red"' },
  },
  color: { ...updated, before: 'color = "Red"', after: 'color = "Blue"', drift: { color: "GREEN" } },
  region: { ...replaced, before: 'region = "north"', after: 'region = "south"', drift: { region: "west" } },
  capacity: {
    ...{ ...updated, removed: "none" },
    ...{ before: "capacity = 5", after: "capacity = 9", drift: { capacity: 7 } },
  },
  ratio: { ...updated, before: "ratio = 0.1", after: "ratio = 0.2", drift: { ratio: 0.3 } },
  exact: {
    ...{ ...updated, drift: { exact: "9007199254740992" } },
    ...{ before: "exact = 9007199254740993", after: "exact = 9007199254740995" },
  },
  tags: { ...updated, before: 'tags = ["b", "a"]', after: 'tags = ["c", "a"]', drift: { tags: ["a"] } },
  steps: { ...updated, before: 'steps = ["one", ""]', after: 'steps = ["", "one"]', drift: { steps: [] } },
  labels: {
    ...{ ...updated, drift: { labels: { z: "1" } } },
    ...{ before: 'labels = { x = "1" }', after: 'labels = { x = "", y = "1" }' },
  },
  extra: { ...updated, before: "extra = { n = 1 }", after: 'extra = ["a", 2]', drift: { extra: "other" } },
  password_version: {
    ...{ ...updated, drift: { password_version: null } },
    ...{ before: "password_version = 1", after: "password_version = 2" },
  },
  old_note: { ...updated, before: 'old_note = "x"', after: 'old_note = "y"', drift: { old_note: null } },
  settings: {
    ...{ ...updated, drift: { settings: null } },
    ...{ before: "settings = { level = 3 }", after: "settings = { level = 0 }" },
  },
  mode: {
    ...{ ...updated, drift: { settings: { level: 1, mode: "other", stamp: "stamped" } } },
    ...{ before: 'settings = { level = 1, mode = "x" }', after: "settings = { level = 1 }" },
  },
  rules: {
    ...{ ...updated, drift: { rules: [] } },
    ...{ before: "rules = [{ port = 80 }]", after: "rules = [{ port = 80 }, { port = 81 }]" },
  },
  secret: {
    ...{ ...updated, drift: { rules: [{ port: 1, secret: "other", number: 0 }] } },
    ...{
      before: 'rules = [{ port = 1, secret = "one1" }]',
      after: 'rules = [{ port = 1, secret = "two2" }]',
    },
  },
  peers: {
    ...{ ...updated, drift: { peers: {} } },
    ...{ before: 'peers = { a = { address = "1" } }', after: 'peers = { b = { address = "1" } }' },
  },
  parts: {
    ...{ ...updated, drift: { parts: [] } },
    ...{ before: 'parts = [{ name = "bulb" }]', after: 'parts = [{ name = "bulb", size = 2 }]' },
  },
};

/** Null for every attribute that may be left out. */
export const nulls = [
  ...["note", "kind", "color", "region", "capacity", "ratio", "exact", "tags", "steps", "labels", "extra"],
  ...["password", "password_version", "old_note", "settings", "rules", "peers", "parts"],
]
  .map((name) => `  ${name} = null\n`)
  .join("");
