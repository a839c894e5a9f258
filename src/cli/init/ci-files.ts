/** The files for CI that a new project may begin with: those of the package's own examples. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const forges = {
  none: "no files for CI",
  github: "workflows that plan, apply and look for drift",
  gitlab: "a pipeline that plans, previews, applies and looks for drift",
} as const;

export type Forge = keyof typeof forges;

/** Above what is built, or above the sources. */
const packageRoot = [join(__dirname, "..", ".."), join(__dirname, "..", "..", "..")].find((dir) =>
  existsSync(join(dir, "package.json")),
)!;

/** File name → text. */
export function ciFiles(forge: Forge): Record<string, string> {
  switch (forge) {
    case "none":
      return {};
    case "github":
      return gitHubFiles();
    case "gitlab":
      return gitLabFiles();
  }
}

/** Those for one's own branches: what a fork's pull request needs is in the package for who wants it. */
function gitHubFiles(): Record<string, string> {
  const from = join(packageRoot, "examples", "ci", "github");
  const names = readdirSync(from).filter((name) => /^(plan|apply|drift)\.yml$/.test(name));
  const texts = names.map((name) => [
    `.github/workflows/pumble-${name}`,
    readFileSync(join(from, name), "utf8"),
  ]);
  return Object.fromEntries(texts);
}

/** The component is copied: an instance of one's own knows no other's. */
function gitLabFiles(): Record<string, string> {
  const component = ".gitlab/pumble.yml";
  const pipeline = readFileSync(join(packageRoot, "examples", "ci", "gitlab", ".gitlab-ci.yml"), "utf8");
  return {
    ".gitlab-ci.yml": pipeline.replace(/component: \S+/, `local: ${component}`),
    [component]: readFileSync(join(packageRoot, "templates", "pumble.yml"), "utf8"),
  };
}
