/** Runs one script, for tests that kill its runner. Arguments: the script and the built SDK. */
import { runScript } from "../../src/scripts/runner";

const [file = "", sdk = ""] = process.argv.slice(2);
void runScript({ file, sdk });
