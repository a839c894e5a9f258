/**
 * How to destroy what a plan refuses: Terraform makes a normal plan first, unless it is told not to refresh. Commands
 * are named without a program, for it may be terraform or tofu.
 */
export const destroyAnyway = "To destroy it all the same: destroy -refresh=false.";
