import type { Commands, Writes } from './commands';
import type { FloorResult } from './floor';
import type { BenchOptions } from './options';
import type { PeerResult } from './peer';
import type { OurRun } from './our-run';
import type { Profile } from './profile';
import { median, medianSpread, type Spread } from './statistics';
import { readTemplate } from './template';

/** Everything a bench run found. */
export interface Measured {
  options: BenchOptions;
  /** `load`: how many wanted a processor just before. */
  machine: { processors: number; node: string; load: number };
  commands: Commands[];
  ours: OurRun[];
  /** The same with a log that holds entries already. */
  preloaded: OurRun[];
  floor: FloorResult[][];
  peer: PeerResult[][];
  profile?: Profile & { conversations: number };
}

const out = (line = ''): void => void process.stdout.write(`${line}\n`);
const number = (value: number, digits = 0): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const percent = (share: number): string => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : '–');

/** A table with the first column to the left and the others to the right. */
function table(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    out(row.map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('   '));
}

/** The median of what `pick` finds in every run; NaN when there was none. */
const over = <T>(runs: readonly T[], pick: (run: T) => number | undefined): number =>
  runs.length ? median(runs.map((run) => pick(run) ?? NaN)) : NaN;

const speed =
  (i: number) =>
  ({ results }: OurRun): number =>
    results[i]?.turnsPerSecond ?? NaN;

/** The median of the ratios within each run, whose parts were measured one right after the other. */
const ratio = <T>(ours: readonly OurRun[], others: readonly T[], of: (ours: OurRun, other: T) => number): number =>
  others.length ? median(others.map((other, run) => (ours[run] ? of(ours[run], other) : NaN))) : NaN;

const spreadCells = ({ p50, p95, p99 }: Spread): string[] => [p50, p95, p99].map((one) => number(one, 1));

function latencies(runs: readonly OurRun[], i: number): string[] {
  return [
    ...spreadCells(medianSpread(runs.flatMap(({ results }) => results[i]?.turn ?? []))),
    ...spreadCells(medianSpread(runs.flatMap(({ results }) => results[i]?.acknowledgement ?? []))),
  ];
}

const LATENCIES = ['p50', 'p95', 'p99', 'ack p50', 'ack p95', 'ack p99'];

function printOurs({ options, ours, floor }: Measured): void {
  const rows = options.conversations.map((conversations, i) => [
    String(conversations),
    number(over(ours, speed(i)), 1),
    number(
      over(floor, (run) => run[i]?.turnsPerSecond),
      1,
    ),
    percent(ratio(ours, floor, (one, bare) => speed(i)(one) / (bare[i]?.turnsPerSecond ?? NaN))),
    ...latencies(ours, i),
  ]);
  table([['conversations', 'turns/s', 'floor', 'of floor', ...LATENCIES], ...rows]);
}

function printFull({ options, ours, preloaded }: Measured): void {
  if (!preloaded.length) return;
  out(`\nThe same with ${options.preload} entries in the log already`);
  const rows = options.conversations.map((conversations, i) => [
    String(conversations),
    number(over(preloaded, speed(i)), 1),
    percent(ratio(ours, preloaded, (one, full) => speed(i)(full) / speed(i)(one))),
    ...latencies(preloaded, i),
  ]);
  table([['conversations', 'turns/s', 'of empty', ...LATENCIES], ...rows]);
}

function printPeer({ options, ours, peer }: Measured): void {
  if (!peer.length) return;
  out('\nThe other bot in turn on the same server');
  const rows = options.conversations.map((conversations, i) => [
    String(conversations),
    number(
      over(peer, (run) => run[i]?.turnsPerSecond),
      1,
    ),
    `${number(
      ratio(ours, peer, (one, other) => speed(i)(one) / (other[i]?.turnsPerSecond ?? NaN)),
      2,
    )} times`,
    ...spreadCells(medianSpread(peer.flatMap((run) => run[i] ?? []))),
  ]);
  table([['conversations', 'turns/s', 'ours', 'p50', 'p95', 'p99'], ...rows]);
}

/** What must not be: a wrong reply, or a document too many or too few. */
function problemsOf(runs: readonly OurRun[]): string[] {
  return runs.flatMap(({ results, documents }) => [
    ...results
      .filter(({ wrong }) => wrong)
      .map(({ wrong, examples }) => `${wrong} wrong replies: ${examples.join('; ')}`),
    ...documents
      .filter(({ stored, expected }) => stored !== expected)
      .map(({ what, stored, expected }) => `${what}: ${stored} documents instead of ${expected}`),
  ]);
}

function printTotals({ ours, preloaded }: Measured): void {
  const turns = over(ours, ({ memory }) => memory.turns);
  out(`\nstart-up           ${number(over(ours, ({ startUp }) => startUp))} ms`);
  out(
    `memory             ${number(over(ours, ({ memory }) => memory.rss))} MB resident, ` +
      `${number(over(ours, ({ memory }) => memory.anonymous))} MB anonymous, after ${number(turns)} turns`,
  );
  const all = [...ours, ...preloaded];
  const total = (pick: (one: OurRun['documents'][number]) => number): number =>
    all.flatMap((run) => run.documents).reduce((sum, one) => sum + pick(one), 0);
  out(`documents          ${total(({ stored }) => stored)} counted, ${total(({ expected }) => expected)} expected`);
  out(`wrong replies      ${all.flatMap(({ results }) => results).reduce((n, { wrong }) => n + wrong, 0)}`);
}

/** Prints the figures, medians over the runs; gives back what was wrong. */
export function printSummary(measured: Measured): string[] {
  const { options, machine, ours, preloaded } = measured;
  const runs = ours.length === 1 ? 'one run' : `medians of ${ours.length} interleaved runs`;
  out(
    `\nThe refund script over Direct Line on ${options.store === 'embedded' ? 'the embedded store' : 'a server'}: ` +
      `${runs} of ${options.seconds} s on fresh databases; times in ms`,
  );
  out(
    `${machine.processors} processors, shared by service, store and load; node ${machine.node}; ` +
      `load average before ${machine.load.toFixed(1)}`,
  );
  printOurs(measured);
  printFull(measured);
  printPeer(measured);
  printTotals(measured);
  const problems = problemsOf([...ours, ...preloaded]);
  for (const problem of new Set(problems)) out(`PROBLEM            ${problem}`);
  return problems;
}

/** Prints commands per turn, and what one conversation writes. */
export function printCommands(commands: readonly Commands[], writes: Writes): void {
  out('\nCommands sent to the store per turn, everything counted');
  for (const { conversations, perTurn, filing, byName } of commands) {
    const names = Object.entries(byName).sort(([, a], [, b]) => b - a);
    out(
      `  at ${String(conversations).padStart(3)}: ${perTurn.toFixed(2)}` +
        `${filing === undefined ? '' : `, ${filing.toFixed(2)} for the turn that files`}` +
        `   (${names.map(([name, count]) => `${name} ${count}`).join(', ')})`,
    );
  }
  const { turns, afterwards } = readTemplate(writes.captured, writes.turns, writes.names);
  const size = (list: object[]): number =>
    list.reduce(
      (n, one) =>
        n +
        ((one as { documents?: object[] }).documents?.length ?? (one as { updates?: object[] }).updates?.length ?? 0),
      0,
    );
  out(
    `Documents written per turn: ${turns.map(({ alone, together }) => size([...alone, ...together])).join(', ')}, then ${size(afterwards)} for the deliveries`,
  );
}

/** Prints where the service's processor time went, thread by thread. */
export function printProfile({ profile }: Measured): void {
  for (const { thread, busy, shares } of profile?.threads ?? []) {
    out(
      `\nProcessor time by module at ${profile?.conversations} conversations, ${thread} thread (busy ${percent(busy)} of the time)`,
    );
    const most = shares.filter(({ share }) => share >= 0.005);
    table(most.map(({ module, share }) => [`  ${module}`, `${(share * 100).toFixed(1)} %`]));
  }
}
