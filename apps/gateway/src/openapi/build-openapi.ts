import type { INestApplication } from '@nestjs/common';
import {
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
  type OperationObject,
  type SchemaObject,
} from '@nestjs/swagger';
import { RPC, type RpcSubject } from '#contracts';
import { SUBJECT_EXTENSION } from '../auth/asks.decorator';
import { describeOperation, describeProblems, SECURITY } from './describe-operation';
import { referencedSchemas } from './dto-schemas';
import { PROBLEM_SCHEMA } from './problem-schema';

/** The OpenAPI 3.1 document: routes from the controllers, everything else from the contracts of their subjects. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('企服专席 Qifu Desk')
    .setDescription('企业服务专席的 HTTP 接口。The HTTP door of the enterprise desk.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, SECURITY)
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!isOperation(operation)) continue;
      describeProblems(operation);
      const subject = subjectOf(operation);
      if (subject) describeOperation(operation, { method, path }, subject);
    }
  }
  const schemas = { ...referencedSchemas(document.paths), Problem: PROBLEM_SCHEMA };
  document.components = { ...document.components, schemas: schemas as Record<string, SchemaObject> };
  return document;
}

const isOperation = (value: unknown): value is OperationObject =>
  typeof value === 'object' && value !== null && 'responses' in value;

function subjectOf(operation: object): RpcSubject | undefined {
  const subject: unknown = Object.entries(operation).find(([name]) => name === SUBJECT_EXTENSION)?.[1];
  return typeof subject === 'string' && subject in RPC ? (subject as RpcSubject) : undefined;
}
