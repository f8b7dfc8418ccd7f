import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiOperation } from '@nestjs/swagger';
import { RPC, type RpcRequest, type RpcResponse, type RpcSubject } from '#contracts';
import type { RequestOptions } from '#messaging';
import type { PassedOn } from '../http/passed-on';
import { Needs } from './needs.decorator';

const SUBJECT = 'qifu:subject';

/** Where the OpenAPI document keeps the subject of an operation. */
export const SUBJECT_EXTENSION = 'x-subject';

type Answering<S extends RpcSubject> = (
  input: RpcRequest<S>,
  caller: RequestOptions,
) => Promise<RpcResponse<S> | PassedOn>;

/**
 * The one request that a route is: its permission, the validation of its input and its part of the OpenAPI document
 * follow from the contract of the subject.
 */
export function Asks<S extends RpcSubject>(subject: S, summary: string) {
  const decorate = applyDecorators(
    SetMetadata(SUBJECT, subject),
    Needs(RPC[subject].permission),
    ApiOperation({ summary }),
    ApiExtension(SUBJECT_EXTENSION, subject),
  );
  return <H extends Answering<S>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => decorate(target, key, descriptor);
}

export function subjectOf(handler: object): RpcSubject {
  const subject = Reflect.getMetadata(SUBJECT, handler) as RpcSubject | undefined;
  if (!subject) throw new Error('The route has no @Asks.');
  return subject;
}
