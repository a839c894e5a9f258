import { settleState } from "../plan/settle-state";
import type { Draft, ReadDataSource_Request, ReadDataSource_Response, WireCall } from "../wire/protocol";
import { answerTyped } from "./catalog";
import { handed, type Session } from "./session";
import { checkKnown } from "./validate";
import { readConfig, writeObject } from "./values";

export function readDataSource(
  session: Session,
  request: ReadDataSource_Request,
  wire: WireCall,
): Promise<Draft<ReadDataSource_Response>> {
  const rpc = {
    rpc: "ReadDataSource",
    type: request.typeName,
    definitions: session.provider.dataSources,
    fallback: {} as Draft<ReadDataSource_Response>,
  };
  return answerTyped(session, rpc, wire, async (dataSource, call, about) => {
    const config = readConfig(session, dataSource.attributes, request.config, call);
    await checkKnown(dataSource, config, call);
    const found = await dataSource.read(handed(call, { context: session.context, config }));
    const state = settleState(dataSource.attributes, found, config);
    return { state: writeObject(session, dataSource.attributes, state, { about, call }) };
  });
}
