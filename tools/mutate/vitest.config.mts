/**
 * The tests of one room as the mutation tester runs them. `MUTATED_ROOM` is the room: `src/pumble`;
 * `MUTATION_TESTS` its tests, if not all.
 */
import { defineConfig, mergeConfig } from "vitest/config";
import base, { unitTests } from "../../vitest.config.mjs";

const room = process.env["MUTATED_ROOM"] ?? "";
/** A room's own tests should notice: those below `test/pumble` for `src/pumble`, the slow ones too, and no others. */
const tests = room.replace(/^src\//, "").replace(/\/+$/, "");
const include = process.env["MUTATION_TESTS"]?.split(" ") ?? [`test/${tests}/**/*.test.ts`];

export default mergeConfig(
  { resolve: base.resolve, ssr: base.ssr },
  defineConfig({ test: { ...unitTests, include, exclude: [], bail: 1 } }),
);
