/** What a browser's own performance trace tells of the page's main thread. */
import type { Browser, Page } from "playwright-core";

/** What the trace calls a task of a thread. */
const taskName = "ThreadControllerImpl::RunTask";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds: when it began, how long it took, and how long of that the processor worked on it. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** The longest task of a step, in milliseconds. */
export interface Longest {
  /** By the clock. A busy machine stretches it. */
  wallMs: number;
  /** Processor time alone. */
  processorMs: number;
}

/** Traces the work, and finds the longest task of the threads that draw the page. */
export async function longestTask(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Longest> {
  await browser.startTracing(page, {
    categories: ["toplevel", "__metadata", "disabled-by-default-devtools.timeline"],
  });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => name === taskName && ph === "X" && threads.has(`${pid}/${tid}`),
  );
  if (tasks.length === 0) throw new Error("the trace holds no task of the page's thread");
  return {
    wallMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    processorMs: Math.max(...tasks.map(({ dur = 0, tdur = dur }) => tdur)) / 1000,
  };
}
