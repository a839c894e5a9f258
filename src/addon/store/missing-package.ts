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

/** Whether an import failed because the package itself is not there. */
export function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return /^(ERR_)?MODULE_NOT_FOUND$/.test(code ?? "") && message?.includes(`'${name}'`) === true;
}
