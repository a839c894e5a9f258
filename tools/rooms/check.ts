/** What in the sources goes against the tables of docs/architecture.md. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findCircles, findFolderCircles } from "./circles";
import { type Import, type Imports, readImports } from "./imports";
import { type Layers, type Room, readLayers, readRooms } from "./table";

function isIn(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

function missingRooms(top: string, rooms: readonly { readonly folder: string }[]): string[] {
  return rooms
    .filter(({ folder }) => !existsSync(join(top, folder)))
    .map(({ folder }) => `docs/architecture.md names ${folder}/, which is not there`);
}

function isAllowed(room: Room, { specifier, target }: Import): boolean {
  if (target === undefined || room.mayImport === "anything") return true;
  // package.json is the one source of the version.
  if (target === "package.json") return true;
  if (!specifier.startsWith(".")) return room.byPublicName;
  return [room.folder, ...room.mayImport].some((folder) => isIn(folder, target));
}

function wrongArrows(rooms: readonly Room[], imports: Imports): string[] {
  return rooms.flatMap((room) =>
    [...imports]
      .filter(([file]) => isIn(room.folder, file))
      .flatMap(([file, named]) =>
        named
          .filter((one) => !isAllowed(room, one))
          .map(({ specifier }) => `${file} imports ${specifier}, which ${room.folder}/ may not`),
      ),
  );
}

/** The folder or file right inside `folder` that holds `file`. */
function partOf(folder: string, file: string): string {
  return file
    .slice(folder.length + 1)
    .split("/")[0]!
    .replace(/\.tsx?$/, "");
}

function upwardArrows({ folder, layers }: Layers, imports: Imports): string[] {
  const layerOf = (part: string): number => layers.findIndex((parts) => parts.includes(part));
  const problems = new Set<string>();
  const there = new Set<string>();
  for (const [file, named] of imports) {
    if (!isIn(folder, file)) continue;
    const from = partOf(folder, file);
    there.add(from);
    if (layerOf(from) < 0) problems.add(`${folder}/${from} has no place below "Inside a room"`);
    for (const { specifier, target } of named) {
      if (target === undefined || !isIn(folder, target)) continue;
      const to = partOf(folder, target);
      if (to !== from && layerOf(to) <= layerOf(from)) {
        problems.add(`${file} imports ${specifier}, and ${to} is not below ${from} in ${folder}/`);
      }
    }
  }
  for (const part of layers.flat()) {
    if (!there.has(part)) problems.add(`docs/architecture.md names ${folder}/${part}, which is not there`);
  }
  return [...problems];
}

/** Circles of files, and where there are none, of folders; those of the tests lend each other their kits. */
function circles(rooms: readonly Room[], imports: Imports): string[] {
  const files = findCircles(imports);
  const folders = rooms
    .filter(({ folder }) => folder !== "test")
    .flatMap(({ folder }) => findFolderCircles(imports, folder));
  return (files.length > 0 ? files : folders).map(
    (circle) => `a circle: ${[...circle, circle[0]].join(" → ")}`,
  );
}

/** Every problem, a line each; `top` is the repository. Throws when docs/architecture.md cannot be read. */
export function checkRooms(top: string): string[] {
  const page = readFileSync(join(top, "docs", "architecture.md"), "utf8");
  const rooms = readRooms(page);
  const missing = missingRooms(top, rooms);
  if (missing.length > 0) return missing;
  const imports = readImports(
    top,
    rooms.map(({ folder }) => folder),
  );
  return [
    ...wrongArrows(rooms, imports),
    ...readLayers(page).flatMap((layers) => upwardArrows(layers, imports)),
    ...circles(rooms, imports),
  ];
}
