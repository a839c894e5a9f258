/// <reference path="../pumble/undici-parts.d.ts" />
/** Starts the `pumble` command. */
import type { Command } from "commander";
import { proxiesOf } from "../pumble/proxies";
import { own, program } from "./main";
import { CliProblem } from "./problem";

/** For what is called with Node's own `fetch`. */
async function behindProxies(): Promise<void> {
  const proxies = proxiesOf(process.env);
  if (!proxies) return;
  const { default: ProxiedAgent } = await import("undici/lib/dispatcher/env-http-proxy-agent.js");
  const { setGlobalDispatcher } = await import("undici/lib/global.js");
  setGlobalDispatcher(new ProxiedAgent({ ...proxies, proxyTunnel: false }));
}

/** A word that is no command is a mistake also where help is asked for: commander would show help and call it a success. */
function checkWords(command: Command, words: readonly string[]): void {
  const [word, ...rest] = words;
  if (word === undefined || word.startsWith("-") || word === "help" || command.commands.length === 0) return;
  const next = command.commands.find((known) => known.name() === word || known.aliases().includes(word));
  if (next) checkWords(next, rest);
  else command.error(`error: unknown command '${word}'`);
}

async function run(): Promise<void> {
  await behindProxies();
  checkWords(program, own.slice(2));
  await program.parseAsync(own);
}

run().catch((error: unknown) => {
  const { nextStep } = error as { nextStep?: unknown };
  if (error instanceof Error && typeof nextStep === "string") {
    process.stderr.write(`${error.message}\n${nextStep}\n`);
    process.exitCode = error instanceof CliProblem ? error.exitCode : 1;
  } else {
    process.stderr.write(`pumble: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env.PUMBLE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
});
