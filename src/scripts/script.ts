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
  /** Text files that it declared; in a dry run what it writes is told instead. */
  files: ScriptFiles;
  /** Whether this is a rehearsal, in which calls that change something are told instead of sent. */
  dryRun: boolean;
  /** Aborted when the script is to stop. */
  signal: AbortSignal;
}

/** Reads and writes whole text files, relative to the script. */
export interface ScriptFiles {
  read(path: string): Promise<string>;
  /** Only its owner can read what is written. */
  write(path: string, text: string): Promise<void>;
}

/** A script as it is written. */
export interface ScriptDefinition<Form extends InputForm, Output> {
  /** @default no input */
  input?: Form;
  /** What it may do besides computing; by its input, where that names files. @default nothing */
  permissions?: Permissions | ((input: InputOf<Form>) => Permissions);
  /** Does the work; what it returns is the script's output and must fit into JSON. */
  run(context: ScriptContext<InputOf<Form>>): Promise<Output> | Output;
}

/** A script that was put at the runner's disposal. */
export type Script<Form extends InputForm = InputForm, Output = unknown> = ScriptDefinition<Form, Output>;
