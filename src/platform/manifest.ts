/** An app's manifest: what it is called, what it may do and where its triggers go. */
import * as z from "zod";
import { scopes } from "../pumble/operations/scopes";
import { eventTypes } from "./triggers";

const url = z.string().min(1);
const scope = z.enum(scopes);

export const manifest = z.object({
  name: z.string().min(1),
  displayName: z.string().min(1).describe("Becomes the bot's name."),
  bot: z.boolean().describe("Create a bot user on install."),
  botTitle: z.string().optional(),
  socketMode: z.boolean().optional().describe("For development only."),
  scopes: z.object({ botScopes: z.array(scope), userScopes: z.array(scope) }),
  shortcuts: z.array(
    z.object({
      shortcutType: z.enum(["GLOBAL", "ON_MESSAGE"]),
      url,
      name: z.string().min(1).max(32).describe("Unique; the trigger carries it."),
      displayName: z.string().min(1),
      description: z.string().optional(),
    }),
  ),
  slashCommands: z.array(
    z.object({
      command: z
        .string()
        .regex(/^\/\S+$/, "must start with / and hold no space")
        .max(32),
      url,
      description: z.string().optional(),
      usageHint: z.string().max(55).optional(),
    }),
  ),
  eventSubscriptions: z.object({ url, events: z.array(z.enum(eventTypes)) }),
  blockInteraction: z.object({ url }).optional(),
  viewAction: z.object({ url }).optional(),
  dynamicMenus: z.array(z.object({ url, onAction: z.string().min(1) })).optional(),
  defaultHomeView: z
    .object({
      enabled: z.boolean(),
      title: z.unknown().optional(),
      blocks: z.array(z.looseObject({ type: z.string() })),
    })
    .nullish()
    .describe("Without it the app shows no home."),
  redirectUrls: z.array(url).min(1).describe("A consent redirect must begin with one of these."),
  helpUrl: z.string().optional(),
  listingUrl: z.string().optional(),
  avatarUrl: z.string().optional(),
  welcomeMessage: z.string().optional().describe("Sent to all members at the first install."),
  offlineMessage: z.string().optional().describe("Shown to the person when a trigger is not acknowledged."),
});

/** What an app declares. */
export type Manifest = z.infer<typeof manifest>;

/** What registering an app gives back, to be kept secret. `id` is also the OAuth client id. */
export interface AppCredentials {
  id: string;
  appKey: string;
  clientSecret: string;
  signingSecret: string;
}
