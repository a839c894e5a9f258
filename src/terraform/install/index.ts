export { formatAddress, type ProviderAddress } from "./address";
export { type HiddenBy, type HiddenOptions, hiddenBy } from "./cli-config";
export { hashPackage } from "./hash";
export { currentPlatform, type InstallOptions, installPlugin } from "./install";
export {
  type LockEntry,
  type LockFileOptions,
  lockEntry,
  lockFileName,
  mergeLockEntry,
  writeLockFile,
} from "./lock-file";
export type { RequiredProvider } from "./named-providers";
export { checkNoLinks } from "./own-files";
export { launcherPlatforms } from "./package";
export { userMirror, userMirrors } from "./user-mirror";
