import { engines } from "../../../package.json";

/** The oldest Node.js that works: `20.18.1`. */
export const oldestNode: string = engines.node.replace(/^>=/, "");

/**
 * Code that ends the process with a sentence where Node.js is too old, and does nothing otherwise. Written so that the
 * Node.js of ten years ago can read it.
 * @param what is being started, as the subject of a sentence: `This Terraform provider`
 * @param stream where it says so: 1 is standard output, 2 standard error
 */
export function nodeGuard(what: string, stream: 1 | 2): string {
  const [major, minor, patch] = oldestNode.split(".");
  return [
    'var have = process.versions.node.split(".").map(Number);',
    `var want = [${major}, ${minor}, ${patch}];`,
    "var at = 0;",
    "while (at < 2 && have[at] === want[at]) at++;",
    "if (have[at] < want[at]) {",
    `  require("fs").writeSync(${stream}, ${JSON.stringify(`${what} needs Node.js ${oldestNode} or newer. This is Node.js `)} +`,
    '    process.versions.node + ": " + process.execPath + "\\n");',
    "  process.exit(1);",
    "}",
    "",
  ].join("\n");
}
