// Applies the reader's colour scheme and density before the first paint; so this small file is not deferred.
try {
  const { dataset } = document.documentElement;
  const scheme = localStorage.getItem("paper-digest-theme");
  const density = localStorage.getItem("paper-digest-density");
  if (scheme === "light" || scheme === "dark") dataset.theme = scheme;
  if (density === "dense" || density === "comfortable") dataset.density = density;
} catch {
  // Storage is switched off: the system's scheme and the theme's density stay.
}
