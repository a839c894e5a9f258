/** A titled list of the sidebar, which can be folded. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { folded, toggleFolded } from "../state/sections";
import { Icon } from "./icon";

interface SectionProps {
  title: string;
  /** A button that makes one more. */
  add?: { label: string; onClick(): void };
  children: ComponentChildren;
}

/** Its title folds it; what stays in sight then is its owner's to say. */
export function Section({ title, add, children }: SectionProps) {
  const id = useId();
  const isFolded = folded.value.has(title);
  return (
    <section aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>
          <button
            type="button"
            class={`section-fold${isFolded ? " section-folded" : ""}`}
            aria-expanded={!isFolded}
            onClick={() => toggleFolded(title)}
          >
            <span dir="auto">{title}</span>
            <Icon name="fold" size={12} />
          </button>
        </h2>
        {add && (
          <button
            type="button"
            class="icon-button"
            aria-label={add.label}
            title={add.label}
            onClick={add.onClick}
          >
            <Icon name="plus" />
          </button>
        )}
      </div>
      <ul>{children}</ul>
    </section>
  );
}
