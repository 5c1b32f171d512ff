"use strict";
// Everything works without this file. It saves ways: keys, evidence that lights up under the pointer, words that are
// taken over from a selection.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const show = (element, block) =>
    element?.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });

  // ---------------------------------------------------------------- keys
  const places = [...document.querySelectorAll("[data-place]")];
  const current = () => places.findIndex((place) => place.contains(document.activeElement));
  const go = (step) => {
    const at = current();
    const next = places[at < 0 ? (step > 0 ? 0 : places.length - 1) : at + step];
    if (!next) return;
    next.focus({ preventScroll: true });
    show(next, "center");
  };
  let pending = null; // the button that Enter presses while a reason is typed
  document.addEventListener("focusout", (event) => {
    if (pending && event.target.value === "") event.target.value = event.target.defaultValue;
    pending = null;
  });
  const decide = (key) => {
    const button = places[Math.max(current(), 0)]?.querySelector(`[data-do="${key}"]`);
    const reason = button?.form?.elements.reason;
    if (button && "ownReason" in button.dataset && reason && reason.value === reason.defaultValue) {
      // what is turned down needs a reason of its own: Enter then sends it
      reason.value = "";
      reason.focus();
      pending = button;
    } else button?.click();
    return Boolean(button);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && pending && event.target === pending.form.elements.reason) {
      event.preventDefault();
      pending.form.requestSubmit(pending);
      return;
    }
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      places[0] && (event.target.closest("[data-place]") || places[0]).focus();
      return;
    }
    if (typing(event.target)) return;
    if (places.length && (event.key === "j" || event.key === "k")) {
      event.preventDefault();
      go(event.key === "j" ? 1 : -1);
    } else if (places.length && "are".includes(event.key) && decide(event.key)) {
      event.preventDefault();
    } else {
      const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      event.preventDefault();
      if (target.matches("input, textarea, select")) {
        target.focus();
        target.select?.();
      } else target.click();
    }
  });
  // a decision takes its place out of the queue: the next one then stands where it was
  document.addEventListener("submit", () => sessionStorage.setItem("place", String(Math.max(current(), 0))));
  if (places.length && !location.hash) {
    const decided = document.querySelector(".notice[role=status]");
    const at = decided ? Math.min(Number(sessionStorage.getItem("place")) || 0, places.length - 1) : 0;
    places[at].focus({ preventScroll: true });
    if (at) show(places[at], "center");
  }

  // ---------------------------------------------------------------- evidence and entries
  const marks = new Map();
  document.querySelectorAll(".m").forEach((mark) => mark.dataset.e.split(" ").forEach((id) => {
    if (!marks.has(id)) marks.set(id, []);
    marks.get(id).push(mark);
  }));
  const idsAt = (target) => {
    const entry = target.closest?.(".e[data-id]");
    const mark = target.closest?.(".m");
    return entry ? [entry.dataset.id] : mark ? mark.dataset.e.split(" ") : [];
  };
  const light = (ids) => {
    document.querySelectorAll(".on").forEach((element) => element.classList.remove("on"));
    ids.forEach((id) => {
      document.getElementById(id)?.classList.add("on");
      (marks.get(id) || []).forEach((mark) => mark.classList.add("on"));
    });
  };
  if (marks.size) {
    document.addEventListener("pointerover", (event) => light(idsAt(event.target)));
    document.addEventListener("focusin", (event) => light(idsAt(event.target)));
    document.addEventListener("click", (event) => {
      const mark = event.target.closest(".m");
      if (event.target.closest("a") || !mark || !getSelection().isCollapsed) return;
      const ids = idsAt(mark);
      light(ids);
      show(document.getElementById(ids.at(-1)), "nearest");
    });
  }

  // ---------------------------------------------------------------- words selected in a text
  document.querySelectorAll("textarea[data-selection]").forEach((area) => {
    const text = document.querySelector(area.dataset.selection);
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      if (selection.isCollapsed || !selection.rangeCount || !text.contains(selection.getRangeAt(0).commonAncestorContainer)) return;
      const copy = selection.getRangeAt(0).cloneContents();
      copy.querySelectorAll(".n").forEach((number) => number.remove());
      copy.querySelectorAll(".gap").forEach((gap) => gap.replaceWith("\n"));
      if (copy.textContent.trim()) area.value = copy.textContent.trim();
    });
  });
})();
