import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the line knows of itself at a moment. */
export interface Gauges {
  lanes: number;
  followers: number;
  /** Admitted activities not yet handled. */
  waiting: number;
}

export interface Metrics {
  /** The text of /metrics. */
  text(): Promise<string>;
  contentType: string;
  /** `route` is the pattern, never the address: addresses hold tokens and phone numbers. */
  request(route: string, method: string, status: number, seconds: number): void;
  refused(code: string): void;
  turn(outcome: string, seconds: number): void;
  /** One command sent to the store. */
  command(name: string): void;
  /** Where the gauges come from, once the line is up. */
  watch(gauges: () => Gauges): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Names of turns and commands come from us; should that ever fail, no more than these become series of their own. */
const MOST_NAMES = 60;

function few(): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.size < MOST_NAMES) known.add(name);
    return known.has(name) ? name : 'other';
  };
}

/** Numbers about this process in a registry of its own, for Prometheus. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  let gauges: () => Gauges = () => ({ lanes: 0, followers: 0, waiting: 0 });

  const requests = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  const turns = new Histogram({
    name: 'redress_turn_duration_seconds',
    help: 'Time from the beginning of a turn to its commit, by outcome',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'redress_http_refused_total',
    help: 'Requests answered with an error, by its code',
    labelNames: ['code'],
    registers,
  });
  const commands = new Counter({
    name: 'redress_store_commands_total',
    help: 'Commands sent to the store, by name',
    labelNames: ['command'],
    registers,
  });
  const gauge = (name: string, help: string, of: (now: Gauges) => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect: function () {
        this.set(of(gauges()));
      },
    });
  };
  gauge('redress_inbox_waiting', 'Admitted activities not yet handled by this process', ({ waiting }) => waiting);
  gauge('redress_lanes', 'Conversations this process holds', ({ lanes }) => lanes);
  gauge('redress_followers', 'Open streams of conversations', ({ followers }) => followers);

  const outcomes = few();
  const names = few();
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    request: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    refused: (code) => refusals.inc({ code }),
    turn: (outcome, seconds) => turns.observe({ outcome: outcomes(outcome) }, seconds),
    command: (name) => commands.inc({ command: names(name) }),
    watch: (given) => {
      gauges = given;
    },
  };
}
