import type { Call } from "../define/call";
import { Diagnostics } from "../problem";
import type { Attributes } from "../schema/attribute";
import { validateConfig } from "../schema/check-config";
import type { Values } from "../schema/walk";
import type {
  Diagnostic,
  Draft,
  DynamicValue,
  ValidateProviderConfig_Request,
  WireCall,
} from "../wire/protocol";
import { answerTyped, type Named } from "./catalog";
import { handed, type Session, Stopped } from "./session";
import { readPresent } from "./values";

type Reply = Promise<{ diagnostics: Draft<Diagnostic>[] }>;

/** Anything with a schema and perhaps checks of its own. */
export interface Checked {
  readonly attributes: Attributes;
  validate?(call: Call & { config: Values }): Promise<void> | void;
}

/** One Validate…Config RPC about a type. */
export interface ValidateRequest {
  readonly rpc: string;
  readonly type: string;
  readonly definitions: readonly (Named & Checked)[];
  readonly config: DynamicValue | undefined;
  /** Whether this Terraform knows write-only attributes. Default true: others have none. */
  readonly writeOnlyAllowed?: boolean;
}

/** The answer to every Validate…Config RPC about a type: the schema's rules first, then the author's own checks. */
export function validate(session: Session, request: ValidateRequest, wire: WireCall): Reply {
  return answerTyped(session, { ...request, fallback: {} }, wire, (checked, call) =>
    check(session, checked, request, call),
  );
}

export function validateProviderConfig(
  session: Session,
  request: ValidateProviderConfig_Request,
  wire: WireCall,
): Reply {
  const { provider } = session;
  const about = { rpc: "ValidateProviderConfig", attributes: provider.attributes };
  return session.answer(about, wire, {}, (call) => check(session, provider, request, call));
}

async function check(
  session: Session,
  checked: Checked,
  { config: wireConfig, writeOnlyAllowed }: { config?: DynamicValue | undefined; writeOnlyAllowed?: boolean },
  call: Call,
): Promise<undefined> {
  const config = readPresent(session, checked.attributes, wireConfig, call);
  const { diagnostics } = call;
  validateConfig(checked.attributes, config, { diagnostics, writeOnlyAllowed, phase: "validation" });
  if (!diagnostics.hasError) await checked.validate?.(handed(call, { config }));
}

/**
 * Checks once more what is about to be used, known by now, and stops the call when something is wrong. Terraform
 * validates an action only while its variables and references are unknown, and other hosts may do so with others.
 */
export async function checkKnown(checked: Checked, config: Values, call: Call): Promise<void> {
  const { diagnostics } = call;
  validateConfig(checked.attributes, config, { diagnostics, phase: "run" });
  if (diagnostics.hasError) throw new Stopped();
  const again = new Diagnostics();
  await checked.validate?.(handed(call, { diagnostics: again, config }));
  // Its warnings were told at validation, or belong to what was unknown then and has come out well.
  for (const problem of again.problems) if (problem.severity === "error") diagnostics.add(problem);
  if (diagnostics.hasError) throw new Stopped();
}
