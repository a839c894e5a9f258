/** A package that only some need, and that is therefore not installed with this one. */
export class MissingPackage extends Error {
  readonly nextStep: string;

  /** @param purpose what it is needed for, such as "An SQLite file" */
  constructor(purpose: string, name: string) {
    super(`${purpose} needs the package ${name}, which is not installed.`);
    this.name = "MissingPackage";
    this.nextStep = `Run: npm install ${name}`;
  }
}

/** Whether an import failed because the package itself is not there: as Node says it, or Yarn's Plug'n'Play. */
export function isMissing(error: unknown, name: string): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(code ?? "")) return false;
  return (
    message.includes(`'${name}'`) || message.split(/\s+/).join(" ").includes(`Required package: ${name} `)
  );
}
