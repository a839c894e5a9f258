import { runtimeVersion } from "./runtimes";

/** What Bun links statically, by licence, as its own LICENSE.md has it. */
const linked: Readonly<Record<string, readonly string[]>> = {
  "LGPL 2": ["JavaScriptCore and parts of WebKit"],
  "LGPL 2.1": ["tinycc"],
  MIT: [
    "brotli",
    "c-ares",
    "libdeflate",
    "libuv (Windows)",
    "ls-hpack",
    "ls-qpack",
    "lsquic",
    "mimalloc",
    "uucode",
  ],
  "Perl or MIT": ["picohttpparser"],
  "BSD 2-Clause": ["libbase64", "libspng"],
  "BSD 3-Clause": ["libwebp", "lol-html", "parts of lsquic, from Chromium"],
  "BSD 3-Clause, IJG, zlib": ["libjpeg-turbo"],
  "BSD or GPL 2": ["zstd"],
  "Apache 2.0": [
    "highway",
    "simdutf",
    "uSockets",
    "uWebSockets",
    "parts of TigerBeetle",
    "parts of LLVM's libc++abi",
  ],
  zlib: ["zlib-ng"],
  "several, see the library": ["BoringSSL", "libarchive", "ICU"],
};

/**
 * Whose work the runtime in an executable is, and where its sources are: goes beside each executable. Bun's package on
 * the npm registry brings no licence text, so the texts are named by their address.
 */
export function runtimeNotices(): string {
  const tag = `https://github.com/oven-sh/bun/blob/bun-v${runtimeVersion}`;
  const libraries = Object.entries(linked).map(([licence, names]) => `- ${licence}: ${names.join(", ")}`);
  return [
    `Bun ${runtimeVersion} (MIT)`,
    `The executable carries Bun's own build for its platform, https://bun.sh, in which the names of a few environment variables and one address are changed. Its licence and those of all that it holds: ${tag}/LICENSE.md`,
    `It is linked statically with these libraries, by licence:\n\n${libraries.join("\n")}`,
    `JavaScriptCore may be changed and linked anew: its sources are at https://github.com/oven-sh/webkit, at the commit that Bun's sources name, and LICENSE.md says how Bun is built with them. The provider's own part is JavaScript, of which the launcher's package holds the text.`,
  ].join("\n\n");
}
