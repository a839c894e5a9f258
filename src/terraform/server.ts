import type { Provider } from "./define/provider";
import type { Logger } from "./process/log";
import { invokeAction, planAction } from "./rpc/actions";
import { applyResourceChange } from "./rpc/apply-resource-change";
import { callFunction, getFunctions } from "./rpc/call-function";
import { configureProvider } from "./rpc/configure-provider";
import { closeEphemeralResource, openEphemeralResource, renewEphemeralResource } from "./rpc/ephemeral";
import { generateResourceConfig } from "./rpc/generate-resource-config";
import { getMetadata } from "./rpc/get-metadata";
import { getProviderSchema } from "./rpc/get-provider-schema";
import { getResourceIdentitySchemas, upgradeResourceIdentity } from "./rpc/identity";
import { importResourceState } from "./rpc/import-resource-state";
import { listResource } from "./rpc/list-resource";
import { moveResourceState } from "./rpc/move-resource-state";
import { planResourceChange } from "./rpc/plan-resource-change";
import { readDataSource } from "./rpc/read-data-source";
import { readResource } from "./rpc/read-resource";
import { Session } from "./rpc/session";
import { upgradeResourceState } from "./rpc/upgrade-resource-state";
import { validate, validateProviderConfig } from "./rpc/validate";
import type { ProviderServer } from "./wire/protocol";

/** Answers every RPC of the plugin protocol from a provider's definition. What is not defined stays unimplemented. */
export function createProviderServer(provider: Provider, options: { log?: Logger } = {}): ProviderServer {
  const session = new Session(provider, options);
  return {
    getMetadata: (_request, call) => getMetadata(session, call),
    getProviderSchema: (_request, call) => getProviderSchema(session, call),
    validateProviderConfig: (request, call) => validateProviderConfig(session, request, call),
    configureProvider: (request, call) => configureProvider(session, request, call),
    stopProvider: async () => {
      session.stop();
      return { error: "" };
    },
    ...(provider.resources.length > 0 ? resourceMethods(session) : {}),
    ...(provider.dataSources.length > 0 ? dataSourceMethods(session) : {}),
    ...(provider.ephemeralResources.length > 0 ? ephemeralMethods(session) : {}),
    ...(provider.functions.length > 0 ? functionMethods(session) : {}),
    ...(provider.resources.some(({ identity }) => identity) ? identityMethods(session) : {}),
    ...(provider.resources.some(({ list }) => list) ? listMethods(session) : {}),
    ...(provider.actions.length > 0 ? actionMethods(session) : {}),
  };
}

function resourceMethods(session: Session): ProviderServer {
  return {
    validateResourceConfig: ({ typeName: type, config, clientCapabilities }, call) => {
      const writeOnlyAllowed = clientCapabilities?.writeOnlyAttributesAllowed ?? false;
      const definitions = session.provider.resources;
      const rpc = "ValidateResourceConfig";
      return validate(session, { rpc, type, definitions, config, writeOnlyAllowed }, call);
    },
    upgradeResourceState: (request, call) => upgradeResourceState(session, request, call),
    readResource: (request, call) => readResource(session, request, call),
    planResourceChange: (request, call) => planResourceChange(session, request, call),
    applyResourceChange: (request, call) => applyResourceChange(session, request, call),
    importResourceState: (request, call) => importResourceState(session, request, call),
    generateResourceConfig: (request, call) => generateResourceConfig(session, request, call),
    moveResourceState: (request, call) => moveResourceState(session, request, call),
  };
}

function dataSourceMethods(session: Session): ProviderServer {
  return {
    validateDataResourceConfig: ({ typeName: type, config }, call) => {
      const definitions = session.provider.dataSources;
      return validate(session, { rpc: "ValidateDataResourceConfig", type, definitions, config }, call);
    },
    readDataSource: (request, call) => readDataSource(session, request, call),
  };
}

function ephemeralMethods(session: Session): ProviderServer {
  return {
    validateEphemeralResourceConfig: ({ typeName: type, config }, call) => {
      const definitions = session.provider.ephemeralResources;
      return validate(session, { rpc: "ValidateEphemeralResourceConfig", type, definitions, config }, call);
    },
    openEphemeralResource: (request, call) => openEphemeralResource(session, request, call),
    renewEphemeralResource: (request, call) => renewEphemeralResource(session, request, call),
    closeEphemeralResource: (request, call) => closeEphemeralResource(session, request, call),
  };
}

function functionMethods(session: Session): ProviderServer {
  return {
    getFunctions: (_request, call) => getFunctions(session, call),
    callFunction: (request, call) => callFunction(session, request, call),
  };
}

function identityMethods(session: Session): ProviderServer {
  return {
    getResourceIdentitySchemas: (_request, call) => getResourceIdentitySchemas(session, call),
    upgradeResourceIdentity: (request, call) => upgradeResourceIdentity(session, request, call),
  };
}

function listMethods(session: Session): ProviderServer {
  return {
    validateListResourceConfig: ({ typeName: type, config }, call) => {
      const definitions = session.provider.resources.flatMap(({ name, list }) =>
        list ? [{ name, attributes: list.attributes }] : [],
      );
      return validate(session, { rpc: "ValidateListResourceConfig", type, definitions, config }, call);
    },
    listResource: (request, call) => listResource(session, request, call),
  };
}

function actionMethods(session: Session): ProviderServer {
  return {
    validateActionConfig: ({ typeName: type, config }, call) => {
      const definitions = session.provider.actions;
      return validate(session, { rpc: "ValidateActionConfig", type, definitions, config }, call);
    },
    planAction: (request, call) => planAction(session, request, call),
    invokeAction: (request, call) => invokeAction(session, request, call),
  };
}
