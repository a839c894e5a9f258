/** Faults on purpose: put one in the way of the API, and see it hit. */
import { useSignal } from "@preact/signals";
import type { ActiveFault, FaultRuleBody } from "../contract";
import { faults, refresh } from "../state/inspector";
import { report } from "../state/notice";
import { api } from "../state/workspace";
import { type FaultForm, faultTitles, faultWords, ruleOf } from "../text/fault";
import { Icon } from "./icon";

const methods = ["", "GET", "POST", "PUT", "DELETE"];

const fields: { name: keyof FaultForm; label: string; placeholder: string; step?: string }[] = [
  { name: "count", label: "Times", placeholder: "always" },
  { name: "after", label: "After calls", placeholder: "0" },
  { name: "probability", label: "Chance", placeholder: "1", step: "0.01" },
  { name: "latencyMs", label: "Wait, ms", placeholder: "0" },
];

function AddFault() {
  const form = useSignal<FaultForm>({ method: "", path: "/v1/*", fault: "status", status: "503" });
  const set = (change: Partial<FaultForm>) => {
    form.value = { ...form.value, ...change };
  };
  const add = () => {
    api.value
      .addFault(ruleOf(form.value))
      .then(refresh, (error: unknown) => report("Fault not added", error));
  };
  const { method, path, fault, status = "" } = form.value;
  return (
    <form
      class="fault-form"
      aria-label="New fault"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label>
        Method
        <select value={method} onChange={(event) => set({ method: event.currentTarget.value })}>
          {methods.map((name) => (
            <option key={name} value={name}>
              {name || "any"}
            </option>
          ))}
        </select>
      </label>
      <label class="fault-path">
        Path
        <input
          required
          autocomplete="off"
          spellcheck={false}
          value={path}
          onInput={(event) => set({ path: event.currentTarget.value })}
        />
      </label>
      <label>
        What happens
        <select
          value={fault}
          onChange={(event) => set({ fault: event.currentTarget.value as FaultForm["fault"] })}
        >
          {Object.entries(faultTitles).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {fault.startsWith("status") && (
        <label>
          Status
          <input
            type="number"
            min="200"
            max="599"
            required
            value={status}
            onInput={(event) => set({ status: event.currentTarget.value })}
          />
        </label>
      )}
      {fields.map(({ name, label, placeholder, step }) => (
        <label key={name}>
          {label}
          <input
            type="number"
            min="0"
            max={name === "probability" ? "1" : undefined}
            step={step}
            placeholder={placeholder}
            required={name === "latencyMs" && fault === "latency"}
            value={form.value[name] ?? ""}
            onInput={(event) => set({ [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <button type="submit" class="button button-small button-primary">
        Add fault
      </button>
    </form>
  );
}

function hitsLabel({ hits, rule }: ActiveFault): string {
  if (hits === 0) return "waits for its first call";
  const times = hits === 1 ? "hit once" : `hit ${hits} times`;
  return rule.count !== undefined && hits >= rule.count ? `${times}, used up` : times;
}

function Rule({ rule }: { rule: FaultRuleBody }) {
  return (
    <span class="fault-rule">
      <code>
        {rule.method ?? "any"} {rule.path ?? "*"}
      </code>{" "}
      {faultWords(rule)}
    </span>
  );
}

export function FaultsTab() {
  const all = faults.value;
  const remove = (id: number) => {
    api.value.removeFault(id).then(refresh, (error: unknown) => report("Fault not removed", error));
  };
  return (
    <>
      <AddFault />
      {all?.length === 0 && (
        <p class="muted inspector-empty">Nothing is in the way: every call goes through.</p>
      )}
      <ul class="fault-list" aria-label="Faults in the way">
        {(all ?? []).map((fault) => (
          <li key={fault.id} class={fault.hits > 0 ? "fault fault-hit" : "fault"}>
            <Rule rule={fault.rule} />
            <span class="fault-hits">{hitsLabel(fault)}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={`Remove the fault for ${fault.rule.method ?? "any"} ${fault.rule.path ?? "*"}`}
              onClick={() => remove(fault.id)}
            >
              <Icon name="trash" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
