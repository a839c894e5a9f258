/** Runs runtime scripts: what `pumble run` is made of. */
export { type BuiltInScript, builtInScripts } from "./built-in";
export { type InputSource, readInput } from "./read-input";
export { type RunScriptOptions, runScript, type ScriptResult } from "./run-script";
export { exitCodes, ScriptProblem } from "./script-problem";
