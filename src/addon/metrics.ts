/** Counters and timings in Prometheus' text format. */

type Labels = Record<string, string>;

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/[\\"\n]/g, "_")}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

class Counter {
  readonly #values = new Map<string, { labels: Labels; value: number }>();

  constructor(
    readonly name: string,
    readonly help: string,
  ) {}

  add(labels: Labels): void {
    const key = Object.values(labels).join("\0");
    const entry = this.#values.get(key);
    if (entry) entry.value++;
    else this.#values.set(key, { labels, value: 1 });
  }

  lines(): string[] {
    const values = [...this.#values.values()].map(({ labels, value }) => line(this.name, labels, value));
    return [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} counter`, ...values];
  }
}

/** Upper bounds in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

class Histogram {
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
    bounds.forEach((bound, index) => {
      if (seconds <= bound) this.#counts[index]!++;
    });
  }

  lines(): string[] {
    const buckets = bounds.map((bound, index) =>
      line(`${this.name}_bucket`, { le: String(bound) }, this.#counts[index]!),
    );
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
  readonly requests = new Counter("pumble_addon_requests_total", "Requests by route, method and status.");
  readonly duration = new Histogram("pumble_addon_request_seconds", "Time to answer a request.");
  readonly platformCalls = new Counter("pumble_addon_platform_calls_total", "Calls to Pumble by outcome.");
  readonly platformDuration = new Histogram(
    "pumble_addon_platform_call_seconds",
    "Time of a call to Pumble.",
  );
  readonly rateLimited = new Counter("pumble_addon_rate_limited_total", "Requests refused as too many.");

  /** The whole text of `/metrics`. */
  toString(): string {
    const all = [this.requests, this.duration, this.platformCalls, this.platformDuration, this.rateLimited];
    return `${all.flatMap((metric) => metric.lines()).join("\n")}\n`;
  }
}
