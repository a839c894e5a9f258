/** A picture of the local workspace's page. */
import type { Report } from "../../review";
import type { LocalStack } from "../local-stack";
import { takePicture } from "./chromium";

/**
 * The first channel that a plan changes, as the key's owner sees it.
 * @param file a PNG
 */
export async function pictureOfPlan(stack: LocalStack, report: Report, file: string): Promise<void> {
  const changed = report.stacks.flatMap(({ changes }) => changes.map(({ channel }) => channel));
  await takePicture(await addressOf(stack, changed.find((channel) => channel !== null) ?? null), file);
}

async function addressOf({ pageUrl, member }: LocalStack, name: string | null): Promise<string> {
  const response = await fetch(new URL("/page/api/channels", pageUrl), {
    headers: { "x-pumble-member": member.id },
  });
  const entries = (await response.json()) as { channel: { id: string; name: string } }[];
  const found = entries.find(({ channel }) => channel.name === name);
  const url = new URL(pageUrl);
  url.searchParams.set("member", member.id);
  if (found) url.hash = `/${found.channel.id}`;
  return url.href;
}
