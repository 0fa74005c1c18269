// The reader's colours and density, before the first paint: not deferred.
try {
  const { dataset } = document.documentElement;
  const scheme = localStorage.getItem("paper-digest-theme");
  const density = localStorage.getItem("paper-digest-density");
  if (/^(light|dark)$/.test(scheme)) dataset.theme = scheme;
  if (/^(dense|comfortable)$/.test(density)) dataset.density = density;
} catch {
  // no storage
}
