import { DeliveryError } from '../../errors';

export interface Letter {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** BCP 47. */
  locale: string;
}

export interface Mailer {
  /** Hands a letter in; gives the id it travels under. Rejects with DeliveryError. */
  send(letter: Letter): Promise<string>;
  close(): void;
}

/** A server that does not answer is given up after this, in milliseconds. */
const PATIENCE_MS = 20_000;

interface SmtpProblem {
  code?: string;
  responseCode?: number;
}

/**
 * RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not. Who we are the operator can mend while the outbox waits. `met`: the
 * server had answered before, so that a connection which ends without a word may have handed the letter over.
 */
function asFailure(error: unknown, met: boolean): DeliveryError {
  const { code = 'smtp', responseCode } = error as SmtpProblem;
  if (code === 'EAUTH') return new DeliveryError('smtp_auth', { retryable: true });
  if (responseCode !== undefined) {
    return new DeliveryError(`smtp_${responseCode}`, { retryable: responseCode < 500 });
  }
  return new DeliveryError(code.toLowerCase(), { retryable: true, unknown: met });
}

/** Loaded only where letters are sent: a service without them need not carry it. */
function library(): typeof import('nodemailer') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('nodemailer') as typeof import('nodemailer');
}

const domainOf = (from: string): string => /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';

/** Letters over SMTP. `url` may hold user and password, which no failure repeats. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const limits = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
  const transport = library().createTransport({ url, ...limits });
  return {
    send: async ({ id, to, subject, text, html, locale }) => {
      const messageId = `<${Buffer.from(id).toString('base64url')}@${domainOf(from)}>`;
      // The library says of a lost connection only that it was lost, not when: a server that cannot be met is told first.
      await transport.verify().catch((error: unknown) => {
        throw asFailure(error, false);
      });
      try {
        await transport.sendMail({
          messageId,
          from,
          // As an object: an address is never read as a list of them.
          to: { name: '', address: to },
          subject,
          text,
          html,
          headers: { 'Content-Language': locale, 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return messageId;
      } catch (error) {
        throw asFailure(error, true);
      }
    },
    close: () => transport.close(),
  };
}
