import type { Call } from "../define/call";
import type { IdentityAttributes } from "../define/identity";
import type { Resource } from "../define/resource";
import { ownProblems } from "../own-problems";
import type { Problem } from "../problem";
import type { Values } from "../schema/walk";
import type { ValueIssue } from "../values/issue";
import { pack } from "../values/msgpack";
import { readPlainState } from "../values/state-json";
import type { Shape } from "../values/type";
import type {
  Draft,
  GetResourceIdentitySchemas_Response,
  ResourceIdentityData,
  UpgradeResourceIdentity_Request,
  UpgradeResourceIdentity_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped, typeName } from "./catalog";
import { typeBytes } from "./schema-to-wire";
import type { Session, TypedAbout } from "./session";
import { blameProvider, readAny, refuseInput } from "./values";

function identityShape(attributes: IdentityAttributes): Shape {
  const fields = Object.entries(attributes).map(([name, { type }]) => [name, type.shape] as const);
  return { kind: "object", fields: Object.fromEntries(fields) };
}

/** The identity of an object in some state; undefined when its type has none. */
export function identityOf(
  resource: Resource<unknown>,
  state: Values,
  about: TypedAbout,
  call: Call,
): ResourceIdentityData | undefined {
  if (!resource.identity) return undefined;
  return writeIdentity(resource.identity.attributes, resource.identity.of(state), { about, call });
}

function writeIdentity(
  attributes: IdentityAttributes,
  value: Values,
  { about, call }: { about: TypedAbout; call: Call },
): ResourceIdentityData {
  const issues: ValueIssue[] = [];
  const msgpack = pack(identityShape(attributes), value, { issues });
  blameProvider(issues, about, call);
  return { identityData: { msgpack, json: new Uint8Array(0) } };
}

/** The identity that a person gave to import; null when there is none. */
export function readIdentity(
  resource: Resource<unknown>,
  data: ResourceIdentityData | undefined,
  call: Call,
): Values | null {
  if (!data?.identityData) return null;
  if (!resource.identity) return null;
  const issues: ValueIssue[] = [];
  const value = readAny(identityShape(resource.identity.attributes), data.identityData, issues);
  refuseInput(issues, call);
  return value as Values | null;
}

export function getResourceIdentitySchemas(
  session: Session,
  wire: WireCall,
): Promise<Draft<GetResourceIdentitySchemas_Response>> {
  type Reply = Draft<GetResourceIdentitySchemas_Response>;
  return session.answer<Reply>({ rpc: "GetResourceIdentitySchemas" }, wire, {}, async () => {
    const schemas = session.provider.resources.flatMap((resource) => {
      if (!resource.identity) return [];
      const identityAttributes = Object.entries(resource.identity.attributes).map(([name, attribute]) => ({
        name,
        type: typeBytes(attribute.type.shape),
        requiredForImport: attribute.import !== "optional",
        optionalForImport: attribute.import === "optional",
        description: attribute.description,
      }));
      const schema = { version: resource.identity.version ?? 0, identityAttributes };
      return [[typeName(session.provider, resource), schema] as const];
    });
    return { identitySchemas: Object.fromEntries(schemas) };
  });
}

export function upgradeResourceIdentity(
  session: Session,
  request: UpgradeResourceIdentity_Request,
  wire: WireCall,
): Promise<Draft<UpgradeResourceIdentity_Response>> {
  const rpc = {
    rpc: "UpgradeResourceIdentity",
    type: request.typeName,
    definitions: session.provider.resources,
    fallback: {} as Draft<UpgradeResourceIdentity_Response>,
  };
  return answerTyped(session, rpc, wire, async ({ identity }, call, about) => {
    const version = Number(request.version);
    const old = readPlainState(request.rawIdentity?.json ?? new Uint8Array(0));
    if (!identity) throw cannotUpgrade(about, version);
    if (version !== (identity.version ?? 0) && !identity.upgrade) throw cannotUpgrade(about, version);
    const value = version === (identity.version ?? 0) ? old : identity.upgrade!({ version, identity: old });
    return { upgradedIdentity: writeIdentity(identity.attributes, value, { about, call }) };
  });
}

function cannotUpgrade({ type }: TypedAbout, version: number): Problem {
  return ownProblems.identity_version_unknown({ type, version });
}
