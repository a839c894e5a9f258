/** Terraform's errors in the words of a workspace's files: where it is written, and what to write there. */
import type { Finding } from "../../review";
import { formatPlace, partOf, type Synthesis, yamlKey } from "../../workspace-file";
import type { SaidBeside } from "./stack";

const nameTaken = /^Cannot create channel "(.*)": the name is already taken$/;
const generatedPlace = /\n\(main\.tf\.json, line \d+\)$/;

/** What the provider advises to those who write Terraform, and what that is in the files. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/\badopt_existing = true\b/g, "adopt: true"],
  [/\btype = "PRIVATE"/g, "type: private"],
  [/\btype = "PUBLIC"/g, "type: public"],
  [/\bdescription = "/g, 'description: "'],
  [/, import it by its name \(import ADDRESS [^)]*\)/g, ""],
  [/ Where a resource of another address has had it until now, write a moved block instead\./g, ""],
  [/ ?To destroy it all the same: destroy -refresh=false\./g, ""],
];

/** @returns the error as it was where it is about nothing that the files define */
export function errorInWords(error: Finding, synthesis: Synthesis, beside: SaidBeside): Finding {
  const object = error.address === null ? undefined : synthesis.objects.get(error.address);
  if (!object) return error;
  const detail = advice.reduce(
    (text, [asTerraform, asFiles]) => text.replace(asTerraform, asFiles),
    error.detail,
  );
  const place = `\n(${formatPlace(object.place)})`;
  const [, name] = nameTaken.exec(error.title) ?? [];
  const old = name === undefined ? null : oldKeyOf(name, synthesis, beside);
  const moved = old === null ? "" : movedLine(old, object.channel);
  return { ...error, detail: `${detail.replace(generatedPlace, "")}${moved}${place}` };
}

function movedLine(old: string, key: string): string {
  return `\nWhere it is the one whose key was ${old}, write into the root file:\nmoved: { channels: { ${yamlKey(old)}: ${yamlKey(key)} } }`;
}

/** The key of a channel of this name that the state has and the files do not: one that was renamed, as it seems. */
function oldKeyOf(name: string, { objects }: Synthesis, { warnings, looked }: SaidBeside): string | null {
  const isForgotten = warnings.some(({ detail }) => detail.includes(`only forgets ${JSON.stringify(name)}`));
  if (!isForgotten) return null;
  const gone = [...looked]
    .filter((address) => address.startsWith("pumble_channel.") && !objects.has(address))
    .map((address) => partOf(address.slice("pumble_channel.".length)));
  return gone.includes(name) ? name : gone.length === 1 ? gone[0]! : null;
}
