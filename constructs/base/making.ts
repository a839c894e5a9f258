import type { TerraformMetaArguments } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { templateTexts } from "../text/template-text";
import { withAddresses } from "./lifecycle";

/** A construct of the generated bindings, as a class. */
export type L1<Config, Element> = new (scope: Construct, id: string, config: Config) => Element;

/** How the construct underneath is made. */
export interface Making<Element> {
  build(scope: Construct, id: string): Element;
  /** What is wrong with its configuration, in sentences; asked at synth and shown with the construct's path. */
  faults(): readonly string[];
}

/** Terraform's arguments that a construct has from what it hangs on. */
export type Inheritance = (
  heir: IConstruct,
) => Pick<TerraformMetaArguments, "provider" | "forEach" | "count">;

/** What a construct has from what it hangs on, and what is to be said of its configuration. */
export interface Around {
  readonly inherit?: Inheritance;
  readonly faults?: () => readonly string[];
}

/**
 * How to make a construct of the generated bindings whose texts are only text.
 * @param config as people wrote it; what is undefined counts as not written
 */
export function making<Config extends TerraformMetaArguments, Element>(
  l1: L1<Config, Element>,
  config: Config,
  { inherit = () => ({}), faults = () => [] }: Around = {},
): Making<Element> {
  const written = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  return {
    faults,
    build: (scope, id) => new l1(scope, id, escaped({ ...inherit(scope), ...written } as Config)),
  };
}

/** Terraform's own arguments are code, everything else is text. */
function escaped<Config extends TerraformMetaArguments>(config: Config): Config {
  const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection, ...texts } = config;
  const code = { dependsOn, count, provider, forEach, provisioners, connection };
  return {
    ...templateTexts(texts),
    ...code,
    ...(lifecycle && { lifecycle: withAddresses(lifecycle) }),
  } as Config;
}
