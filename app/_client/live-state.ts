let expected = false

/** Whether this tab is about to end its own session, and will say so itself. */
export function expectEnd(yes: boolean): void {
  expected = yes
}

export function isEndExpected(): boolean {
  return expected
}
