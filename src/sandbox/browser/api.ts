import type { ClockSeen, PhoneName, SampleSeen } from '../shown';

/** The sandbox's own calls. Each rejects with an Error whose message can be shown. */
export interface Api {
  base: string;
  say(phone: PhoneName, text: string, photos: Blob[]): Promise<void>;
  tap(phone: PhoneName, sid: string, choice: string): Promise<void>;
  setPhone(phone: PhoneName, to: { failing?: number | null; number?: string }): Promise<void>;
  advance(advanceMs: number): Promise<ClockSeen>;
  samples(): Promise<SampleSeen[]>;
  /** Anything a person does at the desk. */
  post<T>(path: string, body: unknown): Promise<T>;
  send<T>(path: string, form: FormData): Promise<T>;
}

interface Problem {
  error?: { message?: string };
}

async function ask<T>(url: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(url, init).catch(() => null);
  if (!answer) throw new Error('The service cannot be reached.');
  const text = await answer.text();
  if (!answer.ok) {
    const { error } = JSON.parse(text || '{}') as Problem;
    throw new Error(error?.message ?? `The service answered ${answer.status}.`);
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

export function createApi(base: string): Api {
  const post = <T>(path: string, body: unknown): Promise<T> =>
    ask<T>(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const send = <T>(path: string, form: FormData): Promise<T> => ask<T>(base + path, { method: 'POST', body: form });
  return {
    base,
    send,
    say: (phone, text, photos) => {
      const form = new FormData();
      form.append('text', text);
      photos.forEach((photo, at) => form.append('photo', photo, `photo-${at + 1}`));
      return send(`/phones/${phone}/messages`, form);
    },
    tap: (phone, sid, choice) => post(`/phones/${phone}/tap`, { sid, choice }),
    setPhone: (phone, to) => post(`/phones/${phone}/settings`, to),
    advance: (advanceMs) => post('/clock', { advanceMs }),
    samples: () => ask(`${base}/samples`),
    post,
  };
}
