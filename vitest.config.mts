import { defineConfig } from "vitest/config";

/** Tests that start Terraform, a browser or many processes; everything else is a unit test. */
const slow = ["test/e2e/**", "test/browser/**", "test/faults/**"];

const shared = {
  environment: "node" as const,
  setupFiles: ["test/setup.ts"],
};

export default defineConfig({
  resolve: { conditions: ["pumble-iac:source"] },
  ssr: { resolve: { conditions: ["pumble-iac:source"] } },
  test: {
    reporters: process.env.CI ? ["default"] : ["default"],
    projects: [
      {
        extends: true,
        test: { ...shared, name: "unit", include: ["test/**/*.test.ts"], exclude: slow },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "e2e",
          include: slow.map((folder) => `${folder}/*.test.ts`),
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
