/** E-mail's own part of the environment: where letters are handed in, and who writes them. */

type Values = Record<string, string | undefined>;

function isServer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '';
}

/** `shop@example.com`, or `A Shop <shop@example.com>`. */
const isSender = (text: string): boolean =>
  /^(?:[^<>\r\n]{0,100}<[^\s<>@]{1,64}@[^\s<>@]{1,255}\.[^\s<>@]+>|[^\s<>@]{1,64}@[^\s<>@]{1,255}\.[^\s<>@]+)$/.test(
    text,
  );

/** All absent: nothing is sent by e-mail; half of it fails start-up. */
export const slice = {
  channel: 'email',
  provider: true,
  required: ['SMTP_URL', 'MAIL_FROM'],
  check: ({ SMTP_URL: server, MAIL_FROM: from }: Values): string[] => [
    ...(server === undefined || isServer(server)
      ? []
      : ['SMTP_URL must be an smtp:// or smtps:// address, with user and password in it if there are any']),
    ...(from === undefined || isSender(from) ? [] : ['MAIL_FROM must be an address such as A Shop <shop@example.com>']),
  ],
};
