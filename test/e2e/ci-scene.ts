/** A git repository with a configuration, a forge that stands in, a local workspace, and the built command between them. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect } from "vitest";
import { providerSource } from "../../src/pumble/provider-address";
import type { Report } from "../../src/review";
import { misfits } from "../review/published-schema";
import {
  headSha,
  repository,
  type StandIn,
  standInGitHub,
  standInGitLab,
  token,
} from "../review/stand-in-forge";
import { control } from "../support/control";
import { startTestStack, type TestStack } from "./test-stack";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  /** Resolves when standard error holds the text. */
  said(text: string): Promise<void>;
  ended: Promise<Ended>;
}

const header = `terraform {
  required_providers {
    pumble = { source = "${providerSource}" }
  }
}
`;

export class CiScene {
  private readonly home = mkdtempSync(join(tmpdir(), "pumble-ci-home-"));
  /** The checkout. */
  readonly dir = mkdtempSync(join(tmpdir(), "pumble-ci-"));
  readonly summary = join(this.home, "summary.md");

  private constructor(
    readonly test: TestStack,
    readonly server: StandIn,
    private readonly forge: "github" | "gitlab",
  ) {
    this.git("init", "-q", "-b", "main");
    this.write(".gitignore", ".terraform\nterraform.d\n*.tfstate*\nplan\n");
  }

  static async github(): Promise<CiScene> {
    return new CiScene(await startTestStack(), await standInGitHub(), "github");
  }

  static async gitlab(): Promise<CiScene> {
    return new CiScene(await startTestStack(), await standInGitLab(), "gitlab");
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.test.close();
    for (const dir of [this.dir, this.home]) rmSync(dir, { recursive: true, force: true });
  }

  git(...args: string[]): string {
    const who = ["-c", "user.name=ci", "-c", "user.email=ci@example.com"];
    return execFileSync("git", [...who, ...args], { cwd: this.dir, encoding: "utf8" });
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.dir, file)), { recursive: true });
    writeFileSync(join(this.dir, file), text);
  }

  /** Writes the configuration, its terraform block added, and commits it. */
  commit(hcl: string, file = "main.tf"): void {
    this.write(file, header + hcl);
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", "change");
  }

  /** What a job of the pull request has in its environment. */
  jobEnv(): Record<string, string> {
    if (this.forge === "gitlab") {
      return {
        ...{ GITLAB_CI: "true", CI_API_V4_URL: this.server.url, CI_PROJECT_PATH: repository },
        ...{ CI_MERGE_REQUEST_IID: "12", CI_JOB_URL: "https://gitlab.example/job/1", GITLAB_TOKEN: token },
      };
    }
    return { ...this.githubEnv({ pull_request: { number: 12, labels: [] } }), GITHUB_TOKEN: token };
  }

  /** @param event what the forge says happened */
  githubEnv(event: object): Record<string, string> {
    const file = join(this.home, "event.json");
    writeFileSync(file, JSON.stringify(event));
    return {
      ...{ GITHUB_ACTIONS: "true", GITHUB_API_URL: this.server.url, GITHUB_REPOSITORY: repository },
      ...{ GITHUB_EVENT_PATH: file, GITHUB_STEP_SUMMARY: this.summary, GITHUB_SHA: headSha },
      ...{ GITHUB_SERVER_URL: "https://github.example", GITHUB_RUN_ID: "77" },
    };
  }

  /** Runs the command in the checkout, as a job of the pull request with every secret unless told otherwise. */
  async pumble(args: string[], env: Record<string, string> = this.secrets()): Promise<Ended> {
    return this.start(args, env).ended;
  }

  secrets(): Record<string, string> {
    return { ...this.jobEnv(), ...this.test.env };
  }

  start(args: string[], env: Record<string, string> = this.secrets()): Running {
    const child = spawn(process.execPath, [resolve("dist/bin/pumble.js"), ...args], {
      cwd: this.dir,
      env: { PATH: process.env.PATH, HOME: this.home, CHECKPOINT_DISABLE: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    const listeners = new Set<() => void>();
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
      for (const listener of listeners) listener();
    });
    const ended = new Promise<Ended>((done) => {
      child.once("close", (code) => done({ code, stdout, stderr }));
    });
    const said = (text: string) =>
      new Promise<void>((done, fail) => {
        const look = () => stderr.includes(text) && done();
        listeners.add(look);
        void ended.then(() =>
          stderr.includes(text) ? done() : fail(new Error(`Not said: ${text}\n${stderr}`)),
        );
        look();
      });
    return { child, said, ended };
  }

  /** Runs and expects this exit code. */
  async expectCode(code: number, args: string[], env?: Record<string, string>): Promise<Ended> {
    const ended = await this.pumble(args, env);
    if (ended.code !== code) {
      throw new Error(
        `pumble ${args.join(" ")}: ${ended.code}, not ${code}\n${ended.stdout}\n${ended.stderr}`,
      );
    }
    return ended;
  }

  /** The report that was saved, which fits the published schema. */
  report(file = "plan/plan.json"): Report {
    const report = JSON.parse(readFileSync(join(this.dir, file), "utf8"));
    expect(misfits(report)).toEqual([]);
    return report;
  }

  jobSummary(): string {
    return existsSync(this.summary) ? readFileSync(this.summary, "utf8") : "";
  }

  forgetSummary(): void {
    rmSync(this.summary, { force: true });
    appendFileSync(this.summary, "");
  }

  /** Does something in the workspace by hand. */
  async act<T = { id: string }>(action: object): Promise<T> {
    return this.control("/act", { as: this.test.stack.member.id, ...action });
  }

  control<T>(path: string, body: object): Promise<T> {
    return control<T>(this.test.stack, "POST", path, body);
  }
}
