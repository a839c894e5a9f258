import { expect, it } from "vitest";
import { markdown, nestingModes, severities } from "../../../src/terraform/rpc/wire-constants";
import {
  Diagnostic_Severity,
  Schema_Object_NestingMode,
  StringKind,
} from "../../../src/terraform/wire/protocol";

it("the written-out constants are the protocol's", () => {
  expect(severities).toEqual({ error: Diagnostic_Severity.ERROR, warning: Diagnostic_Severity.WARNING });
  expect(markdown).toBe(StringKind.MARKDOWN);
  const { SINGLE: single, LIST: list, SET: set, MAP: map } = Schema_Object_NestingMode;
  expect(nestingModes).toEqual({ single, list, set, map });
});
