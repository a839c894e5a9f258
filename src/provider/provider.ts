/** The `pumble` provider: its configuration and a table of contents. */

import { requestsPerMinute } from "../pumble/limits";
import { providerSource } from "../pumble/provider-address";
import { version } from "../pumble/version";
import { a, between, isUnknown } from "../terraform";
import { CertificatesError, trustedCertificates } from "../terraform/process/trusted-certificates";
import { sendMessage } from "./actions/send-message";
import { failedAs } from "./call-problem";
import { defineProvider, type PumbleContext } from "./context";
import { apiKeys } from "./data-sources/api-keys";
import { channelData } from "./data-sources/channel";
import { channels } from "./data-sources/channels";
import { currentUser } from "./data-sources/current-user";
import { messages } from "./data-sources/messages";
import { search } from "./data-sources/search";
import { user } from "./data-sources/user";
import { userGroups } from "./data-sources/user-groups";
import { users } from "./data-sources/users";
import { ephemeralApiKey } from "./ephemeral/api-key";
import { generatedApiKey } from "./ephemeral/generated-api-key";
import { channelNameFunction } from "./functions/channel-name";
import { markdownToBlocksFunction } from "./functions/markdown-to-blocks";
import { mentionChannel, mentionUser } from "./functions/mention";
import { interruptible } from "./interruptible-clock";
import { configurationProblems } from "./problems/configuration";
import { Claims } from "./reads/claims";
import { Workspace } from "./reads/workspace";
import { apiKey } from "./resources/api-key";
import { channel } from "./resources/channel";
import { channelMember } from "./resources/channel-member";
import { channelMembers } from "./resources/channel-members";
import { directMessage } from "./resources/direct-message";
import { message } from "./resources/message";
import { reaction } from "./resources/reaction";
import { reply } from "./resources/reply";
import { scheduledMessage } from "./resources/scheduled-message";
import { certificatesUnreadable, explainConfig, explainFirstCall, settingOf } from "./settings";

export const provider = defineProvider({
  name: "pumble",
  address: providerSource,
  version,
  description: [
    "Declares channels and messages of a [Pumble](https://pumble.com) workspace through its API app.",
    "",
    "As the npm package has it, the plugin runs on Node.js, which must be on the PATH; on Windows, use that inside WSL, for a",
    "plugin that is no `.exe` does not start there. `pumble provider pack --standalone` makes one executable per platform",
    "that needs no Node; see the guide *Without Node*.",
  ].join("\n"),
  attributes: {
    api_key: a.string({
      optional: true,
      sensitive: true,
      description:
        "API key of the member in whose name everything is done. Default: the environment variable `PUMBLE_API_KEY`, which keeps it out of the configuration.",
    }),
    base_url: a.string({
      optional: true,
      description:
        "Address of the API addon. Default: the environment variable `PUMBLE_BASE_URL`, else the addon that Pumble hosts.",
    }),
    max_requests_per_minute: a.int({
      optional: true,
      validate: [between(1, requestsPerMinute.user)],
      description: `Most requests a minute, 1 to ${requestsPerMinute.user}, to leave room for others who use the same key. Default: ${requestsPerMinute.user}, Pumble's own limit.`,
    }),
    request_timeout_seconds: a.int({
      optional: true,
      validate: [between(1, 300)],
      description:
        "How long to wait for an answer before a call counts as failed, in seconds, 1 to 300. Default 30. What was sent may have happened all the same; the provider looks for it before it tries again.",
    }),
  },

  async configure({ config, log, signal }): Promise<PumbleContext> {
    const { max_requests_per_minute: rate, request_timeout_seconds: timeout } = config;
    if (isUnknown(config.api_key) || isUnknown(config.base_url)) return notYetKnown();
    if (isUnknown(rate) || isUnknown(timeout)) return notYetKnown();
    const key = settingOf("api_key", config.api_key, "PUMBLE_API_KEY");
    const server = settingOf("base_url", config.base_url, "PUMBLE_BASE_URL");
    if (!key) throw configurationProblems.key_missing();
    const { PumbleClient, systemClock, UndiciTransport } = await import("../client");
    // The launcher keeps NODE_EXTRA_CA_CERTS from slowing down every start; here it is needed.
    const certificates = await trustedCertificates().catch((error: unknown) => {
      throw error instanceof CertificatesError ? certificatesUnreadable(error) : error;
    });
    const transport = explainConfig(() => new UndiciTransport(certificates));
    // The signal of this call is also that of the whole process's end.
    const clock = interruptible(systemClock, signal);
    const settings = {
      ...{ apiKey: key.value, log, transport, clock },
      ...(server ? { baseUrl: server.value } : {}),
      ...(rate === null ? {} : { maxRequestsPerMinute: rate }),
      ...(timeout === null ? {} : { timeoutMs: timeout * 1000 }),
    };
    const keySource = key.source;
    const serverSource = server?.source ?? "pumble-iac's default";
    const sources = { apiKey: keySource, baseUrl: serverSource };
    const client = explainConfig(() => new PumbleClient(settings), sources);
    // Asked once here, so that a wrong key or an unreachable server is one error and not one for each resource. A key
    // that is narrowed to some groups may not ask, and works all the same.
    const me = await client.myInfo({}).catch((error: unknown) => {
      if (failedAs(error, "not_allowed")) return null;
      throw explainFirstCall(error, { server: client.baseUrl, keySource, serverSource });
    });
    return { client, workspace: new Workspace(client, me), configured: true };
  },

  resources: [
    apiKey,
    channel,
    channelMember,
    channelMembers,
    directMessage,
    message,
    reaction,
    reply,
    scheduledMessage,
  ],
  dataSources: [apiKeys, channelData, channels, currentUser, messages, search, user, userGroups, users],
  ephemeralResources: [ephemeralApiKey, generatedApiKey],
  functions: [channelNameFunction, markdownToBlocksFunction, mentionChannel, mentionUser],
  actions: [sendMessage],
});

/** During a plan the key may come from a resource that does not exist yet. A create needs no API then. */
function notYetKnown(): PumbleContext {
  const workspace = refusing({ me: null, claims: new Claims() });
  const client = refusing({ apiKeys: refusing({}) });
  return { client, workspace, configured: false } as PumbleContext;
}

/** What is known already; all else is a call that needs what is not. */
function refusing(known: object): object {
  const refuse = () => {
    const failed: Promise<never> = Promise.reject(configurationProblems.configuration_unknown());
    // Of what walks nobody takes the promise, and one that nobody takes would end the process.
    failed.catch(() => undefined);
    return Object.assign(failed, { [Symbol.asyncIterator]: () => ({ next: () => failed }) });
  };
  return new Proxy(known, {
    get: (_, name) => (Object.hasOwn(known, name) ? Reflect.get(known, name) : refuse),
  });
}
