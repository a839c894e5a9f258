import { apache2 } from "./licences/apache-2";
import { lgpl2 } from "./licences/lgpl-2";
import { lgpl21 } from "./licences/lgpl-2-1";
import { bsd2, bsd3, mit, zlib } from "./licences/permissive";
import { runtimeVersion } from "./runtimes";

interface Licence {
  readonly name: string;
  /** Libraries, with the holders of the copyright where the licence's own text does not name them. */
  readonly of: readonly string[];
  readonly text: string;
}

/** What Bun links statically, by licence, as its own LICENSE.md has it; the holders as each library names them. */
const linked: readonly Licence[] = [
  {
    name: "GNU Library General Public License 2",
    of: ["JavaScriptCore and parts of WebKit, https://github.com/oven-sh/webkit"],
    text: lgpl2,
  },
  {
    name: "GNU Lesser General Public License 2.1",
    of: ["tinycc, https://github.com/tinycc/tinycc"],
    text: lgpl21,
  },
  {
    name: "MIT",
    of: [
      "Bun, https://github.com/oven-sh/bun",
      "brotli. Copyright (c) 2009, 2010, 2013-2016 by the Brotli Authors",
      "c-ares. Copyright (c) Daniel Stenberg with many contributors",
      "libdeflate. Copyright Eric Biggers, Google LLC",
      "libuv, on Windows. Copyright (c) 2015-present libuv project contributors, Joyent, Inc. and other Node contributors",
      "ls-hpack, ls-qpack and lsquic. Copyright (c) LiteSpeed Technologies Inc",
      "mimalloc. Copyright (c) Microsoft Corporation, Daan Leijen",
      "picohttpparser. Copyright (c) Kazuho Oku, Tokuhiro Matsuno, Daisuke Murase",
      "uucode. Copyright (c) Jacob Sandlund",
      "esbuild, of which Bun's parsers are a port. Copyright (c) Evan Wallace",
      "acorn, acorn-walk, assert, browserify-zlib, buffer, constants-browserify, crypto-browserify, domain-browser, events, https-browserify, os-browserify, path-browserify, process, punycode, querystring-es3, stream-browserify, stream-http, string_decoder, timers-browserify, tty-browserify, url, util and vm-browserify. Copyright (c) their authors, as the npm registry names them",
    ],
    text: mit,
  },
  {
    name: "BSD, 2 clauses",
    of: [
      "libbase64. Copyright (c) Nick Galbreath, Wojciech Mula, Matthieu Darbois, Alfred Klomp",
      "libspng. Copyright (c) Randy",
    ],
    text: bsd2,
  },
  {
    name: "BSD, 3 clauses",
    of: [
      "libwebp. Copyright (c) 2010, Google Inc.",
      "lol-html. Copyright (C) 2019, Cloudflare, Inc., Ivan Nikulin",
      "lsquic, in parts. Copyright 2015 The Chromium Authors",
      "zstd. Copyright (c) Meta Platforms, Inc. and affiliates",
      "libjpeg-turbo. This software is based in part on the work of the Independent JPEG Group",
    ],
    text: bsd3,
  },
  {
    name: "Apache License 2.0",
    of: [
      "highway",
      "simdutf",
      "uSockets",
      "uWebSockets",
      "TigerBeetle, in parts",
      "LLVM's libc++abi, in parts",
    ],
    text: apache2,
  },
  {
    name: "zlib",
    of: ["zlib-ng. (C) Jean-loup Gailly and Mark Adler", "libjpeg-turbo, in parts"],
    text: zlib,
  },
];

/** Whose terms are many, one for each part: they are named by their address. */
const severalLicences: Readonly<Record<string, string>> = {
  BoringSSL: "https://boringssl.googlesource.com/boringssl/+/refs/heads/main/LICENSE",
  ICU: "https://github.com/unicode-org/icu/blob/main/LICENSE",
  libarchive: "https://github.com/libarchive/libarchive/blob/master/COPYING",
};

const rule = "-".repeat(80);

/**
 * Whose work the runtime in an executable is, by which licences, and where its sources are: goes beside each executable.
 * Bun's package on the npm registry brings no licence text.
 */
export function runtimeNotices(): string {
  const tag = `https://github.com/oven-sh/bun/blob/bun-v${runtimeVersion}`;
  const several = Object.entries(severalLicences).map(([name, address]) => `- ${name}: ${address}`);
  const about = [
    `Bun ${runtimeVersion} (MIT)`,
    `The executable carries Bun's own build for its platform, https://bun.sh, in which the names of a few environment variables and one address are changed. What it holds, as it says itself: ${tag}/LICENSE.md. It is linked statically with libraries, whose licences stand below.`,
    `JavaScriptCore may be changed and linked anew: its sources are at https://github.com/oven-sh/webkit, at the commit that Bun's sources name, and LICENSE.md says how Bun is built with them. The provider's own part is JavaScript, of which the launcher's package holds the text.`,
    `Of these, each part has terms of its own:\n\n${several.join("\n")}`,
  ];
  const texts = linked.map(({ name, of, text }) =>
    [`${name}, for`, of.map((one) => `- ${one}`).join("\n"), text].join("\n\n"),
  );
  return [about.join("\n\n"), ...texts].join(`\n\n${rule}\n\n`);
}
