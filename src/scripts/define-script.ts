import type { InputForm, Script, ScriptDefinition } from "./script";
import { serveRunner } from "./serve";

/**
 * Defines a runtime script: one self-contained TypeScript file that imports only `pumble-iac/script`.
 *
 * @example
 * export default defineScript({
 *   input: { channel: "general", text: "Good morning" },
 *   permissions: { net: "pumble" },
 *   async run({ pumble, input, log }) {
 *     const { id } = await pumble.sendMessage({ channel: input.channel, text: input.text });
 *     log(`Posted to #${input.channel}`);
 *     return { id };
 *   },
 * });
 */
export function defineScript<Form extends InputForm = undefined, Output = void>(
  definition: ScriptDefinition<Form, Output>,
): Script<Form, Output> {
  serveRunner(definition as unknown as Script);
  return definition;
}
