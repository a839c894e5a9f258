/** Reads who may import whom from the tables of docs/architecture.md, their only place. */

/** One room: a folder, and what its files may import besides the room itself. */
export interface Room {
  readonly folder: string;
  /** Folders, or everything. */
  readonly mayImport: readonly string[] | "anything";
  /** Whether the package may be imported by its public name. */
  readonly byPublicName: boolean;
}

/** What lies in a room, from top to bottom: each layer imports only those below it. */
export interface Layers {
  readonly folder: string;
  readonly layers: readonly (readonly string[])[];
}

/** The rows of the first table below a heading, as cells. Throws when there is none. */
function tableBelow(page: string, heading: string): string[][] {
  const lines = page.split("\n");
  const start = lines.indexOf(heading);
  const rest = start < 0 ? [] : lines.slice(start + 1);
  const first = rest.findIndex((line) => line.startsWith("|"));
  const nextHeading = rest.findIndex((line) => line.startsWith("#"));
  if (first < 0 || (nextHeading >= 0 && nextHeading < first)) {
    throw new Error(`docs/architecture.md has no table below "${heading}".`);
  }
  const after = rest.slice(first + 2);
  const end = after.findIndex((line) => !line.startsWith("|"));
  return after.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands in backticks, without a slash at its end. */
function named(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!.replace(/\/$/, ""));
}

function folderOf(cell: string | undefined): string {
  const [folder, ...more] = named(cell ?? "");
  if (!folder || more.length > 0) throw new Error(`A room's row begins with one folder, not with "${cell}".`);
  return folder;
}

/** The rooms, in the order of the table. */
export function readRooms(page: string): Room[] {
  const rooms: Room[] = [];
  for (const cells of tableBelow(page, "## Rooms")) {
    const may = cells.at(-1) ?? "";
    rooms.push({
      folder: folderOf(cells[0]),
      mayImport: may.includes("anything")
        ? "anything"
        : may.includes("all of the above")
          ? rooms.map(({ folder }) => folder)
          : named(may),
      byPublicName: may.includes("by its public name"),
    });
  }
  return rooms;
}

/** The rooms that say what lies above what. */
export function readLayers(page: string): Layers[] {
  return tableBelow(page, "## Inside a room").map((cells) => ({
    folder: folderOf(cells[0]),
    layers: (cells[1] ?? "").split("→").map(named),
  }));
}
