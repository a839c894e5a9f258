/** `npm run rooms`: imports go only as docs/architecture.md says, and never in a circle. Exit 1 names each that does not. */
import { checkRooms } from "./check";

const problems = checkRooms(process.cwd()); // npm scripts run at the top
if (problems.length > 0) {
  console.error(`Rooms: ${problems.length} problem(s) against docs/architecture.md:`);
  for (const problem of problems) console.error(`  ${problem}`);
  process.exitCode = 1;
}
