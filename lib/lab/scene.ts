/** Where an attack in a browser takes place: two origins with one server behind them, and the testbed's folder at both. */
export interface Scene {
  readonly site: string
  readonly attacker: string
  /** Of every address, without a slash at the end. */
  readonly path: string
  /** In front of the names of everything that the browser keeps. */
  readonly prefix: string
}

/** A page without any of the application's code, and the only policy under which it works. */
export interface Html {
  readonly text: string
  readonly policy: string
}
