/** Shows a popover, which may be open already for another place of the page. */
export function showPanel(panel: HTMLElement): void {
  if (!panel.matches(":popover-open")) panel.showPopover();
}
