import type { AddressInfo, Socket } from 'node:net';
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
  const sockets = new Set<Socket>();
  const office: PostOffice = { url: '', letters: [], troubles: [], stop: () => Promise.resolve() };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'shop' }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const trouble = office.troubles.shift();
        if (typeof trouble === 'number') return done(Object.assign(new Error('not now'), { responseCode: trouble }));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        office.letters.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
        if (trouble === 'break') return sockets.forEach((socket) => void socket.destroy());
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  office.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  let stopped: Promise<void> | undefined;
  office.stop = () => (stopped ??= new Promise((resolve) => server.close(() => resolve())));
  return office;
}
