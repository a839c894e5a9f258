/** On a phone the menu is closed to begin with; on a wide screen it stands beside the page. */
export function setUpMenu() {
  const menu = document.querySelector("#menu");
  const wide = matchMedia("(min-width: 60rem)");
  const show = () => {
    menu.open = wide.matches;
  };
  show();
  wide.addEventListener("change", show);
  const here = menu.querySelector("[aria-current]");
  if (wide.matches && here) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;
}
