// Starts the components of the two design systems, and our own small ones.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { initAll as initMoj } from "../vendor/ministryofjustice-frontend/moj-frontend.min.js";
import { startDrafts } from "./drafts.js";
import { startSessionWarning } from "./session-warning.js";

// ARIA knows no "expanded" of a radio (WCAG 4.1.2); the library sets it again at each choice.
function dropExpanded() {
  for (const radio of document.querySelectorAll("input[type='radio'][aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
}

function start(scope) {
  initAll({ scope });
  initMoj({ scope });
  dropExpanded();
  startDrafts(scope);
}

start(document);
document.addEventListener("click", dropExpanded);
window.addEventListener("pageshow", dropExpanded);
startSessionWarning(document.querySelector("[data-module='app-session-warning']"));
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) start(event.detail.elt);
});
