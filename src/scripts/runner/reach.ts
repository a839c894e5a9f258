/** How far a script may reach where a workspace is thrown away afterwards. */
import type { Permissions } from "../permissions";
import { exitCodes, ScriptProblem } from "./script-problem";

/** The environment variable that says so: `workspace`, for nothing but Pumble. */
export const reachVariable = "PUMBLE_SCRIPT_REACH";

/**
 * Refuses a script that could leave something behind.
 * @throws {ScriptProblem} when it declares files to write, or hosts beside Pumble
 */
export function checkReach(name: string, declared: Permissions, env: NodeJS.ProcessEnv): void {
  if (env[reachVariable] !== "workspace") return;
  const { write = [] } = declared;
  const hosts = [declared.net ?? []].flat().filter((host) => host !== "pumble");
  const reasons = [
    ...(write.length > 0 ? [`writes ${write.join(", ")}`] : []),
    ...(hosts.length > 0 ? [`reaches ${hosts.join(", ")}`] : []),
  ];
  if (reasons.length === 0) return;
  throw new ScriptProblem(
    `Script ${name} was not run: it ${reasons.join(" and ")}, which is there when this workspace is thrown away`,
    "Try an app that has it with pumble dev and a deployment of your own",
    exitCodes.usage,
  );
}
