import { setUpMenu } from "./menu.js";
import { setUpSearch } from "./search-dialog.js";

setUpMenu();
setUpSearch();
