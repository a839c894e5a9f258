/** A workspace in a process of its own: `tsx serve.ts FOLDER` prints where it answers, as one line of JSON. */
import { startLocalWorkspace } from "../../src/local";

startLocalWorkspace({ dataDir: process.argv[2]! }).then(
  ({ close: _, ...shown }) => console.log(JSON.stringify(shown)),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
