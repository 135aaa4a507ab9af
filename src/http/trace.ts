/** What a log line may say of an error: its kind and where it happened. */
export interface Trace {
  name: string;
  code?: string;
  stack: string;
  cause?: string;
}

const DEEPEST = 10;

/** Where an error happened, without its message: messages quote what customers wrote. */
export function traceOf(error: unknown): Trace {
  if (!(error instanceof Error)) return { name: typeof error, stack: '' };
  const { name, stack = '', cause } = error;
  const code = (error as { code?: unknown }).code;
  const places = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    stack: places.slice(0, DEEPEST).join('\n'),
    ...(cause instanceof Error ? { cause: cause.name } : {}),
  };
}
