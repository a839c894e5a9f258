import type { Nesting } from "../schema/attribute";
import type { Diagnostic_Severity, Schema_Object_NestingMode, StringKind } from "../wire/protocol";

// Written out here, with types that must agree with the protocol's, because importing the values would load the tables of
// all messages into the provider's code a second time: the entry that serves them has its own.

export const severities = { error: 1, warning: 2 } as const satisfies Record<string, Diagnostic_Severity>;

export const markdown = 1 satisfies StringKind;

export const nestingModes = { single: 1, list: 2, set: 3, map: 4 } as const satisfies Record<
  Nesting,
  Schema_Object_NestingMode
>;
