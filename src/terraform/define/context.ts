import type { Attributes } from "../schema/attribute";
import type { Action, ActionDefinition } from "./action";
import type { DataSource, DataSourceDefinition } from "./data-source";
import type { EphemeralResource, EphemeralResourceDefinition } from "./ephemeral-resource";
import type { Provider, ProviderDefinition } from "./provider";
import type { Resource, ResourceDefinition } from "./resource";

/** Definers that all know the same context type. */
export interface Definers<Context> {
  defineResource<A extends Attributes, L extends Attributes>(
    definition: ResourceDefinition<Context, A, L>,
  ): Resource<Context, A>;
  defineDataSource<A extends Attributes>(
    definition: DataSourceDefinition<Context, A>,
  ): DataSource<Context, A>;
  defineEphemeralResource<A extends Attributes>(
    definition: EphemeralResourceDefinition<Context, A>,
  ): EphemeralResource<Context, A>;
  defineAction<A extends Attributes>(definition: ActionDefinition<Context, A>): Action<Context, A>;
  defineProvider<A extends Attributes>(definition: ProviderDefinition<Context, A>): Provider;
}

/**
 * Names a provider's context type once, for all of its files:
 *
 * ```ts
 * export const { defineResource, defineDataSource, defineProvider } = forContext<MyContext>();
 * ```
 */
export function forContext<Context>(): Definers<Context> {
  return {
    defineResource: (definition) => definition,
    defineDataSource: (definition) => definition,
    defineEphemeralResource: (definition) => definition,
    defineAction: (definition) => definition,
    defineProvider: (definition) => ({
      resources: [],
      dataSources: [],
      ephemeralResources: [],
      actions: [],
      functions: [],
      ...definition,
    }),
  };
}
