/** Keys of any member, as they get one themselves. */

import { installApp } from "../../src/cli/browser-install";
import { ControlClient } from "../../src/cli/control-client";
import { apiKeyPattern } from "../../src/pumble/api-keys/api-key";
import type { TestStack } from "../e2e/test-stack";

/** A key that may do everything that its owner may. */
export async function issueKeyFor({ stack, client }: TestStack, email: string): Promise<string> {
  const control = new ControlClient(stack.controlUrl, stack.controlToken);
  const member = (await client.listUsers({})).find((user) => user.email === email)!;
  await installApp(stack.addonUrl, member.id);
  const { channel } = (await client.listChannels({})).find((entry) => entry.channel.isMain)!;
  const answer = await control.ephemeralAfter(member.id, () =>
    control.act({
      as: member.id,
      action: "slash_command",
      channelId: channel.id,
      text: "/api-keys generate other",
    }),
  );
  return apiKeyPattern.exec(answer.text)![0];
}
