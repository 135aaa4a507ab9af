/**
 * A channel's own part of the environment. All its required variables absent: the channel is off. Some absent: start-up
 * fails and names them, since half a set of credentials is a mistake and never a wish.
 */
export interface Slice {
  channel: string;
  required: string[];
  optional?: string[];
  /** The variables are credentials of a provider outside: the sandbox must not run beside them. */
  provider?: boolean;
  /** What is wrong with the values, one sentence each; asked when any of them is set. */
  check?: (values: Record<string, string | undefined>) => string[];
}

/** The values of a slice's variables, by variable. */
export type SliceValues = Record<string, string>;

function missingProblems(missing: string[], { channel, required }: Slice): string[] {
  if (!missing.length) return [];
  const isMissing = missing.length === 1 ? 'is missing' : 'are missing';
  return [
    `${missing.join(' and ')} ${isMissing}: the ${channel} channel needs all of ${required.join(', ')} (or none, to be off)`,
  ];
}

/** What is wrong with each slice of which a part is set, one sentence each. `env` holds set variables only. */
export function sliceProblems(env: Record<string, string | undefined>, slices: Slice[]): string[] {
  return slices.flatMap((slice) => {
    const { required, optional = [], check } = slice;
    const set = [...required, ...optional].filter((name) => env[name]);
    if (!set.length) return [];
    const missing = required.filter((name) => !env[name]);
    const values = Object.fromEntries(set.map((name) => [name, env[name]]));
    return [...missingProblems(missing, slice), ...(check?.(values) ?? [])];
  });
}

/** Reads the slices that are complete, and says what is wrong with the others. */
export function readSlices(
  env: Record<string, string>,
  slices: Slice[],
): { values: Record<string, SliceValues>; problems: string[] } {
  const on = slices.filter(({ required }) => required.every((name) => env[name]));
  const values = on.map(({ channel, required, optional = [] }) => {
    const set = [...required, ...optional].flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
    return [channel, Object.fromEntries(set)] as const;
  });
  return { values: Object.fromEntries(values), problems: sliceProblems(env, slices) };
}
