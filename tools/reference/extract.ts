/** What the package offers to programs, as API Extractor reads it from the types that are shipped. */
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { exports } from "../../package.json";

/** One of the names that a program imports from. */
export interface Entry {
  /** Such as `pumble-iac/client`. */
  readonly name: string;
  /** For files: `client`. */
  readonly file: string;
  readonly types: string;
}

export interface Extracted extends Entry {
  /** The whole surface, in Markdown: a change of it is seen in a review. */
  readonly report: string;
  readonly model: ApiModel;
}

/** As much of API Extractor's model as the pages need. */
export interface ApiItem {
  readonly kind: string;
  readonly name?: string;
  readonly docComment?: string;
  readonly excerptTokens?: readonly { readonly kind: string; readonly text: string }[];
  readonly members?: readonly ApiItem[];
}

/** A package with its one entry point, whose members they are. */
interface ApiModel {
  readonly members: readonly [ApiItem];
}

/** Every entry with types; that of CDK Terrain is of the same source as the first. */
export const entries: readonly Entry[] = Object.entries(exports).flatMap(([path, target]) => {
  if (typeof target === "string" || path === "./cdktn") return [];
  const file = path === "." ? "constructs" : path.slice(2).replaceAll("/", "-");
  return { name: path.replace(".", "pumble-iac"), file, types: resolve(target.types) };
});

const compilerOptions = {
  ...{ target: "ES2022", lib: ["ES2023"], module: "preserve", moduleResolution: "bundler" },
  ...{ types: ["node"], typeRoots: [resolve("node_modules/@types")], strict: true, skipLibCheck: true },
};

/**
 * Reads all entries at once; `dist` must have been built.
 * @param scratch an empty folder
 * @throws Error when the types cannot be read
 */
export function extractApi(scratch: string): Extracted[] {
  for (const folder of ["report", "temp"]) mkdirSync(join(scratch, folder));
  const configs = entries.map((entry) => configOf(entry, scratch));
  const additionalEntryPoints = entries.map(({ types }) => types);
  const compilerState = CompilerState.create(configs[0]!, { additionalEntryPoints });
  return entries.map((entry, at) => {
    const { succeeded } = Extractor.invoke(configs[at]!, {
      localBuild: true,
      compilerState,
      messageCallback: (message) => {
        message.handled = message.logLevel !== "error";
      },
    });
    if (!succeeded) throw new Error(`API Extractor could not read the types of ${entry.name}.`);
    const report = readFileSync(join(scratch, "report", `${entry.file}.api.md`), "utf8");
    const model = JSON.parse(readFileSync(join(scratch, `${entry.file}.api.json`), "utf8")) as ApiModel;
    return { ...entry, report: report.replaceAll("\r\n", "\n"), model };
  });
}

function configOf({ file, types }: Entry, scratch: string): ExtractorConfig {
  const quiet = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve("."),
      mainEntryPointFilePath: types,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: entries.map((entry) => entry.types) } },
      apiReport: {
        enabled: true,
        reportFileName: `${file}.api.md`,
        reportFolder: join(scratch, "report"),
        reportTempFolder: join(scratch, "temp"),
      },
      docModel: { enabled: true, apiJsonFilePath: join(scratch, `${file}.api.json`) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: quiet,
        extractorMessageReporting: quiet,
        tsdocMessageReporting: quiet,
      },
    },
    configObjectFullPath: resolve("api-extractor.json"),
    packageJsonFullPath: resolve("package.json"),
  });
}
