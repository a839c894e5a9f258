import { version as packageVersion } from "../../package.json";

/** The one version, from package.json. */
export const version: string = packageVersion;
