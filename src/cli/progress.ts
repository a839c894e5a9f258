/** A list of steps: live marks in one line of a terminal, plain lines elsewhere. */
import { printable } from "../pumble/printable";
import { widthOf } from "../review";

const marks = { running: "…", done: "✔", failed: "✘" };
const colours = { running: 36, done: 32, failed: 31 };
const titleWidth = 28;
const defaultColumns = 80;

export interface Progress {
  /** Runs one step. What is noted is shown behind the title; an error marks the step as failed and goes on up. */
  step<T>(title: string, action: (note: Note) => Promise<T>): Promise<T>;
}

/** @param state `failed` where the step is over without success, and without an error */
export type Note = (text: string, state?: "done" | "failed") => void;

/** Whether what is written there is seen as it comes, and can be written over. */
function isLive(out: NodeJS.WriteStream): boolean {
  return out.isTTY === true && process.env.TERM !== "dumb";
}

/** Whether colours are wanted there. */
export function isColoured(out: NodeJS.WriteStream): boolean {
  return isLive(out) && !process.env.NO_COLOR;
}

/** @param out where to write, stderr or stdout */
export function createProgress(out: NodeJS.WriteStream): Progress {
  const live = isLive(out);
  const mark = (state: keyof typeof marks) =>
    isColoured(out) ? `\u001b[${colours[state]}m${marks[state]}\u001b[0m` : marks[state];
  return {
    async step(title, action) {
      const started = performance.now();
      let text = "";
      let noted: "done" | "failed" = "done";
      const line = () => (text ? `${title.padEnd(titleWidth)} ${text}` : title);
      const show = () => {
        // One column for the mark, one beside it, and one that no terminal breaks the line after.
        const room = (out.columns ?? defaultColumns) - 3;
        out.write(`\r\u001b[2K${mark("running")} ${fitted(line(), room)}`);
      };
      if (live) show();
      const end = (state: "done" | "failed") => {
        const seconds = (performance.now() - started) / 1000;
        const took = seconds >= 1 ? `  (${seconds.toFixed(1)} s)` : "";
        out.write(`${live ? "\r\u001b[2K" : ""}${mark(state)} ${line()}${took}\n`);
      };
      try {
        const result = await action((note, state = "done") => {
          text = printable(note);
          noted = state;
          if (live) show();
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

/** The beginning of a text that takes no more columns than that. */
function fitted(text: string, columns: number): string {
  let [shown, left] = ["", columns];
  for (const character of text) {
    left -= widthOf(character);
    if (left < 0) break;
    shown += character;
  }
  return shown;
}
