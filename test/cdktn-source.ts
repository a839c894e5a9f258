/** The project `cdktn` tests what this writes. */
export { writeCdktnSource as setup } from "../tools/cdktn-source";
