import { parse } from 'node:querystring';

/** A webhook's parameters: every one of them is signed, also those nobody here knows; repeated ones are lists. */
export type Params = Record<string, string | string[] | undefined>;

/** Reads a form-encoded body with all its parameters. */
export function readForm(body: string): Params {
  const all = Object.entries(parse(body, '&', '=', { maxKeys: 0 }));
  // Lists of our own making: Twilio's library knows an array by its constructor.
  return Object.fromEntries(all.map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]));
}

/** Reads a JSON body's texts; whatever else is in it is left out. */
export function readJson(body: string): Params {
  try {
    const given = JSON.parse(body) as unknown;
    if (typeof given !== 'object' || given === null) return {};
    return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string')) as Params;
  } catch {
    return {};
  }
}

/** One parameter's text, the first where it is repeated; empty where it is absent. */
export function field(params: Params, name: string): string {
  const value = params[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}
