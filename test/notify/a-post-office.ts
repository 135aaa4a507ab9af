import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface PostOffice {
  url: string;
  letters: { to: string[]; raw: string }[];
  /** Answers for the next letters, in order: a reply code, or a connection that breaks after the letter was handed in. */
  troubles: (number | 'break')[];
  stop(): Promise<void>;
}

/** Quoted-printable back to words. */
export const wordsOf = (raw: string): string =>
  Buffer.from(
    raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** A mail server on this machine. */
export async function aPostOffice(): Promise<PostOffice> {
  const office: PostOffice = { url: '', letters: [], troubles: [], stop: () => Promise.resolve() };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const trouble = office.troubles.shift();
        if (typeof trouble === 'number') return done(Object.assign(new Error('not now'), { responseCode: trouble }));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        office.letters.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
        if (trouble === 'break') return void server.close();
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  office.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return office;
}
