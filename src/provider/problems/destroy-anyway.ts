/** How to destroy what a plan refuses: Terraform makes a normal plan first, unless it is told not to refresh. */
export const destroyAnyway = "To destroy it all the same: terraform destroy -refresh=false.";
