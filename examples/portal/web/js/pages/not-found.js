// There is no such page: only what stands around it is drawn.

import { get } from "../core/api.js";
import { drawShell } from "../ui/shell.js";

get("/session").then(drawShell, () => drawShell({ state: "signed_out" }));
