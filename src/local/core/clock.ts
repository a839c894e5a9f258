import { tell } from "./tell";

/** Something that happens at a time: the clock calls `fire` when it gets there. */
export interface Alarm {
  /** Epoch milliseconds of the next time, or null when nothing waits. */
  nextAt(): number | null;
  /** Do what is due at `clock.now()`; afterwards `nextAt` must lie later or be null. */
  fire(): void;
}

/** What can be told about a clock, and put back into it. `frozenAt` is null while it runs. */
export interface ClockState {
  offsetMs: number;
  frozenAt: number | null;
}

/** What was due and failed, as for want of space, is tried again after this long. */
const againMs = 5_000;

/** Longest delay that a Node timer takes. */
const timerMaxMs = 2 ** 31 - 1;

/**
 * Time inside a local workspace. It runs with the real time until it is frozen or moved; it never goes back on its own.
 * Moving it forward fires every alarm on the way, each at its own time, in order.
 */
export class WorkspaceClock {
  #offsetMs: number;
  #frozenAt: number | null;
  #alarms: Alarm[] = [];
  #timer: NodeJS.Timeout | undefined;
  #onChange: ((state: ClockState) => void)[] = [];

  constructor(state: ClockState = { offsetMs: 0, frozenAt: null }) {
    this.#offsetMs = state.offsetMs;
    this.#frozenAt = state.frozenAt;
  }

  /** A clock that stands still at this time until it is advanced. */
  static frozenAt(at: number): WorkspaceClock {
    return new WorkspaceClock({ offsetMs: 0, frozenAt: at });
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offsetMs;
  }

  get state(): ClockState {
    return { offsetMs: this.#offsetMs, frozenAt: this.#frozenAt };
  }

  /** Stands still, at the given time or now. */
  freeze(at: number = this.now()): void {
    this.#set({ offsetMs: this.#offsetMs, frozenAt: at });
  }

  /** Runs on from where it stands. */
  resume(): void {
    if (this.#frozenAt === null) return;
    this.#set({ offsetMs: this.#frozenAt - Date.now(), frozenAt: null });
  }

  /** Follows the real time again, be that forward, past every alarm on the way, or back. */
  followRealTime(): void {
    this.resume();
    if (this.#offsetMs < 0) this.advance(-this.#offsetMs);
    this.restore({ offsetMs: 0, frozenAt: null });
    this.rearm();
  }

  /**
   * Moves forward by this much, past every alarm on the way. Throws a RangeError for a negative step; when an alarm
   * fails, the clock has come as far as that, and runs on from there if it ran.
   */
  advance(byMs: number): void {
    if (!(byMs >= 0)) throw new RangeError(`A clock only advances, not by ${byMs} ms`);
    const wasFrozen = this.#frozenAt !== null;
    const target = this.now() + byMs;
    try {
      this.#fireUntil(target);
      if (wasFrozen) this.#set({ offsetMs: this.#offsetMs, frozenAt: target });
      else this.#set({ offsetMs: target - Date.now(), frozenAt: null });
    } catch (error) {
      if (!wasFrozen) this.#runOn();
      throw error;
    }
  }

  /** Puts a saved state back, without firing what lies between. */
  restore(state: ClockState): void {
    this.#set(state);
  }

  addAlarm(alarm: Alarm): void {
    this.#alarms.push(alarm);
    this.rearm();
  }

  /** Call when an alarm's next time may have changed. */
  rearm(): void {
    clearTimeout(this.#timer);
    if (this.#frozenAt !== null) return;
    const at = this.#nextAt();
    if (at === null) return;
    const delayMs = Math.min(Math.max(at - this.now(), 0), timerMaxMs);
    this.#timer = setTimeout(() => this.#tick(), delayMs);
    this.#timer.unref();
  }

  onChange(listener: (state: ClockState) => void): void {
    this.#onChange.push(listener);
  }

  /** Forgets alarms and timer. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#alarms = [];
    this.#onChange = [];
  }

  /** What failed is told, and tried again a little later. */
  #tick(): void {
    try {
      for (const alarm of this.#alarms) {
        const at = alarm.nextAt();
        if (at !== null && at <= this.now()) alarm.fire();
      }
      this.rearm();
    } catch (error) {
      tell("What was due", error);
      this.#timer = setTimeout(() => this.#tick(), againMs).unref();
    }
  }

  #nextAt(): number | null {
    const times = this.#alarms.map((alarm) => alarm.nextAt()).filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  #fireUntil(target: number): void {
    for (let at = this.#nextAt(); at !== null && at <= target; at = this.#nextAt()) {
      this.#frozenAt = Math.max(at, this.now());
      for (const alarm of this.#alarms) if (alarm.nextAt() === at) alarm.fire();
    }
  }

  /** When a listener cannot take it, such as one that keeps it on a full disk, nothing has changed. */
  #set({ offsetMs, frozenAt }: ClockState): void {
    const before = this.state;
    this.#offsetMs = offsetMs;
    this.#frozenAt = frozenAt;
    try {
      for (const listener of this.#onChange) listener(this.state);
    } catch (error) {
      this.#offsetMs = before.offsetMs;
      this.#frozenAt = before.frozenAt;
      throw error;
    } finally {
      this.rearm();
    }
  }

  /** From where it stands, whoever hears of it or not. */
  #runOn(): void {
    this.#offsetMs = this.now() - Date.now();
    this.#frozenAt = null;
    this.rearm();
  }
}
