/** `pumble addon`: the addon service for production, configured by the environment, until stopped. */
import { type AddonConfig, ConfigError, configFromEnvironment, startAddon } from "../addon";
import { hanging } from "../pumble/hanging";
import { CliProblem } from "./cli-problem";
import { say, sayJson } from "./terminal";
import { untilStopped } from "./until-stopped";

/** The configuration, or one problem that lists everything wrong with it. */
export function addonConfig(env: NodeJS.ProcessEnv = process.env): AddonConfig {
  try {
    return configFromEnvironment(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // A list of variables goes on below its own beginning.
    const listed = error.message.replace(/^ {2}(.*)$/gm, (_, text: string) => hanging("  ", text));
    throw new CliProblem(listed, "Every variable is described in docs/guides/addon.md.");
  }
}

export async function addon(options: { json?: boolean }): Promise<void> {
  const stopped = untilStopped();
  const config = addonConfig();
  const { host, port } = config;
  const running = await startAddon({ host, port, configure: () => config });
  const url = config.publicUrl ?? running.url;
  if (options.json) sayJson("addon", { ready: true, url });
  else say(`Addon service  ${url}`);
  // Who types Ctrl-C waits for nobody's balancer.
  const isTyped = (await stopped) === "SIGINT";
  await running.close(isTyped ? 0 : config.drainMs);
}
