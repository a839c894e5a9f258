/** What a plan will do, told to people: read from Terraform's JSON, written for terminals, forges and Pumble. */
export { comment, markerOf, type Said } from "./forges/comment";
export { type Comment, type Forge, ForgeProblem, type Review } from "./forges/forge";
export { gitHub } from "./forges/github";
export { gitLab } from "./forges/gitlab";
export { type CiJob, ciJob, forgeOf } from "./forges/surroundings";
export { warningsBeside } from "./new-address";
export { notify, type Subject, type Told } from "./notify";
export type { Words } from "./plan/change";
export { askForLists, nobodyAsked, type WorkspaceLists } from "./plan/directory";
export { gatesOf, isRefused, type Leave, type Limits } from "./plan/gates";
export { emptyStack, summarise } from "./plan/summarise";
export { asChange, emptyPlan, readTerraformPlan, type TerraformPlan } from "./plan/terraform-plan";
export { widthOf } from "./render/columns";
export { renderMarkdown } from "./render/markdown";
export { type PumbleText, renderPumble } from "./render/pumble";
export { isQuiet } from "./render/quiet";
export { renderText, sentence } from "./render/text";
export { type Change, type Finding, type Report, report, reportJsonSchema, type StackReport } from "./report";
