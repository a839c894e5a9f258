/** A state that somebody else has locked, as people need to know it. */
import type { Finding } from "../../review";
import { near } from "../near";
import { shellWord } from "../shell-word";

interface Place {
  /** The stack's folder. */
  dir: string;
  /** Terraform, or another program, by its name or path. */
  binary: string;
}

/** Terraform's error with who it is and what to do; any other one, and one that does not say who, as it is. */
export function lockInWords(finding: Finding, { dir, binary }: Place): Finding {
  if (!/acquiring the state lock/i.test(finding.title)) return finding;
  const { Who, Created, Operation = "", ID } = fieldsOf(finding.detail);
  if (!Who || !ID) return finding;
  const since = Created
    ? ` since ${Created.replace(/(:\d\d)\.\d+/, "$1").replace(/ \+0000 UTC$/, " UTC")}`
    : "";
  const what = Operation.replace(/^OperationType/, "").toLowerCase();
  const unlock = `${shellWord(binary)} -chdir=${shellWord(near(dir))} force-unlock ${shellWord(ID)}`;
  return {
    ...finding,
    title: "Somebody else is at work on this state",
    detail: [
      `${Who} has it${since}${what ? `, for ${/^[aeiou]/.test(what) ? "an" : "a"} ${what}` : ""}.`,
      "Run it again when that has ended, or wait for it: --lock-timeout 10m.",
      "Where nobody is at work any more, the lock was left behind:",
      unlock,
    ].join("\n"),
  };
}

/** `Who:  ada@host` and the other lines of Terraform's lock info. */
function fieldsOf(text: string): Record<string, string | undefined> {
  return Object.fromEntries(
    [...text.matchAll(/^\s*(\w+): +(\S.*)/gm)].map(([, name, value]) => [name, value!.trim()]),
  );
}
