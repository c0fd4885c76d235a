import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Kept out of vite.config.ts, so that building never loads the test tools. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    environment: "node",
    // Files share what they load: loading it anew for each took longer than the tests. No file may leave anything changed behind.
    isolate: false,
    maxWorkers: "100%",
    // For hangs only: properties take many runs, and CI machines are busy. No test may depend on how long something takes.
    testTimeout: 120_000,
    include: [
      "src/**/*.test.{ts,tsx}",
      "server/**/*.test.ts",
      "test/{conformance,integration}/**/*.test.ts",
      "test/*.test.ts",
    ],
  },
});
