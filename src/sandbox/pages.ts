import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors';

/** What the build made, by the address it is asked for. */
const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/sandbox.js': { file: 'sandbox.js', type: 'text/javascript; charset=utf-8' },
};

/** The page, from the folder the build put it in. */
export function pages(http: FastifyInstance, folder: string): void {
  for (const [url, { file, type }] of Object.entries(FILES)) {
    http.get(url, async (_request, reply) => {
      const path = join(folder, file);
      if (!existsSync(path)) throw new AppError('NotFound', 'the page was not built');
      return reply
        .type(type)
        .header('cache-control', 'no-cache')
        .send(await readFile(path));
    });
  }
}
