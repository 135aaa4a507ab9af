import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** The page of the OpenAPI viewer needs inline styles and pictures in its addresses; scripts come from us alone. */
const VIEWER_CSP = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const ABOUT = `Reads and moves of refund cases for the people who work on them. Every call carries a bearer token: STAFF_TOKEN, which reads and administers, or a person's own, which decides as far as their roles go.

Lists answer \`{ items, next }\`; pass \`next\` as \`cursor\` to go on. Amounts are whole minor units in a string of digits beside their currency, dates are ISO 8601. Errors are \`{ "error": { "code", "message", "field"?, "why"? } }\`.`;

/** The description of every route that has a schema, and the page at /docs that shows it. Comes before the routes. */
export async function docs(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Redress staff API', version, description: ABOUT },
      components: {
        securitySchemes: { staff: { type: 'http', scheme: 'bearer', description: "STAFF_TOKEN, or a person's token" } },
      },
    },
    transform: jsonSchemaTransform,
    hideUntagged: true,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: VIEWER_CSP, uiConfig: { docExpansion: 'list' } });
}
