/**
 * Loaded into a process under test before its own code: moves its clock, and tells what it holds, when the parent asks.
 * With --expose-gc the heap is told without what is garbage already.
 */
const realNow = Date.now;
const RealDate = Date;
// Known from the first moment on, for who answers at once.
let aheadMs = Number(process.env.SOAK_AHEAD_MS ?? 0);
const now = () => realNow() + aheadMs;

globalThis.Date = class MovableDate extends RealDate {
  constructor(...given) {
    if (given.length > 0) super(...given);
    else super(now());
  }
  static now() {
    return now();
  }
};

process.on("message", (asked) => {
  if (asked.aheadMs !== undefined) {
    aheadMs = asked.aheadMs;
    process.send({ id: asked.id });
  }
  if (asked.memory) {
    for (let round = 0; round < 3; round++) globalThis.gc?.();
    process.send({ id: asked.id, memory: process.memoryUsage() });
  }
});
// Whoever stops the soak leaves nothing running.
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.channel.unref();
