/** Runs Terraform or OpenTofu in a stack's folder. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Stack } from "../stacks/stack";
import { type TerraformBinary, terraformEnvironment } from "../terraform";
import { stopWithUs } from "./cancellation";

export interface TerraformResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Terraform {
  binary: TerraformBinary;
  /** @param onLine called with each line of standard output, which is not kept then */
  run(stack: Stack, args: string[], onLine?: (line: string) => void): Promise<TerraformResult>;
}

/** @param extra variables beside those of this process */
export function terraformFor(binary: TerraformBinary, extra: Record<string, string>): Terraform {
  const env = terraformEnvironment({
    ...{ TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
    // Terraform is a program in Go, whose garbage collector is a tenth of a large plan at its default of 100.
    GOGC: process.env.GOGC ?? "400",
    ...extra,
  });
  return {
    binary,
    run: ({ dir }, args, onLine) =>
      new Promise((done, fail) => {
        // In a group of its own, so that Ctrl-C reaches it through us, and once.
        const child = spawn(binary.binary, args, {
          cwd: dir,
          env,
          detached: true,
          stdio: ["ignore", "pipe", "pipe"],
        });
        stopWithUs(child);
        let [stdout, stderr] = ["", ""];
        if (onLine) createInterface({ input: child.stdout }).on("line", onLine);
        else {
          child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
          });
        }
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
          stderr += text;
        });
        child.once("error", fail);
        child.once("close", (code) => done({ code: code ?? 1, stdout, stderr }));
      }),
  };
}
