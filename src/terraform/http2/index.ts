export { Http2Connection } from "./connection";
export { ErrorCode } from "./frame";
export { encodeHeaders, type Headers } from "./hpack";
export type { Http2Stream } from "./stream";
