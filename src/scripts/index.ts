/** What a runtime script imports as `pumble-iac/script`. Reaches no Node module, so that Deno runs it as it is. */
export { z } from "zod";
export type { BaseClient } from "../client/base-client";
export {
  PumbleAnswerError,
  PumbleConnectionError,
  PumbleContractError,
  PumbleError,
  PumbleInputError,
} from "../client/errors";
export type {
  Channel,
  ChannelDetails,
  ChannelListEntry,
  ChannelRef,
  Message,
  MessageList,
  MessageRef,
  ScheduledMessage,
  SearchResult,
  User,
  UserGroup,
} from "../pumble/operations/shapes";
export { defineScript } from "./define-script";
export type { Permissions } from "./permissions";
export type { InputForm, InputOf, Log, Script, ScriptContext, ScriptDefinition, ScriptFiles } from "./script";
