/** Who uses a key that Terraform made. */
import { expect } from "vitest";
import { PumbleClient } from "../../src/client";
import type { Scene } from "./provider-scene";

export const works = "works";
export const isRefused = expect.stringContaining("the API key was not accepted");

/** What happens to who shows a key to the addon. */
export async function shownTo({ test, channelId }: Scene, apiKey: string): Promise<string> {
  const client = new PumbleClient({ apiKey, baseUrl: test.stack.addonUrl });
  try {
    await client.listMessages({ channelId });
    return works;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.close();
  }
}
