// Files with data that are loaded when they are wanted. Each is a script that calls paperDigest.load(name, data):
// scripts may be loaded from file://, other data not.
import { addressFromFile } from "./file.js";

/** Loads the file that calls itself `name`; rejects when it cannot be loaded or does not bring what it should. */
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
  #wanted = new Map(); // address below the root, by which files call themselves → who takes the data
  #coming = new Map(); // address → the promise of it
  #quiet = false;

  constructor(root, load = data) {
    this.root = root;
    this.loadFile = load;
  }

  want(address, take) {
    if (!this.#quiet) this.#wanted.set(address, take);
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

  /** Loads all that is wanted; rejects when a file cannot be loaded. */
  async load() {
    const files = [...this.#wanted].map(([address, take]) => this.#come(address, take));
    this.#wanted.clear();
    await Promise.allSettled(files); // a late script must not answer the next attempt
    await Promise.all(files);
  }

  #come(address, take) {
    if (!this.#coming.has(address)) {
      const file = this.loadFile(address, this.root + address).then(take).finally(() => this.#coming.delete(address));
      this.#coming.set(address, file);
    }
    return this.#coming.get(address);
  }
}
