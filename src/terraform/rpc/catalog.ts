import type { Call } from "../define/call";
import type { Provider } from "../define/provider";
import { ownProblems } from "../own-problems";
import type { Problem } from "../problem";
import type { Attributes } from "../schema/attribute";
import type { Diagnostic, Draft, WireCall } from "../wire/protocol";
import type { Session, TypedAbout } from "./session";

/** Anything that Terraform names by type. */
export interface Named {
  readonly name: string;
  readonly attributes: Attributes;
}

/** The full type name, with the provider's prefix. */
export function typeName(provider: Provider, { name }: { readonly name: string }): string {
  return `${provider.name}_${name}`;
}

/** What an RPC about one type needs: its name, where to find its definition, and what to answer if all fails. */
export interface TypedRpc<T extends Named, Reply> {
  readonly rpc: string;
  readonly type: string;
  readonly definitions: readonly T[];
  readonly fallback: Reply;
}

/** Runs an RPC about one type. An unknown type is a problem like any other. */
export function answerTyped<T extends Named, Reply extends object>(
  session: Session,
  { rpc, type, definitions, fallback }: TypedRpc<T, Reply>,
  wire: WireCall,
  work: (definition: T, call: Call, about: TypedAbout) => Promise<NoInfer<Reply> | undefined>,
): Promise<Reply & { diagnostics: Draft<Diagnostic>[] }> {
  const prefix = `${session.provider.name}_`;
  const name = type.startsWith(prefix) ? type.slice(prefix.length) : undefined;
  const definition = definitions.find((each) => each.name === name);
  const about: TypedAbout = definition ? { rpc, type, attributes: definition.attributes } : { rpc, type };
  return session.answer(about, wire, fallback, async (call) => {
    if (!definition) throw unknownType(session, type);
    return work(definition, call, about);
  });
}

/** For a type or a function that this version of the provider does not have. */
export function unknownType(session: Session, type: string): Problem {
  return ownProblems.unknown_type({ provider: session.provider.name, type });
}
