/**
 * A workspace of the size that a large community keeps in files: 633 channels in 17 files by owner, 31 teams with 179
 * people, a policy for 14 folders, Unicode and long names. Always the same.
 */

export const largeCounts = { channels: 633, files: 17, teams: 31, people: 179, folders: 14 } as const;

/** The folders. */
export const areas: readonly string[] = [
  "network storage release security docs testing windows autoscaling scheduling node api architecture contributors events",
]
  .join(" ")
  .split(" ");
const languages = ["de", "es", "fr", "日本", "한국", "рус", "ελλ", "türk", "pt-br", "中文"];

const address = (index: number) => `person-${index}@example.com`;
const two = (index: number) => String(index).padStart(2, "0");

/**
 * File → text.
 * @param channels how many, from 78 up: two for each folder, and those of the languages
 */
export function largeWorkspace(channels: number = largeCounts.channels): Record<string, string> {
  const files: Record<string, string> = { "workspace.yaml": rootFile(), "people.yaml": peopleFile() };
  let left = channels - 1 - languages.length * 5;
  for (const [index, area] of areas.entries()) {
    const size = Math.floor(left / (areas.length - index));
    files[`teams/${area}/channels.yaml`] = areaFile(area, index, size);
    left -= size;
  }
  files["languages.yaml"] = languagesFile();
  return files;
}

/** Everybody who has to be a member of the workspace. */
export function largePeople(): string[] {
  return Array.from({ length: largeCounts.people }, (_, index) => address(index));
}

function rootFile(): string {
  const rules = areas.map(
    (area) => `    - { path: "teams/${area}/**", channels: ["${area}*"], teams: ["${area}*"] }`,
  );
  return [
    "policy:",
    "  channel_names: '^[\\p{L}0-9][\\p{L}0-9-]*$'",
    "  max_removed: 30%",
    "  max_notified: 200",
    "  files:",
    ...rules,
    '    - { path: "*.yaml", channels: ["*"], teams: ["*"] }',
    "template:",
    "  announcements:",
    '    conduct: { text: "This channel follows the code of conduct." }',
    "channels:",
    "  general: { adopt: true }",
    "",
  ].join("\n");
}

function peopleFile(): string {
  const people = largePeople().map(
    (email, index) => `  p${index}: ${index % 7 ? email : email.toUpperCase()}`,
  );
  const teams = Array.from(
    { length: 3 },
    (_, index) => `  lead-${index}: [p${index}, p${index + 20}, p${index + 90}]`,
  );
  return ["people:", ...people, "teams:", ...teams, ""].join("\n");
}

function areaFile(area: string, at: number, size: number): string {
  const members = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `p${(from + index * 13) % largeCounts.people}`).join(", ");
  const channels = Array.from({ length: size }, (_, index) => {
    const key = index === 0 ? area : `${area}-${longName(index)}`;
    const own =
      index % 3 === 0 ? `{ members: [${members(at + index, 4)}] }` : `{ description: "About ${key}" }`;
    return `  ${key}: ${own}`;
  });
  return [
    "teams:",
    `  ${area}-leads: [${members(at * 3, 5)}]`,
    `  ${area}-all: { members: [team:${area}-leads, ${members(at * 11 + 1, 12)}], channels: [${area}, ${area}-${longName(1)}] }`,
    "channels:",
    ...channels,
    "",
  ].join("\n");
}

function longName(index: number): string {
  return index % 20 === 0 ? `${two(index)}-${"a-long-name-".repeat(4)}end` : two(index);
}

function languagesFile(): string {
  const channels = languages.flatMap((language) =>
    ["users", "dev", "events", "jobs", "random"].map(
      (topic) => `  ${language}-${topic}: { members: [team:lead-0] }`,
    ),
  );
  return ["channels:", ...channels, ""].join("\n");
}
