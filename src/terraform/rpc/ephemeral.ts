import { settleState } from "../plan/settle-state";
import type { Json } from "../values/type";
import type {
  CloseEphemeralResource_Request,
  CloseEphemeralResource_Response,
  Draft,
  OpenEphemeralResource_Request,
  OpenEphemeralResource_Response,
  RenewEphemeralResource_Request,
  RenewEphemeralResource_Response,
  Timestamp,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { handed, type Session } from "./session";
import { checkKnown } from "./validate";
import { readConfig, writeObject } from "./values";

const utf8 = new TextEncoder();
const text = new TextDecoder();

export function openEphemeralResource(
  session: Session,
  request: OpenEphemeralResource_Request,
  wire: WireCall,
): Promise<Draft<OpenEphemeralResource_Response>> {
  const fallback: Draft<OpenEphemeralResource_Response> = {};
  const rpc = named(session, "OpenEphemeralResource", request.typeName, fallback);
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    const config = readConfig(session, resource.attributes, request.config, call);
    await checkKnown(resource, config, call);
    const opened = await resource.open(handed(call, { context: session.context, config }));
    const result = settleState(resource.attributes, opened.result, config);
    return {
      result: writeObject(session, resource.attributes, result, { about, call }),
      ...lifetime(opened),
    };
  });
}

export function renewEphemeralResource(
  session: Session,
  request: RenewEphemeralResource_Request,
  wire: WireCall,
): Promise<Draft<RenewEphemeralResource_Response>> {
  const fallback: Draft<RenewEphemeralResource_Response> = { private: request.private };
  const rpc = named(session, "RenewEphemeralResource", request.typeName, fallback);
  return answerTyped(session, rpc, wire, async (resource, call) => {
    const own = readPrivate(request.private);
    const renewed = (await resource.renew?.(handed(call, { context: session.context, private: own }))) ?? {};
    return lifetime(renewed);
  });
}

export function closeEphemeralResource(
  session: Session,
  request: CloseEphemeralResource_Request,
  wire: WireCall,
): Promise<Draft<CloseEphemeralResource_Response>> {
  const fallback: Draft<CloseEphemeralResource_Response> = {};
  const rpc = named(session, "CloseEphemeralResource", request.typeName, fallback);
  return answerTyped(session, rpc, wire, async (resource, call) => {
    await resource.close?.(handed(call, { context: session.context, private: readPrivate(request.private) }));
    return undefined;
  });
}

function named<Reply>(session: Session, rpc: string, type: string, fallback: Reply) {
  return { rpc, type, definitions: session.provider.ephemeralResources, fallback };
}

/** The optional fields stay absent when there is nothing to say. */
function lifetime(of: { renewAt?: Date; private?: Json }): { renewAt?: Timestamp; private?: Uint8Array } {
  return {
    ...(of.renewAt ? { renewAt: timestamp(of.renewAt) } : {}),
    ...(of.private === undefined ? {} : { private: utf8.encode(JSON.stringify(of.private)) }),
  };
}

function timestamp(date: Date): Timestamp {
  const ms = date.getTime();
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 };
}

function readPrivate(bytes: Uint8Array | undefined): Json {
  return bytes && bytes.length > 0 ? (JSON.parse(text.decode(bytes)) as Json) : null;
}
