/** The modals and the home view. Their `callbackId` carries what has to be known when they come back. */
import {
  type HomeView,
  type InputBlock,
  type Modal,
  type Option,
  plainText,
  stateValueOf,
  stateValuesOf,
  type ViewBlock,
  type ViewElement,
  type ViewInTrigger,
  viewLimits,
} from "../../platform/views";
import type { ApiKey } from "../keys/key-store";
import { cleanKeyName, keyNameMax } from "../keys/name";
import { type KeyScopes, operationGroups } from "../keys/scopes";
import { chooseKeyAction, shortcutNames } from "../manifest";
import { bullets, paragraph, richText, words } from "./message-blocks";
import { command, keyFacts, keyHint } from "./sayings";

/** Which modal came back, and what it was opened for. */
export type Callback =
  | { form: "add"; channelId: string }
  | { form: "choose"; channelId: string }
  | { form: "confirm"; channelId: string; keyId: string };

const separator = ":";

function callbackId({ form, channelId, ...rest }: Callback): string {
  return [form, channelId, ...Object.values(rest)].join(separator);
}

/** Reads a modal's `callbackId`; null when it is none of ours. */
export function readCallback(text: string | undefined): Callback | null {
  const [form, channelId = "", keyId = ""] = (text ?? "").split(separator);
  if (form === "add" || form === "choose") return { form, channelId };
  return form === "confirm" ? { form, channelId, keyId } : null;
}

const field = {
  name: "name",
  expiry: "expiry",
  access: "access",
  groups: "groups",
  key: "key",
  made: "made",
} as const;
const everything = "everything";
const readOnly = "read_only";
const never = "never";

function option(value: string, text: string): Option {
  const short = [...text].length > viewLimits.optionText ? `${[...text].slice(0, 74).join("")}…` : text;
  return { text: plainText(short), value };
}

const expiryChoices = [
  option(never, "Never"),
  option("7", "In 7 days"),
  option("30", "In 30 days"),
  option("90", "In 90 days"),
  option("365", "In a year"),
];
const accessChoices = [
  option(everything, "Everything I may do"),
  option(readOnly, "Only read, change nothing"),
];

function input(
  blockId: string,
  label: string,
  element: ViewElement,
  more: Partial<InputBlock> = {},
): InputBlock {
  return { type: "input", blockId, label: plainText(label), element, ...more };
}

function menu(onAction: string, options: Option[]): ViewElement {
  return {
    type: "static_select_menu",
    onAction,
    placeholder: plainText("Choose"),
    options,
    initial_option: options[0],
  };
}

/** A form that came back and is refused. */
export interface RefusedForm {
  view: ViewInTrigger;
  /** Shown at the name. */
  problem: string;
}

/** “Add API key”. A form that was refused stays the same one, with what was typed. */
export function addKeyModal(channelId: string, refused?: RefusedForm): Modal {
  const name: ViewElement = {
    type: "plain_text_input",
    onAction: field.name,
    placeholder: plainText("What the key is for, such as: terraform"),
    line_mode: "singleline",
    max_length: keyNameMax,
    autofocused: true,
  };
  const groups: ViewElement = {
    type: "checkboxes",
    onAction: field.groups,
    options: operationGroups.map((group) => option(group, group)),
  };
  const refusal = refused ? { validationError: refused.problem.slice(0, viewLimits.validationError) } : {};
  return {
    ...(refused?.view.id ? { id: refused.view.id } : {}),
    ...(refused?.view.state ? { state: refused.view.state } : {}),
    type: "MODAL",
    callbackId: callbackId({ form: "add", channelId }),
    title: plainText("Add API key"),
    submit: plainText("Generate"),
    close: plainText("Cancel"),
    notifyOnClose: false,
    blocks: [
      input(field.name, "Name", name, { optional: true, ...refusal }),
      input(field.expiry, "Expires", menu(field.expiry, expiryChoices)),
      input(field.access, "May do", menu(field.access, accessChoices)),
      input(field.groups, "Only with (none ticked: all)", groups, { optional: true }),
    ],
  };
}

/** What a person asked for in “Add API key”. `days` is null for a key that does not expire. */
export interface AddKeyForm {
  name: string;
  days: number | null;
  scopes: KeyScopes;
}

export function readAddKeyForm(view: ViewInTrigger): AddKeyForm {
  const value = (name: string) => stateValueOf(view, name, name);
  const days = Number(value(field.expiry) ?? Number.NaN);
  const ticked = stateValuesOf(view, field.groups, field.groups);
  const groups = operationGroups.filter((group) => ticked.includes(group));
  return {
    name: cleanKeyName(value(field.name) ?? ""),
    days: expiryChoices.some((choice) => choice.value === String(days)) ? days : null,
    scopes: {
      readOnly: value(field.access) === readOnly,
      groups: groups.length > 0 ? groups : null,
      channels: null,
    },
  };
}

/** A key as a menu offers it. */
export function keyOption(key: ApiKey): Option {
  const ending = ` (…${key.lastCharacters})`;
  const name = [...key.name].slice(0, viewLimits.optionText - ending.length).join("");
  return option(key.id, name + ending);
}

/** “Delete API key”: which one. More keys than a menu holds are looked up as the member types. */
export function chooseKeyModal(channelId: string, keys: readonly ApiKey[]): Modal {
  const common = { onAction: chooseKeyAction, placeholder: plainText("Choose a key") };
  const element: ViewElement =
    keys.length <= viewLimits.options
      ? { type: "static_select_menu", ...common, options: keys.map(keyOption) }
      : { type: "dynamic_select_menu", ...common, min_query_length: 0 };
  return {
    type: "MODAL",
    callbackId: callbackId({ form: "choose", channelId }),
    title: plainText("Delete API key"),
    submit: plainText("Delete"),
    close: plainText("Cancel"),
    notifyOnClose: false,
    blocks: [input(field.key, "API key", element)],
  };
}

/** The id of the key that was chosen, or null. */
export function readChosenKey(view: ViewInTrigger): string | null {
  return stateValueOf(view, field.key, chooseKeyAction);
}

const madeWithIt: ViewElement = {
  type: "checkboxes",
  onAction: field.made,
  options: [option("delete", "Delete the keys that were made with it, too")],
};

/** Whether the keys that were made with it are to be deleted as well. */
export function readWithDescendants(view: ViewInTrigger): boolean {
  return stateValuesOf(view, field.made, field.made).includes("delete");
}

/** Asks whether the key is really to be deleted. */
export function confirmModal(channelId: string, key: ApiKey): Modal {
  return {
    type: "MODAL",
    callbackId: callbackId({ form: "confirm", channelId, keyId: key.id }),
    title: plainText("Delete this key?"),
    submit: plainText("Delete"),
    close: plainText("Keep it"),
    notifyOnClose: false,
    blocks: [
      richText(
        paragraph(words(key.name, { bold: true }), words(" "), words(keyHint(key), { code: true })),
        paragraph(words("It stops working at once. What uses it will be refused.")),
      ),
      input(field.made, "Made with it", madeWithIt, { optional: true }),
    ],
  };
}

/** Most keys that a home view shows, the oldest. */
export const homeKeysMax = 50;

/** What a member sees under the app: their keys, the first of many, and what can be done with them. */
export function homeView(keys: readonly ApiKey[]): HomeView {
  const list = keys
    .slice(0, homeKeysMax)
    .map((key) => [
      words(key.name, { bold: true }),
      words(" "),
      words(keyHint(key), { code: true }),
      words(` ${keyFacts(key)}`),
    ]);
  const intro = "A key lets a program act as you through Pumble's API. It is shown once, when it is made.";
  const blocks: ViewBlock[] = [
    richText(paragraph(words(intro))),
    keys.length > 0 ? richText(bullets(list)) : richText(paragraph(words("You have no API keys."))),
    ...(keys.length > homeKeysMax
      ? [richText(paragraph(words("There are more: "), command("list"), words(" shows all.")))]
      : []),
    {
      type: "actions",
      elements: [
        { type: "button", onAction: shortcutNames.add, text: plainText("Add API key"), style: "primary" },
        ...(keys.length > 0
          ? [
              {
                type: "button" as const,
                onAction: shortcutNames.remove,
                text: plainText("Delete API key"),
                style: "danger" as const,
              },
            ]
          : []),
      ],
    },
  ];
  return { title: plainText("API keys"), blocks };
}
