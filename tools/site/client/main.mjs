import { setUpMenu } from "./menu.mjs";
import { setUpSearch } from "./search-dialog.mjs";

setUpMenu();
setUpSearch();
