import { checkProvider } from "../define/check";
import { ownProblems } from "../own-problems";
import type { Attributes } from "../schema/attribute";
import type {
  Draft,
  GetProviderSchema_Response,
  Schema,
  ServerCapabilities,
  WireCall,
} from "../wire/protocol";
import { typeName } from "./catalog";
import { functionToWire } from "./function-to-wire";
import { schemaToWire } from "./schema-to-wire";
import type { Session } from "./session";

/** What this layer does beyond the first protocol, for this provider. */
export function serverCapabilities(session: Session): Draft<ServerCapabilities> {
  return {
    planDestroy: true,
    getProviderSchemaOptional: true,
    moveResourceState: session.provider.resources.some((resource) => resource.move),
    generateResourceConfig: session.provider.resources.some((resource) => resource.importState),
  };
}

export function getProviderSchema(
  session: Session,
  wire: WireCall,
): Promise<Draft<GetProviderSchema_Response>> {
  const { provider } = session;
  const fallback: Draft<GetProviderSchema_Response> = { provider: schemaToWire({}) };
  return session.answer<Draft<GetProviderSchema_Response>>(
    { rpc: "GetProviderSchema" },
    wire,
    fallback,
    async ({ diagnostics }) => {
      for (const cause of checkProvider(provider)) {
        diagnostics.add(ownProblems.schema_wrong({ fault: cause }));
      }
      if (diagnostics.hasError) return undefined;
      const lists = provider.resources.flatMap((resource) =>
        resource.list ? [{ ...resource.list, name: resource.name, configOnly: true }] : [],
      );
      const configOnly = provider.actions.map((action) => ({ ...action, configOnly: true }));
      const actions = Object.entries(schemas(session, configOnly));
      return {
        serverCapabilities: serverCapabilities(session),
        provider: schemaToWire(provider.attributes, { description: provider.description, configOnly: true }),
        resourceSchemas: schemas(session, provider.resources),
        dataSourceSchemas: schemas(session, provider.dataSources),
        ephemeralResourceSchemas: schemas(session, provider.ephemeralResources),
        listResourceSchemas: schemas(session, lists),
        actionSchemas: Object.fromEntries(actions.map(([type, schema]) => [type, { schema }])),
        functions: Object.fromEntries(provider.functions.map((each) => [each.name, functionToWire(each)])),
      };
    },
  );
}

interface Described {
  readonly name: string;
  readonly description: string;
  readonly version?: number;
  readonly deprecated?: string;
  readonly configOnly?: boolean;
  readonly attributes: Attributes;
}

function schemas(session: Session, definitions: readonly Described[]): Record<string, Draft<Schema>> {
  const entries = definitions.map(
    (definition) =>
      [typeName(session.provider, definition), schemaToWire(definition.attributes, definition)] as const,
  );
  return Object.fromEntries(entries);
}
