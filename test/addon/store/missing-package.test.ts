/** Packages that are not installed, as the several package managers let Node say it. */
import { expect, test } from "vitest";
import { isMissing } from "../../../src/addon/store/missing-package";

const failed = (code: string, message: string) => Object.assign(new Error(message), { code });

/** Of Yarn 4, shortened at the end. */
const plugAndPlay = (name: string) => `pumble-iac
tried to access ${name} (a peer dependency) but it isn't provided by your application; this makes the require call
ambiguous and unsound.

Required package: ${name} (via "${name}/package.json")
Required by: pumble-iac@virtual:60611c34#file:/project/pumble-iac-0.1.0.tgz (via /project/command.js)
`;

test.each([
  [
    "an import",
    failed("ERR_MODULE_NOT_FOUND", "Cannot find package 'libsql' imported from /x/command.js"),
    true,
  ],
  [
    "a require",
    failed("MODULE_NOT_FOUND", "Cannot find module 'libsql'\nRequire stack:\n- /x/command.js"),
    true,
  ],
  ["an import with Plug'n'Play", failed("MODULE_NOT_FOUND", plugAndPlay("libsql")), true],
  [
    "one of its own packages",
    failed("MODULE_NOT_FOUND", "Cannot find module '@libsql/linux-x64-gnu'"),
    false,
  ],
  [
    "one of its own with Plug'n'Play",
    failed("MODULE_NOT_FOUND", plugAndPlay("@libsql/linux-x64-gnu")),
    false,
  ],
  ["one with a longer name", failed("MODULE_NOT_FOUND", plugAndPlay("libsql-more")), false],
  ["another failure", failed("ERR_DLOPEN_FAILED", "the 'libsql' library cannot be opened"), false],
])("%s that fails says whether the package itself is missing", (_, error, expected) => {
  expect(isMissing(error, "libsql")).toBe(expected);
});
