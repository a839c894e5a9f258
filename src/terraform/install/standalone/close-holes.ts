/**
 * What of the runtime answers to the environment of whoever runs Terraform, and has no switch of its own. A variable of
 * somebody's shell must not make a plugin another program, add options to it, open a debugger, or print before the
 * handshake; and a crash is nobody else's business.
 */
const variables = ["BUN_BE_BUN", "BUN_OPTIONS", "BUN_INSPECT", "BUN_JSC_"];
const crashReports = "https://bun.report";
/** As long as what it stands for; RFC 2606 keeps `.invalid` from ever being a host. */
const nowhere = "https://no.invalid";

/**
 * Changes the runtime's own code in place: variables get a name that no environment can hold, and crash reports an
 * address that does not exist. To be done before compiling, which signs the result anew where the system asks for it.
 * @throws Error when one of them is not there, so that another version of the runtime does not pass unseen
 */
export function closeHoles(runtime: Buffer): Buffer {
  for (const name of variables) replaceAll(runtime, name, `=${name.slice(1)}`);
  replaceAll(runtime, crashReports, nowhere);
  return runtime;
}

function replaceAll(runtime: Buffer, text: string, by: string): void {
  let at = runtime.indexOf(text);
  if (at < 0) throw new Error(`The runtime does not name ${text}: see whether this version still heeds it.`);
  for (; at >= 0; at = runtime.indexOf(text, at)) runtime.write(by, at, "latin1");
}
