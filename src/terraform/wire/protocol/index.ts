export { decode, encode } from "./codec";
export * from "./generated/tfplugin6";
export { type Call, type Draft, type Int64, MessageSet, MessageTable, ServiceTable } from "./tables";
