import type { Type } from '@nestjs/common';
import { EVENTS, RPC, type RpcSubject } from '#contracts';
import { DeskModule } from '../../apps/enterprise-desk/src/desk.module';
import { AdapterModule } from '../../apps/agency-adapter/src/adapter.module';
import { KnowledgeModule } from '../../apps/knowledge/src/knowledge.module';
import { handlersOf } from './support/handlers';

const SERVICES: Record<string, Type> = {
  desk: DeskModule,
  knowledge: KnowledgeModule,
  adapter: AdapterModule,
};

/** What an agency's adapter sends goes to the desk, what bears the agency's code otherwise goes to the adapter. */
function serviceOf(subject: RpcSubject): string | undefined {
  const [owner] = subject.split('.');
  if (owner !== 'agency') return owner;
  return RPC[subject].permission === 'adapter' ? 'desk' : 'adapter';
}

const handlers = Object.entries(SERVICES).flatMap(([service, module]) =>
  handlersOf(module).map((handler) => ({ service, ...handler })),
);

it.each(Object.keys(RPC) as RpcSubject[])('%s has exactly one handler, in its own service', (subject) => {
  const answering = handlers.filter((handler) => handler.subject === subject);
  expect(answering).toEqual([expect.objectContaining({ kind: 'request', service: serviceOf(subject) })]);
});

it('every handler answers a declared subject or consumes a declared event', () => {
  const strangers = handlers.filter(({ kind, subject }) => !(subject in (kind === 'event' ? EVENTS : RPC)));
  expect(strangers).toEqual([]);
});

it.each(Object.keys(SERVICES))('%s consumes an event in one place at most', (service) => {
  const consumed = handlers.filter((handler) => handler.service === service && handler.kind === 'event');
  const types = consumed.map(({ subject }) => subject);
  expect(new Set(types).size).toBe(types.length);
});
