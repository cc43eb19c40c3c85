// Says, two minutes before an idle session ends, that it will, and lets the reader go on.
const WARN_BEFORE = 120;

export function startSessionWarning(box) {
  if (!box) return;
  const idle = Number(box.dataset.idle);
  const text = box.querySelector("[data-text]");
  const words = (name) => box.querySelector(`template[data-${name}]`).content.textContent;
  let timers = [];

  function later(seconds, act) {
    timers.push(window.setTimeout(act, Math.max(0, seconds) * 1000));
  }

  function restart() {
    timers.forEach(window.clearTimeout);
    timers = [];
    box.hidden = true;
    text.textContent = "";
    later(idle - WARN_BEFORE, () => {
      box.hidden = false;
      text.textContent = words("warning");
    });
    later(idle, () => {
      text.textContent = words("over");
    });
  }

  box.querySelector("[data-stay]").addEventListener("click", async () => {
    const answer = await fetch(box.dataset.url, { credentials: "same-origin", redirect: "manual" });
    if (answer.status === 204) restart();
    else window.location.reload();
  });
  document.addEventListener("htmx:afterRequest", restart);
  document.addEventListener("app:saved", restart);
  restart();
}
