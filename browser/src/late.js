// Scripts that few readers need: they come when somebody asks for them.
import { element } from "./element.js";

/**
 * Returns a function that loads this script once, and fetches meanwhile what it will load `next`. It rejects when that
 * fails; then the next call tries again.
 */
export function late(src, next) {
  let loading;
  return () => (loading ??= new Promise((resolve, reject) => {
    if (next) document.head.append(element("link", { rel: "preload", as: "script", href: next }));
    const script = element("script", { src });
    script.onload = resolve;
    script.onerror = () => {
      script.remove();
      loading = undefined;
      reject(new Error(`cannot load ${src}`));
    };
    document.head.append(script);
  }));
}
