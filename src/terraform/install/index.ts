export { formatAddress, type ProviderAddress } from "./address";
export { hashPackage } from "./hash";
export { currentPlatform, type InstallOptions, installPlugin } from "./install";
export { type LockEntry, lockEntry, lockFileName, mergeLockEntry, writeLockFile } from "./lock-file";
