/** The unit tests of one room as the mutation tester runs them. `MUTATED_ROOM` is the room: `src/pumble`. */
import { defineConfig, mergeConfig } from "vitest/config";
import base, { unitTests } from "../../vitest.config.mjs";

const room = process.env["MUTATED_ROOM"] ?? "";
/** A room's own tests should notice: those below `test/pumble` for `src/pumble`, and no others. */
const tests = room.replace(/^src\//, "").replace(/\/+$/, "");

export default mergeConfig(
  { resolve: base.resolve, ssr: base.ssr },
  defineConfig({ test: { ...unitTests, include: [`test/${tests}/**/*.test.ts`], bail: 1 } }),
);
