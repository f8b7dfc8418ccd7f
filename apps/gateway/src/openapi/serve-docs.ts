import { SwaggerModule } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { buildOpenApi } from './build-openapi';

/** Swagger UI under /docs, the document itself under /docs/openapi.json; built when first asked for. */
export function serveDocs(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => buildOpenApi(app), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: '企服专席 API',
  });
}
