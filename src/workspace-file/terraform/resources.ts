/** A channel and everything in it as resources of Terraform. */
import type { Channel } from "../workspace";
import { botResource, channelResource, membersResource } from "./channel";
import { announcementResources, scheduleResource } from "./messages";
import { address, type Owner, type Resource, type ResourceContext } from "./resource";
import { scriptResource } from "./scripts";

/** The channel and everything in it, in order. */
export function resourcesOf(channel: Channel, context: ResourceContext): Resource[] {
  const of: Owner = { channel, channelName: context.prefix + channel.name, context };
  const members = membersResource(of);
  const inside = [members, botResource(of)].filter((one) => one !== null);
  const first = inside.map(address);
  const resources: Resource[] = [channelResource(of), ...inside];
  let before = first;
  for (const announcement of channel.announcements) {
    const posted = announcementResources(of, announcement, before);
    resources.push(...posted);
    before = [...first, address(posted[0]!)];
  }
  for (const schedule of channel.schedules) resources.push(scheduleResource(of, schedule, first));
  for (const script of channel.scripts) resources.push(scriptResource(of, script, before));
  return resources;
}
