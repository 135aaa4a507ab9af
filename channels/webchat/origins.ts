const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Which sites' pages may talk to us: our own address, by any of its loopback names, and those the operator lists. */
export function createOriginCheck(publicUrl: string, listed: string[]): (origin: string | undefined) => boolean {
  const own = new URL(publicUrl);
  const allowed = new Set([own.origin, ...listed]);
  return (origin) => {
    if (origin === undefined || allowed.has(origin)) return true;
    if (!LOOPBACK.has(own.hostname) || !URL.canParse(origin)) return false;
    const { hostname, port, protocol } = new URL(origin);
    return LOOPBACK.has(hostname) && port === own.port && protocol === own.protocol;
  };
}
