import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../errors';
import { isPicture } from './picture';
import type { Phones } from './phones';
import { PHONES, type PhoneName } from './shown';
import type { Photo } from './twilio/shapes';

/** What a phone's own app lets through, in characters. */
const LONGEST = 1600;

const phone = z.object({ phone: z.enum(PHONES) });
const tap = z.object({ sid: z.string().max(64), choice: z.string().max(400) });
const settings = z.object({
  failing: z.number().int().nullable().optional(),
  number: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
});

const phoneIn = (request: FastifyRequest): PhoneName => (request.params as z.infer<typeof phone>).phone;

async function wordsIn(request: FastifyRequest): Promise<{ text: string; photos: Photo[] }> {
  let text = '';
  const photos: Photo[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'file') photos.push({ contentType: part.mimetype, bytes: await part.toBuffer() });
    else if (part.fieldname === 'text') text = String(part.value);
  }
  if (!text && !photos.length) throw new AppError('BadRequest', 'there is nothing to send', { field: 'text' });
  if ([...text].length > LONGEST) throw new AppError('BadRequest', 'longer than 1600 characters', { field: 'text' });
  return { text, photos };
}

/** What a person does on the two phones; multipart bodies are understood already. */
export function phoneRoutes(http: FastifyInstance, phones: Phones): void {
  http.post('/phones/:phone/messages', { schema: { params: phone } }, async (request, reply) => {
    const { text, photos } = await wordsIn(request);
    await phones.say(phoneIn(request), text, photos);
    return reply.code(204).send();
  });
  http.post('/phones/:phone/tap', { schema: { params: phone, body: tap } }, async (request, reply) => {
    const { sid, choice } = request.body as z.infer<typeof tap>;
    await phones.tap(phoneIn(request), sid, choice);
    return reply.code(204).send();
  });
  http.post('/phones/:phone/settings', { schema: { params: phone, body: settings } }, (request, reply) => {
    const { failing, number } = request.body as z.infer<typeof settings>;
    phones.set(phoneIn(request), {
      ...(failing === undefined ? {} : { failing }),
      ...(number === undefined ? {} : { number }),
    });
    return reply.code(204).send();
  });
  http.get('/photos/:sid/:media', (request, reply) => {
    const { sid, media } = request.params as { sid: string; media: string };
    const photo = phones.photo(sid, media);
    if (!photo || !isPicture(photo.contentType)) throw new AppError('NotFound', 'there is no such photo');
    return reply.type(photo.contentType).header('cache-control', 'no-store').send(photo.bytes);
  });
}
