// The page for writing a review: smoother with a script, whole without one.
(function () {
  "use strict";
  const form = document.querySelector("[data-review]");
  if (!form) return;
  const needsComment = ["not_met", "cannot_tell", "exceeds"];

  // The comment box opens where the answer asks for one, and stays open once it holds words.
  function showComment(row) {
    const box = row.querySelector("[data-comment]");
    const text = box.querySelector("textarea");
    const chosen = row.querySelector("input[type=radio]:checked");
    const open = text.value.trim() !== "" || (chosen && needsComment.includes(chosen.value));
    box.toggleAttribute("data-closed", !open);
  }

  function countAnswers() {
    const rows = form.querySelectorAll("[data-criterion]");
    let answered = 0;
    let applicable = rows.length;
    rows.forEach((row) => {
      const chosen = row.querySelector("input[type=radio]:checked");
      if (chosen && chosen.value === "not_applicable") applicable -= 1;
      else if (chosen) answered += 1;
    });
    const place = form.querySelector("[data-review-answered]");
    if (place) {
      const numbers = place.textContent.match(/\d+/g);
      let turn = 0;
      if (numbers) place.textContent = place.textContent.replace(/\d+/g, () => [answered, applicable][turn++]);
    }
  }

  function showHolding(finding) {
    const chosen = finding.querySelector("[data-finding-sort] input:checked");
    const holding = finding.querySelector("[data-holding]");
    const harm = chosen && chosen.value === "harm";
    holding.toggleAttribute("data-holding-hidden", !harm && !holding.querySelector(".govuk-inset-text"));
    const details = holding.querySelector("[data-holding-details]");
    if (details && harm) details.open = true;
  }

  // Answers may come in another order than they were asked for: only the last one asked for is
  // shown, or a late answer would take away what was ticked since.
  const lastAsked = new Map();

  function loadBehaviours(select) {
    const target = document.getElementById(select.dataset.target);
    const turn = (lastAsked.get(select) ?? 0) + 1;
    lastAsked.set(select, turn);
    fetch(select.dataset.url + "&area=" + encodeURIComponent(select.value), {
      credentials: "same-origin",
    })
      .then((response) => (response.ok && !response.redirected ? response.text() : Promise.reject()))
      .then((html) => {
        if (lastAsked.get(select) !== turn) return;
        const before = target.querySelector("textarea");
        target.innerHTML = html;
        const after = target.querySelector("textarea");
        if (before && after && !after.value) after.value = before.value;
      })
      .catch(() => {
        // The button that works without a script takes over.
        const button = select.closest(".app-finding").querySelector("[data-no-js]");
        if (button) button.removeAttribute("data-no-js");
      });
  }

  function enhanceArea(select) {
    if (!window.accessibleAutocomplete) return;
    window.accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      defaultValue: select.value ? select.options[select.selectedIndex].text : "",
      showAllValues: true,
      confirmOnBlur: true,
      onConfirm: (text) => {
        const option = Array.from(select.options).find((o) => o.text === text);
        const value = option ? option.value : "";
        if (value === select.value || text === undefined) return;
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
    });
  }

  form.querySelectorAll("[data-criterion]").forEach(showComment);
  form.querySelectorAll(".app-finding").forEach(showHolding);
  form.querySelectorAll("select[data-area]").forEach(enhanceArea);
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-criterion]");
    if (row && event.target.type === "radio") {
      showComment(row);
      countAnswers();
    }
    if (event.target.closest("[data-finding-sort]")) showHolding(event.target.closest(".app-finding"));
    if (event.target.matches("select[data-area]")) loadBehaviours(event.target);
  });
})();
