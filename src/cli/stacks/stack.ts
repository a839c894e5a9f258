/**
 * What `plan`, `apply`, `destroy` and `drift` work on: Terraform working folders, in the order in which they are
 * applied.
 */
import type { Finding, Limits, TerraformPlan, Words } from "../../review";

/** What Terraform said beside an error. */
export interface SaidBeside {
  readonly warnings: readonly Finding[];
  /** Addresses of what is in the state. */
  readonly looked: ReadonlySet<string>;
}

/** Objects at a time, by Terraform's command. */
export interface Parallelism {
  plan: number;
  apply: number;
}

export interface Stack {
  name: string;
  /** Absolute path of the folder that Terraform runs in. */
  dir: string;
  /** Names of stacks that have to be applied before. */
  dependsOn: string[];
  /** What the workspace file calls objects, by address. */
  words: ReadonlyMap<string, Words>;
  /** What else is to be said of a plan, such as of keys that look renamed. */
  advise?: (plan: TerraformPlan) => Finding[];
  /** Whether a warning of Terraform's says nothing here, for what it warns of is seen to. */
  isMoot?: (warning: Finding) => boolean;
  /** An error of Terraform's in the words of what the stack was written as. */
  errorInWords?: (error: Finding, beside: SaidBeside) => Finding;
  /** The policy's limits for one plan. */
  limits: Limits;
  /** How many objects Terraform may work on at a time; its own number when it is left out. */
  parallelism?: Parallelism;
}

export interface Project {
  kind: "workspace-file" | "cdktf" | "hcl";
  /** What people call it: the folder's name. */
  name: string;
  environment: string | null;
  /** In the order in which they are applied. */
  stacks: Stack[];
  /** Variables for Terraform beside those of the process. */
  env: Record<string, string>;
}

export interface ProjectOptions {
  /** A folder, or a workspace file. */
  path: string;
  /** Only these stacks; all when it is empty. */
  stacks: string[];
  environment?: string | undefined;
  /** Limits where no policy says otherwise. */
  limits: Limits;
  /** Go on without people whom Pumble does not know. */
  skipUnknownPeople?: boolean | undefined;
  /** Keep mentions of nobody as text. */
  unknownMentionsAsText?: boolean | undefined;
  /** Take over channels and announcements that are there already. */
  adopt?: boolean | undefined;
  /** Keep the state in a local file in CI too. */
  localState?: boolean | undefined;
}

export const noLimits: Limits = { maxRemoved: null, maxNotified: null };
