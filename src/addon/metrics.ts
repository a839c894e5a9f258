/** Counters and timings in Prometheus' text format. */

type Labels = Record<string, string>;

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/[\\"\n]/g, "_")}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

/** Counts by labels, whose names are in the type. */
class Counter<Names extends readonly string[]> {
  readonly #values = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly help: string,
    readonly labels: Names,
  ) {}

  /** One more; a text for each label, in their order. */
  add(...texts: { [Index in keyof Names]: string }): void {
    const key = texts.join("\n");
    this.#values.set(key, (this.#values.get(key) ?? 0) + 1);
  }

  lines(): string[] {
    const values = [...this.#values].map(([key, value]) => {
      const texts = key.split("\n");
      const labels = Object.fromEntries(this.labels.map((label, index) => [label, texts[index] ?? ""]));
      return line(this.name, labels, value);
    });
    return [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} counter`, ...values];
  }
}

/** Upper bounds in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

class Histogram {
  /** By the smallest bound that holds. */
  readonly #counts: number[] = bounds.map(() => 0);
  #sum = 0;
  #count = 0;

  constructor(
    readonly name: string,
    readonly help: string,
  ) {}

  observe(durationMs: number): void {
    const seconds = durationMs / 1000;
    this.#sum += seconds;
    this.#count++;
    const index = bounds.findIndex((bound) => seconds <= bound);
    if (index >= 0) this.#counts[index]!++;
  }

  lines(): string[] {
    let below = 0;
    const buckets = bounds.map((bound, index) => {
      below += this.#counts[index]!;
      return line(`${this.name}_bucket`, { le: String(bound) }, below);
    });
    return [
      `# HELP ${this.name} ${this.help}`,
      `# TYPE ${this.name} histogram`,
      ...buckets,
      line(`${this.name}_bucket`, { le: "+Inf" }, this.#count),
      line(`${this.name}_sum`, {}, this.#sum),
      line(`${this.name}_count`, {}, this.#count),
    ];
  }
}

/** What the addon counts. */
export class Metrics {
  readonly requests = new Counter("pumble_addon_requests_total", "Requests by route, method and status.", [
    "route",
    "method",
    "status",
  ] as const);
  readonly duration = new Histogram("pumble_addon_request_seconds", "Time to answer a request.");
  readonly platformCalls = new Counter("pumble_addon_platform_calls_total", "Calls to Pumble by outcome.", [
    "method",
    "status",
  ] as const);
  readonly platformDuration = new Histogram(
    "pumble_addon_platform_call_seconds",
    "Time of a call to Pumble.",
  );
  readonly rateLimited = new Counter("pumble_addon_rate_limited_total", "Requests refused as too many.", [
    "by",
  ] as const);

  /** The whole text of `/metrics`. */
  toString(): string {
    const all = [this.requests, this.duration, this.platformCalls, this.platformDuration, this.rateLimited];
    return `${all.flatMap((metric) => metric.lines()).join("\n")}\n`;
  }
}
