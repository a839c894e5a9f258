export type { Action, ActionDefinition } from "./define/action";
export type { Call, ContextCall, Log, LogFields, PrivateState } from "./define/call";
export { type Definers, forContext } from "./define/context";
export type { DataSource, DataSourceDefinition } from "./define/data-source";
export type {
  EphemeralResource,
  EphemeralResourceDefinition,
  Opened,
  Renewed,
} from "./define/ephemeral-resource";
export { type Arguments, defineFunction, type Parameter, type ProviderFunction } from "./define/function";
export type { Identity, IdentityAttributes } from "./define/identity";
export type { List, Listed } from "./define/list";
export type { Provider, ProviderDefinition } from "./define/provider";
export type {
  CreateCall,
  DeleteCall,
  ImportCall,
  MoveCall,
  PlanCall,
  ReadCall,
  Resource,
  ResourceDefinition,
  UpdateCall,
  UpgradeCall,
} from "./define/resource";
export { ownProblems } from "./own-problems";
export { type AttributePath, Diagnostics, Problem, type ProblemOptions } from "./problem";
export {
  defineProblems,
  type ProblemCatalogue,
  type ProblemEntry,
  type ProblemMaker,
} from "./problem-catalogue";
export { type Attribute, type Attributes, a, type ReplaceRequest, type Validator } from "./schema/attribute";
export {
  atPlan,
  between,
  lengthBetween,
  matches,
  oneOf,
  sizeBetween,
  waitsForPlan,
} from "./schema/validators";
export type { Config, KnownConfig, Plan, Planned, State, ViewsOf } from "./schema/views";
export { createProviderServer } from "./server";
export { type Json, type KnownOf, type PartlyJson, type PartlyOf, type Type, t } from "./values/type";
export { isUnknown, isWhollyKnown, Unknown } from "./values/unknown";
