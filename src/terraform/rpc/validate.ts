import type { Call as AuthorCall } from "../define/call";
import type { Attributes } from "../schema/attribute";
import { validateConfig } from "../schema/check-config";
import type { Values } from "../schema/walk";
import type { Call, Diagnostic, Draft, DynamicValue, ValidateProviderConfig_Request } from "../wire/protocol";
import { answerTyped, type Named } from "./catalog";
import { handed, type Session } from "./session";
import { readPresent } from "./values";

type Reply = Promise<{ diagnostics: Draft<Diagnostic>[] }>;

/** Anything with a schema and perhaps checks of its own. */
interface Checked {
  readonly attributes: Attributes;
  validate?(call: AuthorCall & { config: Values }): Promise<void> | void;
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
export function validate(session: Session, request: ValidateRequest, wire: Call): Reply {
  return answerTyped(session, { ...request, fallback: {} }, wire, (checked, call) =>
    check(session, checked, request, call),
  );
}

export function validateProviderConfig(
  session: Session,
  request: ValidateProviderConfig_Request,
  wire: Call,
): Reply {
  const { provider } = session;
  const about = { rpc: "ValidateProviderConfig", attributes: provider.attributes };
  return session.answer(about, wire, {}, (call) => check(session, provider, request, call));
}

async function check(
  session: Session,
  checked: Checked,
  {
    config: wireConfig,
    writeOnlyAllowed = true,
  }: { config?: DynamicValue | undefined; writeOnlyAllowed?: boolean },
  call: AuthorCall,
): Promise<undefined> {
  const config = readPresent(session, checked.attributes, wireConfig, call);
  validateConfig(checked.attributes, config, { diagnostics: call.diagnostics, writeOnlyAllowed });
  if (!call.diagnostics.hasError) await checked.validate?.({ ...handed(call), config });
}
