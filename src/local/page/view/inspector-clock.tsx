/** The workspace's clock: let it stand still, or go forward and see what becomes due. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ClockChange } from "../contract";
import { isRealTime } from "../state/clock";
import { clock } from "../state/inspector";
import { report } from "../state/notice";
import { api } from "../state/workspace";
import { spanLabel } from "../text/dates";

const second = 1000;
const steps: [label: string, ms: number][] = [
  ["1 minute", 60 * second],
  ["1 hour", 3600 * second],
  ["1 day", 86_400 * second],
  ["1 week", 604_800 * second],
];
const units: [label: string, ms: number][] = [
  ["seconds", second],
  ["minutes", 60 * second],
  ["hours", 3600 * second],
  ["days", 86_400 * second],
];

function change(body: ClockChange): void {
  api.value.changeClock(body).then(
    (shown) => {
      clock.value = shown;
    },
    (error: unknown) => report("Clock not changed", error),
  );
}

/** The time now, moved by the page between two answers. */
function useNow(): number | null {
  const tick = useSignal(Date.now());
  const shown = clock.value;
  useEffect(() => {
    const timer = setInterval(() => {
      tick.value = Date.now();
    }, second);
    return () => clearInterval(timer);
  }, []);
  if (!shown) return null;
  return shown.frozenAt ?? tick.value + shown.offsetMs;
}

function Advance() {
  const amount = useSignal("10");
  const unit = useSignal(String(units[1]![1]));
  return (
    <form
      class="clock-advance"
      onSubmit={(event) => {
        event.preventDefault();
        change({ advanceMs: Math.round(Number(amount.value) * Number(unit.value)) });
      }}
    >
      <input
        type="number"
        aria-label="How many"
        min="0"
        step="any"
        required
        value={amount.value}
        onInput={(event) => {
          amount.value = event.currentTarget.value;
        }}
      />
      <select
        aria-label="Unit"
        value={unit.value}
        onChange={(event) => {
          unit.value = event.currentTarget.value;
        }}
      >
        {units.map(([label, ms]) => (
          <option key={label} value={String(ms)}>
            {label}
          </option>
        ))}
      </select>
      <button type="submit" class="button button-small">
        Advance
      </button>
    </form>
  );
}

export function ClockTab() {
  const now = useNow();
  const shown = clock.value;
  if (!shown || now === null) return <p class="muted inspector-empty">Reading the clock…</p>;
  const isFrozen = shown.frozenAt !== null;
  const ahead = spanLabel(shown.offsetMs);
  return (
    <div class="clock">
      <p class="clock-time">
        <time dateTime={new Date(now).toISOString()}>
          {new Date(now).toLocaleString(undefined, { dateStyle: "full", timeStyle: "medium" })}
        </time>
      </p>
      <p class="muted" role="status">
        {isFrozen
          ? "Stands still. Nothing becomes due until it moves."
          : `Runs${ahead ? `, ${ahead}` : " with the real time"}.`}
      </p>
      <div class="actions">
        <button
          type="button"
          class="button button-small"
          onClick={() => change(isFrozen ? { resume: true } : { freeze: true })}
        >
          {isFrozen ? "Let it run" : "Freeze"}
        </button>
        {steps.map(([label, ms]) => (
          <button
            key={label}
            type="button"
            class="button button-small"
            aria-label={`Advance ${label}`}
            onClick={() => change({ advanceMs: ms })}
          >
            + {label}
          </button>
        ))}
        <Advance />
        {!isRealTime(shown) && (
          <button type="button" class="button button-small" onClick={() => change({ realTime: true })}>
            Back to real time
          </button>
        )}
      </div>
      <p class="hint">Scheduled messages that become due are posted, and rate limits fill up again.</p>
    </div>
  );
}
