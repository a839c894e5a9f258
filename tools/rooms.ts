/** Checks that arrows between rooms go only as docs/architecture.md says. Exit 1 names every wrong import. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Room folder → rooms it may import from. A room may always import itself. */
const mayImport: Record<string, string[]> = {
  "src/pumble": [],
  "src/client": ["src/pumble"],
  "src/terraform": [],
  "src/provider": ["src/terraform", "src/client", "src/pumble"],
  "src/platform": ["src/pumble"],
  "src/addon": ["src/platform", "src/pumble"],
  "src/local": ["src/platform", "src/pumble"],
  "src/review": ["src/client", "src/pumble"],
  "src/scripts": ["src/client", "src/pumble"],
  "src/cli": [
    "constructs",
    "src/addon",
    "src/client",
    "src/local",
    "src/platform",
    "src/provider",
    "src/pumble",
    "src/review",
    "src/scripts",
    "src/terraform",
  ],
  // The install helper, so that `PumbleProvider` can put the plugin in place at synth.
  constructs: ["src/pumble", "src/terraform/install"],
  examples: ["pumble-iac"],
};

const root = process.cwd(); // npm scripts run at the top

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(node_modules|cdktf\.out|bindings)\//.test(file));
}

/** Every module a file names in an import, export-from or dynamic import; not in texts that hold code. */
function imports(text: string): string[] {
  const statement = /^(?:import\b|export (?:type )?[{*]|\} from\b)[^"'`;]*["']([^"']+)["']/gm;
  const call = /\b(?:import|require)\(\s*["']([^"']+)["']/g;
  return [...text.matchAll(statement), ...text.matchAll(call)].map((match) => match[1]!);
}

function allowed(room: string, file: string, specifier: string): boolean {
  if (!specifier.startsWith(".")) {
    return !specifier.startsWith("pumble-iac") || room === "examples" || room === "src/scripts";
  }
  const target = relative(root, resolve(root, dirname(file), specifier));
  const rooms = [room, ...(mayImport[room] ?? [])];
  // package.json is the one source of the version.
  return target === "package.json" || rooms.some((name) => target === name || target.startsWith(`${name}/`));
}

const wrong: string[] = [];
for (const room of Object.keys(mayImport)) {
  let files: string[];
  try {
    files = sources(room);
  } catch {
    continue;
  }
  for (const file of files) {
    for (const specifier of imports(readFileSync(join(root, file), "utf8"))) {
      if (!allowed(room, file, specifier)) wrong.push(`${file} imports ${specifier}`);
    }
  }
}

if (wrong.length > 0) {
  console.error(`Rooms: ${wrong.length} import(s) that docs/architecture.md does not allow:`);
  for (const line of wrong) console.error(`  ${line}`);
  process.exit(1);
}
