/** Collects what was shown, one line per property, and whether all of it holds. */
export interface Verdict {
  /** Prints one line; `faults` are listed below it, the first few. */
  property(what: string, faults: readonly string[], detail?: string): void;
  skip(what: string, why: string): void;
  note(line: string): void;
  failed(): boolean;
}

const SHOWN = 8;

export function createVerdict(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)): Verdict {
  let failed = false;
  return {
    property: (what, faults, detail) => {
      failed ||= faults.length > 0;
      write(`${faults.length ? 'FAILED ' : 'shown  '} ${what}${detail ? ` (${detail})` : ''}`);
      for (const fault of faults.slice(0, SHOWN)) write(`         - ${fault}`);
      if (faults.length > SHOWN) write(`         - and ${faults.length - SHOWN} more`);
    },
    skip: (what, why) => write(`skipped ${what}: ${why}`),
    note: (line) => void process.stderr.write(`${line}\n`),
    failed: () => failed,
  };
}
