/**
 * The runtime that a standalone executable carries: Bun's own builds as they are on the npm registry, pinned by hash. For
 * x64 those that ask for no more than a processor of 2008.
 */

export const runtimeVersion = "1.4.5";

export interface Runtime {
  /** Name on the npm registry. */
  readonly package: string;
  /** Of the package's archive, as a lock file holds it. */
  readonly integrity: string;
  /** What `bun build --target` calls it. */
  readonly target: string;
}

/** By Terraform's name of the platform. */
const runtimes = {
  darwin_amd64: {
    package: "@oven/bun-darwin-x64-baseline",
    integrity:
      "sha512-zqfLA5A4B+hYMh5WYzYSot3uZ06FzhdP0OEwQisEzdirYtXGj5cQFlfy31BGfNsAsk1Gd/w/OxJ/jqqJ3cMclw==",
    target: "bun-darwin-x64-baseline",
  },
  darwin_arm64: {
    package: "@oven/bun-darwin-aarch64",
    integrity:
      "sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==",
    target: "bun-darwin-arm64",
  },
  linux_amd64: {
    package: "@oven/bun-linux-x64-baseline",
    integrity:
      "sha512-s8yMwYcFnnrA178gji0gZbkE2WVDej/Ti1x770oPfihxyRxSMNhGhiAQNXV53aDeraZxksdvKV/RAdQBCd0qPA==",
    target: "bun-linux-x64-baseline",
  },
  linux_arm64: {
    package: "@oven/bun-linux-aarch64",
    integrity:
      "sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
    target: "bun-linux-arm64",
  },
  windows_amd64: {
    package: "@oven/bun-windows-x64-baseline",
    integrity:
      "sha512-/U3Dc74uGqE6EUqef7mPtg9KwJs7iJH4JHRMfIZIn18MrJh6Xz4gVvWDXRvzCL2j8wPlTnJVyrO4n7Qq4uM7TQ==",
    target: "bun-windows-x64-baseline",
  },
} as const satisfies Record<string, Runtime>;

/** The same for a Linux with musl, such as Alpine; it needs the packages `libstdc++` and `libgcc` there. */
const muslRuntimes = {
  linux_amd64: {
    package: "@oven/bun-linux-x64-musl-baseline",
    integrity:
      "sha512-cWJhU8h0+MiUgpSt99sQhjxLIIosKEcKYdtKddohokUvAuN6jKOy7g7+QDTZTXtwHxz93wL3BX+L6wXVPDUH3A==",
    target: "bun-linux-x64-baseline-musl",
  },
  linux_arm64: {
    package: "@oven/bun-linux-aarch64-musl",
    integrity:
      "sha512-XCNc+WvvMAdNNb+OWTogpy+N9wm62fkVeEVLb6how0RZhW5LPi6c7BlkeVCuWps7XjEl2saFpHFa20/1E+PAHg==",
    target: "bun-linux-arm64-musl",
  },
} as const satisfies Record<string, Runtime>;

export type StandalonePlatform = keyof typeof runtimes;

export const standalonePlatforms = Object.keys(runtimes) as StandalonePlatform[];

/** @throws Error that names the platforms there are */
export function runtimeFor(platform: string, { musl = false }: { musl?: boolean } = {}): Runtime {
  const table: Record<string, Runtime> = musl ? muslRuntimes : runtimes;
  const runtime = table[platform];
  if (runtime) return runtime;
  const kind = musl ? "executable for musl" : "standalone executable";
  throw new Error(`There is no ${kind} for ${platform}: choose from ${Object.keys(table).join(", ")}.`);
}
