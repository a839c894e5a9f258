import type {
  ConfigureProvider_Request,
  ConfigureProvider_Response,
  Draft,
  WireCall,
} from "../wire/protocol";
import { handed, type Session } from "./session";
import { checkKnown } from "./validate";
import { readConfig } from "./values";

export function configureProvider(
  session: Session,
  request: ConfigureProvider_Request,
  wire: WireCall,
): Promise<Draft<ConfigureProvider_Response>> {
  const { provider } = session;
  const about = { rpc: "ConfigureProvider", attributes: provider.attributes };
  return session.answer(about, wire, {}, async (call) => {
    const config = readConfig(session, provider.attributes, request.config, call);
    await checkKnown(provider, config, call);
    session.context = await provider.configure(
      handed(call, { config, terraformVersion: request.terraformVersion }),
    );
    return undefined;
  });
}
