/** A list of steps: live marks in a terminal, plain lines elsewhere. */

const marks = { running: "…", done: "✔", failed: "✘" };
const colours = { running: 36, done: 32, failed: 31 };

export interface Progress {
  /** Runs one step. What is noted is shown behind the title; an error marks the step as failed and goes on up. */
  step<T>(title: string, action: (note: Note) => Promise<T>): Promise<T>;
}

/** @param state `failed` where the step is over without success, and without an error */
export type Note = (text: string, state?: "done" | "failed") => void;

/** @param out where to write, stderr or stdout */
export function createProgress(out: NodeJS.WriteStream): Progress {
  const live = out.isTTY === true && process.env.TERM !== "dumb";
  const colour = live && !process.env.NO_COLOR;
  const mark = (state: keyof typeof marks) =>
    colour ? `\u001b[${colours[state]}m${marks[state]}\u001b[0m` : marks[state];
  return {
    async step(title, action) {
      const started = performance.now();
      let text = "";
      let noted: "done" | "failed" = "done";
      if (live) out.write(`${mark("running")} ${title}`);
      const end = (state: "done" | "failed") => {
        const seconds = (performance.now() - started) / 1000;
        const took = seconds >= 1 ? `  (${seconds.toFixed(1)} s)` : "";
        const line = text ? `${title.padEnd(28)} ${text}` : title;
        out.write(`${live ? "\r\u001b[2K" : ""}${mark(state)} ${line}${took}\n`);
      };
      try {
        const result = await action((note, state = "done") => {
          text = note;
          noted = state;
        });
        end(noted);
        return result;
      } catch (error) {
        end("failed");
        throw error;
      }
    },
  };
}
