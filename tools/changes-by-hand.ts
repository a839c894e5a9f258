/** The guide to what becomes of resources that people change in Pumble: `docs/guides/changes-by-hand.md`. */
import { type ChangeByHand, changesByHand, effects, effectsByHand } from "../src/provider/by-hand";

const intro = `---
page_title: "Changes by hand - pumble"
subcategory: ""
description: "What a plan does after somebody changed in Pumble what Terraform keeps."
---

# Changes by hand

People change in Pumble what Terraform keeps: they rename a channel, edit a message, leave, get another address. None of
that makes a plan, an apply or a destroy fail, none of it sends anything twice, and no thread that people wrote is lost.
The tests make each of these changes to each resource. What is not listed for a resource changes nothing for it.

Two things do stop every command, for then Pumble does not take the key any more: its owner is deactivated or takes the
app's access back, or the app is uninstalled.`;

/** The whole page. */
export function changesByHandPage(): string {
  const sections = Object.entries(effectsByHand).map(([resource, changes]) => {
    const rows = Object.entries(changes).map(
      ([change, effect]) => `| ${changesByHand[change as ChangeByHand]} | ${effects[effect]} |`,
    );
    return [
      `## pumble_${resource}`,
      ["| Change | The next plan |", "| --- | --- |", ...rows].join("\n"),
    ].join("\n\n");
  });
  return `${[intro, ...sections].join("\n\n")}\n`;
}
