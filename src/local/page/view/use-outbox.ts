/** What a composer has sent and has no answer to yet: one goes after the other, in the order of the Enters. */
import { useRef } from "preact/hooks";
import { sendLine, type Target } from "../state/actions";

/** A line with its files, and where it goes. */
export interface Letter {
  line: string;
  target: Target;
  files: readonly File[];
}

/** Sends letters. One that could not be sent is given back, with the reason as a clause. */
export function useOutbox(giveBack: (letter: Letter, why: string) => void): (letter: Letter) => void {
  const last = useRef(Promise.resolve());
  return (letter) => {
    const sent = last.current.then(() => sendLine(letter.line, letter.target, letter.files));
    last.current = sent.catch((reason: unknown) =>
      giveBack(letter, reason instanceof Error ? reason.message : String(reason)),
    );
  };
}
