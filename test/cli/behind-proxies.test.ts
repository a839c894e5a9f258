import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { behindProxies } from "../../src/cli/behind-proxies";
import { runCommandLine } from "../../src/cli/command-line";

let said = "";
beforeEach(() => {
  said = "";
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
  vi.stubEnv("HTTPS_PROXY", "socks5://user:secret@h:1");
  vi.stubEnv("https_proxy", "");
  vi.stubEnv("PATH", "/nonexistent");
  vi.stubEnv("PUMBLE_BASE_URL", "http://127.0.0.1:9");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

it("a variable that names no proxy is told in words, and its value is not", async () => {
  expect(await runCommandLine(["export", "--channel", "doctor"], behindProxies)).toBe(1);
  expect(said.replace(/\s+/g, " ")).toBe(
    "pumble: HTTPS_PROXY is no proxy's address. Give one such as http://proxy.example.com:3128, or unset it. ",
  );
});

it("the doctor goes on, and says it among the rest", async () => {
  await runCommandLine(["doctor"], behindProxies);
  expect(said.replace(/\s+/g, " ")).toContain("✘ Proxy HTTPS_PROXY is no proxy's address.");
  expect(said).toContain("API key");
  expect(said).not.toContain("secret");
});

it.each([[["plan", "--help"]], [["completion", "bash"]], [["--version"]]])(
  "%j asks nobody, and goes on",
  async (words) => {
    expect((await runCommandLine(words, behindProxies)) ?? 0).toBe(0);
    expect(said).not.toContain("HTTPS_PROXY is no");
  },
);
