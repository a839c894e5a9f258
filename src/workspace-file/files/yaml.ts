/** YAML to plain data with places. Anchors, aliases and `<<` are unfolded, within bounds. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Place } from "./place";
import type { Problems } from "./problems";
import { quote } from "./text";
import type { Mark, Written } from "./written";
import { yamlSentence } from "./yaml-sentences";

/** Most values that one file may hold once its aliases are unfolded. */
const valuesMax = 200_000;

const depthMax = 60;

/** Reads one file's text; null after a problem. */
export function readYaml(file: string, text: string, problems: Problems): Written | null {
  const markers = conflictMarker(file, text);
  if (markers) {
    problems.error(
      "syntax",
      markers,
      "A merge conflict is not resolved here",
      "Keep one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    );
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "error",
  });
  const odd = oddSpace(file, text, document);
  if (odd) {
    problems.error(
      "syntax",
      odd,
      "A sign that cannot be seen, and is no space, cannot stand here",
      "Delete it, and indent with spaces.",
    );
    return null;
  }
  const reader = new Reader({ file, text, lines, document, problems });
  const faults = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0]);
  let told = 0;
  for (const fault of faults) {
    const { message, nextStep, at = fault.pos[0] } = yamlSentence(fault, text);
    const place = reader.place(at, Math.max(at + 1, fault.pos[1]));
    // The parser's own words for what follows from a thing that was told say nothing more.
    if (nextStep === "" && told > 0) continue;
    told += 1;
    problems.error("syntax", place, message, nextStep);
  }
  return faults.length > 0 ? null : reader.read();
}

/**
 * Signs that look like nothing, or like a space, before the first of a line that does not. Within a text that is set off
 * by quotes or `|` they are what is said: a paragraph of Japanese begins with one.
 */
function oddSpace(file: string, text: string, document: Document): Place | null {
  const found = [
    ...text.matchAll(/^( *)[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/gm),
    ...text.matchAll(/()\0/g),
  ];
  if (found.length === 0) return null;
  const texts = textRanges(document);
  const isSaid = ({ 0: written, index }: RegExpExecArray) =>
    !written.endsWith("\0") && texts.some(([start, end]) => start <= index && index < end);
  const first = found.find((match) => !isSaid(match));
  if (!first) return null;
  const before = text.slice(0, first.index + first[1]!.length).split("\n");
  return { file, line: before.length, column: before.at(-1)!.length + 1, length: 1 };
}

/** From where to where texts stand that are set off by quotes or by `|` and `>`. */
function textRanges(document: Document): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  visit(document, {
    Scalar(_, { range, type }) {
      if (range && type !== "PLAIN") ranges.push([range[0], range[1]]);
    },
  });
  return ranges;
}

function conflictMarker(file: string, text: string): Place | null {
  if (!/^(<{7}|>{7}) /m.test(text)) return null;
  const line = text.split("\n").findIndex((one) => /^(<{7}|>{7}) /.test(one));
  return { file, line: line + 1, column: 1, length: 7 };
}

interface Source {
  file: string;
  text: string;
  lines: LineCounter;
  document: Document;
  problems: Problems;
}

const noAnchor =
  "Write &name before what *name stands for, above it in this file; a text that begins with * needs quotes.";

/** Too much comes out of the file. */
class TooMuch extends Error {}

interface Value {
  data: unknown;
  mark: Mark;
}

class Reader {
  private count = 0;
  private readonly open = new Set<Node>();
  /** To find what an alias stands for, the whole document is gone through. */
  private readonly targets = new Map<Alias, Node | undefined>();

  constructor(private readonly source: Source) {}

  place(start: number, end: number): Place {
    const { file, text, lines } = this.source;
    const { line, col } = lines.linePos(start);
    const lineEnd = text.indexOf("\n", start);
    const stop = Math.min(end, lineEnd === -1 ? text.length : lineEnd);
    const length = Math.max(1, text.slice(start, stop).trimEnd().length);
    return { file, line: Math.max(1, line), column: Math.max(1, col), length };
  }

  read(): Written | null {
    const { file, document, problems } = this.source;
    const top = this.place(0, 1);
    try {
      const node = document.contents as Node | null;
      const { data, mark } = node ? this.value(node, top) : this.nothing(top);
      return problems.hasErrorsIn(file) ? null : { file, data, mark };
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      problems.error(
        "syntax",
        top,
        error.message,
        "Write out what the aliases stand for, or split the file.",
      );
      return null;
    }
  }

  private nothing(place: Place): Value {
    return { data: null, mark: { value: place, key: place, source: null, entries: new Map() } };
  }

  private value(node: Node, key: Place): Value {
    this.count += 1;
    if (this.count > valuesMax)
      throw new TooMuch(`The aliases unfold to more than ${valuesMax.toLocaleString("en")} values`);
    if (this.open.size > depthMax) throw new TooMuch(`Values stand more than ${depthMax} deep in each other`);
    if (isAlias(node)) return this.aliased(this.targetOf(node), node, key);
    if (!isMap(node) && !isSeq(node)) return this.scalar(node, key);
    if (this.open.has(node)) throw new TooMuch("An anchor holds an alias of itself");
    this.open.add(node);
    const value = isMap(node) ? this.map(node, key) : this.list(node.items as Node[], node, key);
    this.open.delete(node);
    return value;
  }

  private targetOf(alias: Alias): Node | undefined {
    if (!this.targets.has(alias)) this.targets.set(alias, alias.resolve(this.source.document));
    return this.targets.get(alias);
  }

  private aliased(target: Node | undefined, alias: Node, key: Place): Value {
    if (target) return this.value(target, key);
    const place = this.rangeOf(alias, key);
    this.source.problems.error("syntax", place, "This alias has no anchor", noAnchor);
    return this.nothing(place);
  }

  private rangeOf(node: Node, fallback: Place): Place {
    return node.range ? this.place(node.range[0], node.range[1]) : fallback;
  }

  private scalar(node: Node, key: Place): Value {
    const { value, source = null } = isScalar(node) ? node : { value: null };
    const mark = { value: this.rangeOf(node, key), key, source: source ?? null, entries: new Map() };
    return { data: value ?? null, mark };
  }

  private list(items: Node[], node: Node, key: Place): Value {
    const values = items.map((item) => this.value(item, this.rangeOf(item, key)));
    const entries = new Map(values.map(({ mark }, index) => [String(index), mark]));
    const value = this.rangeOf(node, key);
    return { data: values.map(({ data }) => data), mark: { value, key, source: null, entries } };
  }

  private map(node: YAMLMap, key: Place): Value {
    const data: Record<string, unknown> = {};
    const entries = new Map<string, Mark>();
    const merged: Value[] = [];
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const name = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value ?? "")) : null;
      const place = this.rangeOf(pair.key, key);
      if (name === null || name === "__proto__") {
        const message = name
          ? `Nothing can be called ${name}`
          : "A key must be one plain word or a quoted text";
        this.source.problems.error("syntax", place, message);
        continue;
      }
      const value = pair.value ? this.value(pair.value, place) : this.nothing(place);
      if (name === "<<") merged.push(value);
      else if (entries.has(name)) this.repeated(name, place, entries.get(name)!.key);
      else this.put(data, entries, name, value);
    }
    for (const value of merged) this.merge(data, entries, value);
    return { data, mark: { value: this.rangeOf(node, key), key, source: null, entries } };
  }

  private put(data: Record<string, unknown>, entries: Map<string, Mark>, name: string, value: Value): void {
    data[name] = value.data;
    entries.set(name, value.mark);
  }

  /** `<<: *anchor`, or a list of them: what is written beside it wins, then the first of the list. */
  private merge(
    data: Record<string, unknown>,
    entries: Map<string, Mark>,
    { data: more, mark }: Value,
  ): void {
    const isList = Array.isArray(more);
    for (const [name, inner] of mark.entries) {
      const value = (more as Record<string, unknown>)[name];
      if (isList) this.merge(data, entries, { data: value, mark: inner });
      else if (!entries.has(name)) this.put(data, entries, name, { data: value, mark: inner });
    }
    if (more === null || typeof more !== "object") {
      this.source.problems.error("syntax", mark.value, '"<<" takes an alias of a mapping, such as *defaults');
    }
  }

  private repeated(name: string, place: Place, first: Place): void {
    this.source.problems.error(
      "duplicate",
      place,
      `The key ${quote(name)} is there twice`,
      `It stands at ${first.file}:${first.line} already. Keep one of them.`,
    );
  }
}
