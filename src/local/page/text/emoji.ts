/** Emoji by the names that Pumble's codes use. A code that is not here is shown as it is written. */

import { emojiNameSource } from "../../../pumble/messages/emoji";

const table = `
+1 👍|-1 👎|thumbsup 👍|thumbsdown 👎|ok_hand 👌|clap 👏|raised_hands 🙌|wave 👋|pray 🙏|muscle 💪|point_up ☝️
|point_right 👉|point_left 👈|point_down 👇|handshake 🤝|crossed_fingers 🤞|v ✌️|writing_hand ✍️|eyes 👀|brain 🧠
|smile 😄|smiley 😃|grinning 😀|grin 😁|laughing 😆|joy 😂|rofl 🤣|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉
|blush 😊|innocent 😇|heart_eyes 😍|star_struck 🤩|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|hugging_face 🤗
|thinking_face 🤔|thinking 🤔|neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒|roll_eyes 🙄
|grimacing 😬|relieved 😌|pensive 😔|sleeping 😴|sleepy 😪|sunglasses 😎|nerd_face 🤓|confused 😕|worried 😟
|slightly_frowning_face 🙁|open_mouth 😮|astonished 😲|flushed 😳|cry 😢|sob 😭|scream 😱|disappointed 😞|sweat 😓
|sweat_smile 😅|tired_face 😫|triumph 😤|angry 😠|rage 😡|exploding_head 🤯|partying_face 🥳|face_palm 🤦|shrug 🤷
|skull 💀|ghost 👻|robot_face 🤖|poop 💩|see_no_evil 🙈|cat 🐱|dog 🐶|fox_face 🦊|bear 🐻|panda_face 🐼|unicorn_face 🦄
|bee 🐝|bug 🐛|turtle 🐢|whale 🐳|octopus 🐙|penguin 🐧|seedling 🌱|evergreen_tree 🌲|four_leaf_clover 🍀|rose 🌹
|sunflower 🌻|sunny ☀️|cloud ☁️|umbrella ☔|snowflake ❄️|zap ⚡|fire 🔥|ocean 🌊|rainbow 🌈|star ⭐|sparkles ✨|moon 🌙
|earth_africa 🌍|apple 🍎|banana 🍌|pizza 🍕|hamburger 🍔|taco 🌮|cake 🍰|birthday 🎂|cookie 🍪|coffee ☕|tea 🍵|beer 🍺
|beers 🍻|wine_glass 🍷|heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|black_heart 🖤
|broken_heart 💔|100 💯|boom 💥|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|medal 🏅|dart 🎯|rocket 🚀|airplane ✈️
|car 🚗|bike 🚲|train 🚆|ship 🚢|construction 🚧|rotating_light 🚨|house 🏠|office 🏢|hospital 🏥|bank 🏦|watch ⌚
|alarm_clock ⏰|hourglass ⌛|calendar 📅|phone ☎️|iphone 📱|computer 💻|keyboard ⌨️|printer 🖨️|floppy_disk 💾|cd 💿
|camera 📷|tv 📺|microphone 🎤|headphones 🎧|guitar 🎸|art 🎨|books 📚|book 📖|memo 📝|pencil 📝|pencil2 ✏️|newspaper 📰
|bookmark 🔖|label 🏷️|moneybag 💰|credit_card 💳|envelope ✉️|email 📧|inbox_tray 📥|outbox_tray 📤|package 📦|mailbox 📫
|clipboard 📋|pushpin 📌|paperclip 📎|scissors ✂️|lock 🔒|unlock 🔓|key 🔑|hammer 🔨|wrench 🔧|gear ⚙️|link 🔗|magnet 🧲
|microscope 🔬|telescope 🔭|satellite 📡|bulb 💡|flashlight 🔦|mag 🔍|chart_with_upwards_trend 📈|bar_chart 📊
|chart_with_downwards_trend 📉|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬|thought_balloon 💭|zzz 💤
|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️|no_entry ⛔
|no_entry_sign 🚫|question ❓|exclamation ❗|bangbang ‼️|information_source ℹ️|heavy_plus_sign ➕|heavy_minus_sign ➖
|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|recycle ♻️|arrows_counterclockwise 🔄|hash #️⃣|red_circle 🔴
|large_blue_circle 🔵|green_circle 🟢|yellow_circle 🟡|white_circle ⚪|black_circle ⚫|checkered_flag 🏁|triangular_flag_on_post 🚩
`;

const glyphs = new Map(
  table
    .replace(/\n/g, "")
    .split("|")
    .map((entry) => entry.split(" ") as [string, string]),
);

const skinTones = ["", "🏻", "🏼", "🏽", "🏾", "🏿"];
const takesSkinTone = new Set(
  "+1 -1 thumbsup thumbsdown ok_hand clap raised_hands wave pray muscle point_up point_right point_left point_down crossed_fingers v writing_hand face_palm shrug".split(
    " ",
  ),
);

/** Names offered first in the picker: the reactions that teams use most. */
export const commonNames = [
  "+1",
  "tada",
  "heart",
  "joy",
  "eyes",
  "white_check_mark",
  "rocket",
  "pray",
  "clap",
  "raised_hands",
  "fire",
  "100",
  "thinking_face",
  "smile",
  "wave",
  "sparkles",
  "muscle",
  "bulb",
  "bug",
  "warning",
  "sob",
  "-1",
  "x",
  "coffee",
];

/** The name inside `:name:`, or the input itself when it has no colons. */
export function nameOf(code: string): string {
  return code.replace(/^:|:$/g, "");
}

/** What to show for an emoji name: the glyph, with the skin tone (1 = none, 2..6) where it takes one, else `:name:`. */
export function glyphOf(name: string, skinTone?: number): string {
  const glyph = glyphs.get(name);
  if (!glyph) return `:${name}:`;
  const tone = skinTone && takesSkinTone.has(name) ? skinTones[skinTone - 1] : "";
  return tone ? glyph.replace("\uFE0F", "") + tone : glyph;
}

/** Whether the table has a glyph for the name. */
export function isKnownEmoji(name: string): boolean {
  return glyphs.has(name);
}

/** The very name, then names that begin with, then names that contain, what was typed. */
export function findEmoji(query: string, limit: number): string[] {
  const wanted = query.toLowerCase();
  if (!wanted) return commonNames.slice(0, limit);
  const names = [...glyphs.keys()];
  const first = names.filter((name) => name.startsWith(wanted));
  first.sort((a, b) => Number(b === wanted) - Number(a === wanted));
  const rest = names.filter((name) => !name.startsWith(wanted) && name.includes(wanted));
  return [...first, ...rest].slice(0, limit);
}

const code = new RegExp(`:(${emojiNameSource}):`, "g");

/** Splits plain text at the `:codes:` that the table knows; `emoji` holds the name. */
export function splitEmoji(text: string): ({ text: string } | { emoji: string })[] {
  const parts: ({ text: string } | { emoji: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(code)) {
    const name = match[1]!;
    if (!glyphs.has(name)) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ emoji: name });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
