// Files with data that are loaded when they are wanted. Each is a script that calls paperDigest.load(name, data):
// scripts may be loaded from file://, other data not.
import { addressFromFile } from "./file.js";

/** Loads one file; rejects when it cannot be loaded or does not bring what it should. */
export function data(name, address) {
  return new Promise((resolve, reject) => {
    window.paperDigest.waiting[name] = resolve;
    const script = document.createElement("script");
    script.src = addressFromFile(address);
    script.onload = script.onerror = () => {
      script.remove();
      reject(new Error(`cannot load ${address}`)); // too late to matter where the script has brought its data
    };
    document.head.append(script);
  });
}

/** Notes which files are wanted, and loads them together. */
export class Files {
  #wanted = new Map(); // name → [address, who takes the data]
  #coming = new Map(); // name → the promise of it
  #quiet = false;

  constructor(root, load = data) {
    this.root = root;
    this.loadFile = load;
  }

  want(name, address, take) {
    if (!this.#quiet) this.#wanted.set(name, [address, take]);
  }

  /** Whether an answer is not the last one: some files are not there. */
  get waits() {
    return this.#wanted.size > 0;
  }

  /** What `ask` gives of the files that are there; it wants no others. */
  quietly(ask) {
    const before = this.#quiet;
    this.#quiet = true;
    const found = ask();
    this.#quiet = before;
    return found;
  }

  /** Forgets what was wanted for a question that nobody asks any more. */
  forget() {
    this.#wanted.clear();
  }

  /** Loads all that is wanted; rejects when a file cannot be loaded. */
  async load() {
    const files = [...this.#wanted].map(([name, [address, take]]) => this.#come(name, address, take));
    this.#wanted.clear();
    await Promise.allSettled(files); // a late script must not answer the next attempt
    await Promise.all(files);
  }

  #come(name, address, take) {
    if (!this.#coming.has(name)) {
      const file = this.loadFile(name, this.root + address).then(take).finally(() => this.#coming.delete(name));
      this.#coming.set(name, file);
    }
    return this.#coming.get(name);
  }
}
