import type { Draft, ListResource_Event, ListResource_Request, WireCall } from "../wire/protocol";
import { typeName, unknownType } from "./catalog";
import { identityOf } from "./identity";
import { handed, type Session } from "./session";
import { checkKnown } from "./validate";
import { readConfig, writeObject } from "./values";

/** Streams what a list finds. A failure is the last event, with the problems and no object. */
export async function* listResource(
  session: Session,
  request: ListResource_Request,
  wire: WireCall,
): AsyncGenerator<Draft<ListResource_Event>> {
  const resource = session.provider.resources.find(
    (each) => typeName(session.provider, each) === request.typeName,
  );
  // A problem lies in what is configured, or in what was found; neither's secrets are for the log.
  const attributes = { ...resource?.attributes, ...resource?.list?.attributes };
  const about = { rpc: "ListResource", type: request.typeName, attributes };
  const call = session.begin(about, wire);
  const limit = Number(request.limit) || Number.POSITIVE_INFINITY;
  try {
    if (!resource?.list) throw unknownType(session, request.typeName);
    const config = readConfig(session, resource.list.attributes, request.config, call);
    await checkKnown(resource.list, config, call);
    const includeResource = request.includeResourceObject;
    const found = resource.list.run(
      handed(call, { context: session.context, config, limit, includeResource }),
    );
    let count = 0;
    for await (const { displayName, state } of found) {
      if (++count > limit) break;
      yield {
        identity: identityOf(resource, state, about, call),
        displayName,
        ...(includeResource
          ? { resourceObject: writeObject(session, resource.attributes, state, { about, call }) }
          : {}),
      };
    }
  } catch (error) {
    session.note(error, about, call);
  }
  const diagnostic = session.finish(about, call);
  if (diagnostic.length > 0) yield { diagnostic };
}
