/** Posts who wrote how much in a channel during one ISO week. */
import { defineScript, z } from "pumble-iac/script";

const dayMs = 24 * 60 * 60 * 1000;

export default defineScript({
  input: z.object({
    from: z.string().describe("Name of the channel to read."),
    to: z.string().describe("Id of the channel to post in."),
    week: z.string().regex(/^\d{4}-W\d{2}$/, "must look like 2026-W02"),
  }),
  permissions: { net: "pumble" },
  async run({ pumble, input, log }) {
    const start = startOfWeek(input.week);
    const end = start + 7 * dayMs;
    const users = await pumble.listUsers();
    const names = new Map(users.map((user) => [user.id, user.name]));
    const counts = new Map<string, number>();
    for await (const message of pumble.allMessages({ channel: input.from })) {
      if (message.timestampMilli < start) break;
      if (message.timestampMilli >= end || message.subtype) continue;
      const name = names.get(message.author) ?? "somebody";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    log(`Counted ${counts.size} authors in #${input.from}`);

    const ranking = [...counts].sort(([, one], [, other]) => other - one);
    const lines = ranking.map(([name, count]) => `${name}: ${count}`);
    const text = [`Messages in #${input.from}, ${input.week}`, ...(lines.length > 0 ? lines : ["none"])].join(
      "\n",
    );
    const { id } = await pumble.sendMessage({ channelId: input.to, text });
    return { messageId: id, authors: Object.fromEntries(ranking) };
  },
});

/** Monday 00:00 UTC. Week 1 is the one with 4 January. */
function startOfWeek(week: string): number {
  const [year = 0, number = 0] = week.split("-W").map(Number);
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - weekday * dayMs + (number - 1) * 7 * dayMs;
}
