// Starts the components of the two design systems, and our own small ones.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { initAll as initMoj } from "../vendor/ministryofjustice-frontend/moj-frontend.min.js";
import { startDrafts } from "./drafts.js";
import { startSessionWarning } from "./session-warning.js";

function start(scope) {
  initAll({ scope });
  initMoj({ scope });
  startDrafts(scope);
}

start(document);
startSessionWarning(document.querySelector("[data-module='app-session-warning']"));
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) start(event.detail.elt);
});
