export { decode, encode } from "./codec";
export * from "./generated/tfplugin6";
export { type Draft, type Int64, MessageSet, MessageTable, ServiceTable, type WireCall } from "./tables";
