import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from '../../errors';
import type { StaffParts } from './parts';
import { answers, idParams } from './shapes';

/** A header that makes every browser save the file under its name and never show it in place (RFC 6266). */
export function disposition(name: string): string {
  const plain = name.replace(/[^\w .()-]/g, '_');
  const whole = name.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '_');
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Photos customers sent, for staff only, as a download of the type their content has. */
export function attachmentRoutes(app: FastifyInstance, { photos, client }: StaffParts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/attachments/:id',
    {
      config: { may: 'read' },
      schema: {
        tags: ['attachments'],
        security: [{ staff: [] }],
        summary: 'One photo, as a download',
        params: idParams,
        response: answers.attachment,
      },
    },
    async (request, reply) => {
      const found = await photos.read(client, request.params.id);
      if (!found) throw new AppError('NotFound', 'no such attachment');
      const { photo, bytes } = found;
      return reply
        .type(photo.contentType)
        .header('content-disposition', disposition(photo.name))
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  );
}
