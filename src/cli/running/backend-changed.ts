/** A backend that was changed, as people need to know it: the state is still where the old one keeps it. */
import type { Finding } from "../../review";
import { near } from "../near";
import { shellWord } from "../shell-word";

interface Place {
  /** The stack's folder. */
  dir: string;
  /** Terraform, or another program, by its name or path. */
  binary: string;
}

/** What `init` says of it with what to type; any other error as it is. */
export function backendInWords(finding: Finding, { dir, binary }: Place): Finding {
  if (!/Backend configuration changed|-migrate-state/.test(finding.detail)) return finding;
  // With -chdir, Terraform would look for the plugin from where it was started.
  const command = (option: string) => `(cd ${shellWord(near(dir))} && ${shellWord(binary)} init ${option})`;
  return {
    ...finding,
    title: "The backend has changed",
    detail: [
      "The state is still where the old one keeps it. To take it along:",
      command("-migrate-state"),
      "To go on with what the new one holds, and leave the old state where it is:",
      command("-reconfigure"),
    ].join("\n"),
  };
}
