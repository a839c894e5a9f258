import type { Draft, GetMetadata_Response, WireCall } from "../wire/protocol";
import { typeName } from "./catalog";
import { serverCapabilities } from "./get-provider-schema";
import type { Session } from "./session";

export function getMetadata(session: Session, wire: WireCall): Promise<Draft<GetMetadata_Response>> {
  const { resources, dataSources, ephemeralResources, actions, functions } = session.provider;
  const named = (definitions: readonly { readonly name: string }[]) =>
    definitions.map((definition) => ({ typeName: typeName(session.provider, definition) }));
  return session.answer<Draft<GetMetadata_Response>>({ rpc: "GetMetadata" }, wire, {}, async () => ({
    serverCapabilities: serverCapabilities(session),
    resources: named(resources),
    dataSources: named(dataSources),
    ephemeralResources: named(ephemeralResources),
    listResources: named(resources.filter((resource) => resource.list)),
    actions: named(actions),
    functions: functions.map(({ name }) => ({ name })),
  }));
}
