export { Registry } from 'prom-client';
export * from './logger';
export * from './metrics-server';
export * from './observability.module';
export * from './request-context';
