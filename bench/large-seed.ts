/** A large workspace to measure in, the same in every run. */
import type { Seed } from "../src/local";

/** Sentences of a made-up language, a few of its words frequent, the same in every run. */
export function sentences(seed: number): () => string {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"];
  const word = () => {
    let number = Math.floor(random() ** 3 * 20_000) + 10;
    let text = "";
    for (; number > 0; number = Math.floor(number / 10)) text += syllables[number % 10];
    return text;
  };
  return () => Array.from({ length: 6 + Math.floor(random() * 14) }, word).join(" ");
}

/** 20 members and `messages` messages, as many in each of `channels` channels. */
export function largeSeed({ channels, messages }: { channels: number; messages: number }): Seed {
  const sentence = sentences(7);
  const users = Array.from({ length: 20 }, (_, at) => ({
    email: `member${at}@example.com`,
    name: `Member ${at}`,
  }));
  return {
    users,
    channels: Array.from({ length: channels }, (_, channel) => ({
      name: `channel-${channel}`,
      messages: Array.from({ length: Math.ceil(messages / channels) }, (_, at) => ({
        from: users[(channel + at) % users.length]!.email,
        text: sentence(),
      })),
    })),
  };
}
