// Part of `digest serve` only, never of the site: reloads the page after a build and shows what went wrong.
"use strict";
(() => {
  const { build, events } = document.currentScript.dataset;
  let source = null;
  let banner = null;

  const show = (problems) => {
    banner?.remove();
    banner = null;
    if (problems.length === 0) return;
    banner = document.createElement("pre");
    banner.id = "digest-problems";
    banner.setAttribute("role", "alert");
    banner.textContent = problems.join("\n");
    Object.assign(banner.style, {
      position: "fixed", insetInline: "0", insetBlockEnd: "0", zIndex: "2147483647",
      maxBlockSize: "50vh", overflow: "auto", margin: "0", padding: "1rem", whiteSpace: "pre-wrap",
      font: "14px/1.5 ui-monospace, monospace", color: "#fff", background: "#7a1f14",
    });
    document.body.append(banner);
  };

  const listen = () => {
    source = new EventSource(events);
    source.onmessage = (message) => {
      const now = JSON.parse(message.data);
      if (now.build === build) show(now.problems);
      else location.reload();
    };
  };

  // A browser keeps six connections to one server: hidden pages give theirs back and look again when they are seen.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (!document.hidden) listen();
  });
  if (!document.hidden) listen();
})();
