/**
 * Answers and events come over different connections, so an answer may be older than events that are there already.
 * Events come in order and say what is, so saying those again that came meanwhile leaves what the workspace has.
 */

type Change = () => void;

const waiting = new Set<Change[]>();

/** Makes the change of an event, and once more after each answer that is on its way now. It must bear being repeated. */
export function changeByEvent(change: Change): void {
  change();
  for (const since of waiting) since.push(change);
}

/** Asks, takes the answer in, then says again what events have changed since it was asked for. Failures are the caller's. */
export async function takeAnswer<Answer>(
  ask: () => Promise<Answer>,
  take: (answer: Answer) => void,
): Promise<Answer> {
  const since: Change[] = [];
  waiting.add(since);
  try {
    const answer = await ask();
    waiting.delete(since);
    take(answer);
    for (const change of since) change();
    return answer;
  } finally {
    waiting.delete(since);
  }
}

/** Forgets what is on its way, for another member or a workspace that was seeded anew. */
export function forgetMeanwhile(): void {
  for (const since of waiting) since.length = 0;
  waiting.clear();
}
