export * from './inbox';
export * from './inbox.module';
export * from './outbox';
export * from './outbox.module';
export * from './tables';
