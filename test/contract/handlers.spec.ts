import type { Type } from '@nestjs/common';
import { EVENTS, RPC } from '#contracts';
import { DeskModule } from '../../apps/enterprise-desk/src/desk.module';
import { KnowledgeModule } from '../../apps/knowledge/src/knowledge.module';
import { handlersOf } from './support/handlers';

const SERVICES: Record<string, Type> = { desk: DeskModule, knowledge: KnowledgeModule };

const handlers = Object.entries(SERVICES).flatMap(([service, module]) =>
  handlersOf(module).map((handler) => ({ service, ...handler })),
);

it.each(Object.keys(RPC))('%s has exactly one handler, in its own service', (subject) => {
  const answering = handlers.filter((handler) => handler.subject === subject);
  expect(answering).toEqual([expect.objectContaining({ kind: 'request', service: subject.split('.')[0] })]);
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
