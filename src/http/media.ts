import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { MediaLink } from '../channel';
import { AppError } from '../errors';
import type { Photos } from '../intake/ports';

/** A link opens one file for at least this long, in milliseconds, and never for twice as long. */
const LIFE_MS = 3_600_000;
/** Bytes of the seal: 128 bits cannot be guessed. */
const SEAL_BYTES = 16;

export interface Media {
  link: MediaLink;
  /** Serves `/media/<token>`. */
  routes: FastifyPluginAsync;
}

/** The end of the hour after this one, in hours since 1970: links made within an hour are the same, so that they can be cached. */
const lastHour = (at: Date): number => Math.floor(at.getTime() / LIFE_MS) + 1;

/**
 * Photos on their way to a customer: whoever holds the link may fetch the one file it names, until it ends. Nothing is kept
 * of a link; it carries what it opens, sealed with a key made of `secret`, so that any process serves it.
 */
export function createMedia(parts: { secret: string; publicUrl: string; photos: Photos; clock: () => Date }): Media {
  const key = createHmac('sha256', parts.secret).update('redress media links').digest();
  const seal = (what: string): Buffer => createHmac('sha256', key).update(what).digest().subarray(0, SEAL_BYTES);

  /** Null for whatever we did not make, or that has ended. */
  function open(token: string): { client: string; id: string } | null {
    const [told = '', sealed = ''] = token.split('.');
    const what = Buffer.from(told, 'base64url').toString();
    const given = Buffer.from(sealed, 'base64url');
    if (given.length !== SEAL_BYTES || !timingSafeEqual(given, seal(what))) return null;
    const [hour, client, id] = what.split('|');
    if (!client || !id || Number(hour) < lastHour(parts.clock()) - 1) return null;
    return { client, id };
  }

  return {
    link: (client, id) => {
      const what = `${lastHour(parts.clock())}|${client}|${id}`;
      return `${parts.publicUrl}/media/${Buffer.from(what).toString('base64url')}.${seal(what).toString('base64url')}`;
    },
    routes: (http) => {
      http.get<{ Params: { token: string } }>('/media/:token', { schema: { hide: true } }, async (request, reply) => {
        const named = open(request.params.token);
        const found = named && (await parts.photos.read(named.client, named.id));
        if (!found) throw new AppError('NotFound', 'there is nothing here');
        const { photo, bytes } = found;
        return reply
          .type(photo.contentType)
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'private, max-age=3600')
          .header('cross-origin-resource-policy', 'cross-origin')
          .header('content-disposition', 'inline')
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      });
      return Promise.resolve();
    },
  };
}
