// Applies the reader's colour scheme before the first paint; that is why this small file is not deferred.
try {
  const scheme = localStorage.getItem("paper-digest-theme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.theme = scheme;
} catch {
  // Storage is switched off: the system's scheme stays.
}
