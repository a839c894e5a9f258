/** The command lines of CDKTF and CDK Terrain in a project, each of which has an oldest Node of its own. */
import { frameworkClis } from "../cdktf";
import { type Finding, note } from "../finding";
import { isOlder } from "../terraform";

/**
 * What is worth knowing of them: nothing, where each says that it is for this Node.
 * @param folder of a project
 */
export function checkFrameworks(folder: string, node: string = process.versions.node): Finding[] {
  return frameworkClis(folder)
    .filter(({ oldestNode }) => oldestNode !== undefined && isOlder(node, oldestNode))
    .map(({ name, version, oldestNode }) =>
      note(
        name,
        `${version} is for Node ${oldestNode} and newer, and this is ${node}`,
        "pumble plan and pumble apply deploy the app without it.",
      ),
    );
}
