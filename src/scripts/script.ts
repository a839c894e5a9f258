import type { z } from "zod";
import type { BaseClient } from "../client/base-client";
import type { Permissions } from "./permissions";

/** Tells what happens while it happens; one call, one line. */
export type Log = (text: string) => void;

/** The input's form: a zod schema, or a plain object of defaults whose fields may be given otherwise. */
export type InputForm = z.ZodType | Record<string, unknown> | undefined;

/** What `run` receives as `input`. */
export type InputOf<Form extends InputForm> = Form extends z.ZodType
  ? z.output<Form>
  : Form extends undefined
    ? undefined
    : Form;

/** What a script's `run` is given. */
export interface ScriptContext<Input> {
  /** The typed client; calls act as the owner of PUMBLE_API_KEY. Needs `permissions: { net: "pumble" }`. */
  pumble: BaseClient;
  input: Input;
  log: Log;
  /** Aborted when the script is to stop. */
  signal: AbortSignal;
}

/** A script as it is written. */
export interface ScriptDefinition<Form extends InputForm, Output> {
  /** @default no input */
  input?: Form;
  /** What it may do besides computing. @default nothing */
  permissions?: Permissions;
  /** Does the work; what it returns is the script's output and must fit into JSON. */
  run(context: ScriptContext<InputOf<Form>>): Promise<Output> | Output;
}

/** A script that was put at the runner's disposal. */
export type Script<Form extends InputForm = InputForm, Output = unknown> = ScriptDefinition<Form, Output>;
